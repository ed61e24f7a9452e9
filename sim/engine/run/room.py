"""How much of a plan there is room for, for those who stand above a run."""

from sim.engine.lowering.holdings import arrange
from sim.engine.lowering.room import Room, room_problems, rooms_taken
from sim.scenario.models import Scenario

__all__ = ["Room", "room_of", "room_problems"]


def room_of(scenario: Scenario) -> tuple[Room, ...]:
    """Return every count of a plan that has a limit, with the limit."""
    return rooms_taken(scenario, arrange(scenario))
