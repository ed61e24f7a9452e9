"""How much of a plan there is room for, counted before a run."""

from typing import TYPE_CHECKING

from sim.api.loading import on_first_use

if TYPE_CHECKING:
    from sim.engine.run.room import room_of as room_of
    from sim.engine.run.room import room_problems as room_problems
else:
    __getattr__, __dir__, __all__ = on_first_use(__name__)
