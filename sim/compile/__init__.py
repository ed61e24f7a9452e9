"""How kernels are compiled: three decorators, the fast compiler behind its fence, its plain mode, the kernel cache.

This package itself imports no numba, so that a page may ask for the mode before anything is compiled. Kernels take
their decorators from `sim.compile.decorators`. What numba could not read of the environment is left out here, before
anybody imports it.
"""

from sim.compile import settings
from sim.compile.choice import Mode, mode

settings.left_out.update(settings.leave_out_what_cannot_be_read() | settings.leave_out_the_file())

__all__ = ["Mode", "mode"]
