"""Contradictions between the household's spending and the rest of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.scenario.checks.draft import Draft
from sim.scenario.spending import SpendingKind


def spending_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what keeps a rule or an event from doing what it says."""
    home = draft.household
    if home is None:
        return
    if home.spending_rule.kind is SpendingKind.GUARDRAILS and home.spending == 0:
        fix = "Guardrails cut and raise the spending target; enter one, or choose another rule."
        yield Problem("household.spending", "0", fix)
    if draft.start is None:
        return
    last_year = draft.start.year + home.horizon_years
    for index, event in enumerate(home.events):
        place = f"household.events[{index}].date"
        if event.date < draft.start:
            fix = f"The plan starts on {draft.start}; choose that day or a later one."
            yield Problem(place, str(event.date), fix)
        elif event.date.year > last_year:
            fix = f"The plan ends in {last_year - 1}; choose an earlier day or a longer plan."
            yield Problem(place, str(event.date), fix)
