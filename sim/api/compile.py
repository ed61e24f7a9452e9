"""How kernels are compiled."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.compile.choice import mode as mode
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
