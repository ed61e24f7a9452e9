"""What contradicts itself in a local income tax."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.errors import Problem
from sim.localities import fix_of_place, listed_place
from sim.scenario.checks.draft import Draft
from sim.scenario.enums import STATES, FilingStatus

PLACE = "household.local_income_tax"


def local_income_tax_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a place that is not in the state's list or beside an own schedule, and brackets that do not rise."""
    found = draft.local_income_tax
    if found is None:
        return
    if found.place and draft.state in STATES and not listed_place(draft.state, found.place):
        yield Problem(f"{PLACE}.place", found.place, fix_of_place(draft.state, found.place))
    if found.place and found.brackets:
        fix = "Name a county or city of the list, or give brackets of your own; take one of them out."
        yield Problem(f"{PLACE}.place", found.place, fix)
    for field, status in (("over", FilingStatus.SINGLE), ("over_joint", FilingStatus.MARRIED_FILING_JOINTLY)):
        begins, _ = found.schedule(status)
        for index, (below, begin) in enumerate(pairwise(begins), start=1):
            if begin <= below:
                fix = "Brackets begin one above the other; sort them, and begin each once."
                yield Problem(f"{PLACE}.brackets[{index}].{field}", f"{begin:g}", fix)
