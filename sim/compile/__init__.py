"""How kernels are compiled: three decorators, the fast compiler behind its fence, its plain mode, the kernel cache.

This package itself imports no numba, so that a page may ask for the mode before anything is compiled. Kernels take
their decorators from `sim.compile.decorators`.
"""

from sim.compile.choice import Mode, mode

__all__ = ["Mode", "mode"]
