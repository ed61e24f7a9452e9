"""What contradicts itself in lists of deductions, gifts to a fund, a move, and changes of the law."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.localities import fix_of_place, listed_place
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import STATES
from sim.scenario.household import Household

MOVE = "household.move"


def deduction_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a list beyond the spending that it is part of, and gifts in no year of the plan."""
    home = draft.household
    if home is None:
        return
    listed, gift = home.deductions, home.fund_gift
    within = listed.property_tax + listed.mortgage_interest + listed.medical + listed.charity_cash
    if within > home.spending:
        fix = (
            f"Property tax, mortgage interest, medical costs and gifts of cash are part of the spending target, "
            f"${home.spending:,.2f}, and come to ${within:,.2f}; lower them or raise the target."
        )
        yield Problem("household.deductions.property_tax", f"{within:,.2f}", fix)
    if listed.mortgage_until is not None and listed.mortgage_interest == 0:
        fix = "There is no mortgage interest; enter what is paid a year, or leave the last month empty."
        yield Problem("household.deductions.mortgage_until", str(listed.mortgage_until), fix)
    if gift.first_year is not None and gift.last_year is not None and gift.last_year < gift.first_year:
        fix = f"The gift ends before it begins, in {gift.first_year}; choose that year or a later one."
        yield Problem("household.fund_gift.last_year", str(gift.last_year), fix)
    if draft.start is None or gift.amount == 0:
        return
    first, last = draft.start.year, draft.start.year + home.horizon_years
    if gift.last_year is not None and gift.last_year < first:
        fix = f"The plan starts in {first}; choose that year or a later one."
        yield Problem("household.fund_gift.last_year", str(gift.last_year), fix)
    if gift.first_year is not None and gift.first_year > last:
        fix = f"The plan ends in {last - 1}; choose an earlier year."
        yield Problem("household.fund_gift.first_year", str(gift.first_year), fix)


def move_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a move to nowhere, to the same state, outside the plan, or to a place that the state does not have."""
    home = draft.household
    if home is None:
        return
    move = home.move
    if move.state and move.date is None:
        yield Problem(f"{MOVE}.date", "", f"Give the day of the move to {move.state}, or take the state out.")
    if move.date is not None and not move.state:
        yield Problem(f"{MOVE}.state", "", "Choose the state moved to, or leave the day of the move empty.")
    if move.state and move.state not in STATES:
        yield Problem(f"{MOVE}.state", move.state, "Not a US state; use the two-letter code, e.g. CA or DC.")
    if move.state and move.state == home.state:
        fix = f"The household lives in {home.state} already; choose another state, or leave the day of the move empty."
        yield Problem(f"{MOVE}.state", move.state, fix)
    place = move.local_income_tax.place
    if place and move.state in STATES and not listed_place(move.state, place):
        yield Problem(f"{MOVE}.local_income_tax.place", place, fix_of_place(move.state, place))
    yield from _day_problems(draft, home)


def _day_problems(draft: Draft, home: Household) -> Iterator[Problem]:
    day = home.move.date
    if day is None or draft.start is None:
        return
    last = draft.start.year + home.horizon_years
    if not draft.start < day or day.year > last:
        fix = f"The plan runs from {draft.start} to {last - 1}; choose a later day within it."
        yield Problem(f"{MOVE}.date", str(day), fix)
