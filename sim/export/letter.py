"""A letter to the client: one page with the answer, three reasons, what to do by when, and the adviser's note."""

from datetime import date
from typing import Any

from sim.export.paper import Draft, Letterhead, typeset, what_to_do
from sim.export.report import DISCLAIMER, Report
from sim.export.text import breakable
from sim.planner.advised import Advised
from sim.results.conventions import conventions
from sim.results.explain import usd
from sim.results.paired import STANDARD_ERRORS

MOST_REASONS = 3
SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of its type, the largest first that fits on the page [pt]."""
MOST_ACTIONS = (7, 5, 3)
TOO_LONG = "… The full report has all of it."


def letter(report: Report, day: date, letterhead: Letterhead, advice: Advised) -> bytes:
    """Return the letter as PDF of one page; equal reports, days, letterheads and advice give equal letters.

    Raises
    ------
    InputError
        The logo is no picture that can be used.
    """

    def fill(draft: Draft) -> None:
        _fit(draft, _data(report, day, letterhead, advice) | {"logo": draft.logo})

    return typeset("letter.typ", day, letterhead.logo, fill)


def reasons(summary: dict[str, Any]) -> list[str]:
    """Return why the answer is what it is: the tax that is saved, and parts of the verdict's sentence; at most three.

    summary : as in ``summary.json``
    """
    goal, verdicts = summary["goal"], summary["verdict"]
    told = verdicts.get(goal.get("decided_by"), next(iter(verdicts.values())))["sentence"]
    parts = [part.strip().rstrip(".") for part in told.partition(": ")[2].split(";")] if "; " in told else [told]
    clauses = [f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts[1:] or parts if part]
    return [*_tax_saved(summary, goal.get("strategy")), *clauses][:MOST_REASONS]


def _tax_saved(summary: dict[str, Any], name: str | None) -> list[str]:
    """Return what a strategy changes in the taxes of all the years, a sentence; none where nothing is measurable."""
    found = next((one for one in summary["strategies"] if one["name"] == name), None)
    row = found and found["versus_baseline_by_measure"]["lifetime_tax_real"]
    if not row or not row["is_measurable"]:
        return []
    way = "lowers" if row["mean"] < 0 else "raises"
    error = STANDARD_ERRORS * (row["standard_error"] or 0.0)
    return [f"It {way} the taxes of all the plan's years by {usd(abs(row['mean']))} ± {usd(error)}."]


def _data(report: Report, day: date, letterhead: Letterhead, advice: Advised) -> dict[str, Any]:
    said = what_to_do(report, advice)
    headline = report.summary["goal"]["headline"]
    return said | {
        "title": breakable(report.scenario.name),
        "day": [day.year, day.month, day.day],
        "written_on": f"{day:%B} {day.day}, {day.year}",
        "firm": breakable(letterhead.firm),
        "headline": breakable(headline),
        "plain": said["plain"].removeprefix(breakable(headline)).strip(),
        "reasons": [breakable(reason) for reason in reasons(report.summary)],
        "note": breakable(letterhead.note),
        "assumed": conventions(report.scenario),
        "disclaimer": DISCLAIMER,
    }


def _fit(draft: Draft, data: dict[str, Any]) -> None:
    """Write the letter in the largest type in which all fits on one page; then with ever fewer actions and words."""
    actions, note = data["actions"], data["note"]
    fewer = [actions if most >= len(actions) else [*actions[:most], ["", TOO_LONG, ""]] for most in MOST_ACTIONS]
    tries = [(size, actions, note) for size in SIZES]
    tries += [(SIZES[-1], some, note[:length]) for some, length in zip(fewer, (1_500, 800, 400), strict=True)]
    for size, some, words in tries:
        draft.write(data | {"size": size, "actions": some, "note": words})
        if draft.n_pages() == 1:
            return
