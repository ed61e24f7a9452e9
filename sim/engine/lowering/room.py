"""How much of a plan the kernels have room for, and how much of it the plan takes: counted before a run, too."""

from typing import NamedTuple

from sim.engine.lowering.holdings import Holdings, arrange
from sim.engine.records.limits import MAX_ACCOUNTS, MAX_GIVEN, MAX_PENSIONS, MAX_ROLLOVERS, MAX_SECURITIES
from sim.errors import Problem
from sim.lots.kernels.open_lots import MAX_LINES
from sim.scenario.models import Scenario


class Room(NamedTuple):
    """One count: where it is entered, how many there are, how many there may be, and of what, in the user's words."""

    place: str
    found: int
    most: int
    what: str


def rooms_taken(scenario: Scenario, holdings: Holdings) -> tuple[Room, ...]:
    """Return every count that has a limit."""
    n_pensions = sum(pension.has_cola for person in scenario.household.people for pension in person.pensions)
    n_given = sum(lot.has_two_bases for lot in scenario.holdings.lots)
    lines = "different securities in taxable accounts, replacements counted"
    return (
        Room("securities", len(holdings.securities) - 1, MAX_SECURITIES - 1, "different securities"),
        Room("holdings.lots", len(holdings.lines), MAX_LINES, lines),
        Room("holdings.accounts", len(holdings.accounts), MAX_ACCOUNTS, "accounts other than taxable ones"),
        Room("holdings.lots", n_given, MAX_GIVEN, "gifts below their cost"),
        Room("rollovers", len(scenario.rollovers), MAX_ROLLOVERS, "rollovers"),
        Room("household.people", n_pensions, MAX_PENSIONS, "pensions that rise with prices"),
    )


def room_problems(scenario: Scenario, holdings: Holdings | None = None) -> list[Problem]:
    """Return what of a plan is more than there is room for, so that it can be said before the run."""
    return [
        Problem(
            place,
            str(found),
            f"There are {found} {what}, and there is room for {most}. Combine some that are alike, or leave out the "
            "smallest.",
        )
        for place, found, most, what in rooms_taken(scenario, holdings or arrange(scenario))
        if found > most
    ]
