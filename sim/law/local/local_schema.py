"""Checks the data file of a state's localities: every mistake at once, each with its place and its fix."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.errors import Problem
from sim.law.figures import FIRST_YEAR
from sim.law.state_law import LOCAL_STAGES
from sim.law.state_lines.amounts import StateAmount
from sim.law.state_schema import BADGES, rule_problems, schedule_problems, words, written_for

_TOP = {"state", "what", "of", "verified", "reference", "notes", "rates", "locality", *LOCAL_STAGES}
_ENTRY = {"name", "of", "verified", "reference", "notes", "brackets", *LOCAL_STAGES}
_COUNTS = ("household", "filers", "aged")


def _shared_problems(entry: dict[str, Any], place: str, known: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with what both a file and a place in it may say."""
    yield from (Problem(f"{place}.{key}", "", "unknown key.") for key in sorted(set(entry) - known))
    for word in entry.get("of", []):
        if word not in words(StateAmount):
            yield Problem(f"{place}.of", word, f"is one of {', '.join(words(StateAmount))}.")
    verified = entry.get("verified", {})
    if verified and written_for(verified) != list(range(FIRST_YEAR, max(written_for(verified)) + 1)):
        message = f"say for each year from {FIRST_YEAR} on how it is verified, without a gap."
        yield Problem(f"{place}.verified", ", ".join(verified), message)
    for year, badge in verified.items():
        if badge not in BADGES:
            yield Problem(f"{place}.verified.{year}", str(badge), f"is one of {', '.join(BADGES)}.")


def flat_brackets(rate: float | Mapping[str, float]) -> dict[str, Any]:
    """Return the brackets of one rate, or of one a year."""
    rates = {year: [one] for year, one in rate.items()} if isinstance(rate, Mapping) else [rate]
    return {"rates": rates, "thresholds": [0]}


def _bracket_problems(brackets: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    """Yield what is wrong with a schedule, which has the reference of its place."""
    yield from schedule_problems({"reference": "of the place", **brackets}, place, last)


def _rules_problems(entry: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    for stage in LOCAL_STAGES:
        for index, rule in enumerate(entry.get(stage, [])):
            where = f"{place}.{stage}[{index}]"
            yield from rule_problems(rule, where, last)
            if rule.get("count", "household") not in _COUNTS:
                yield Problem(f"{where}.count", rule["count"], f"is one of {', '.join(_COUNTS)}.")


def local_problems(document: dict[str, Any]) -> list[Problem]:
    """Return every problem of the data file of a state's localities; empty when it can be loaded."""
    place = f"local.{document.get('state', '?')}"
    problems = list(_shared_problems(document, place, _TOP))
    has_places = "rates" in document or "locality" in document
    for key in ("state", "what", "reference", *(("of", "verified") if has_places else ())):
        if not document.get(key):
            problems.append(Problem(place, "", f"needs {key}."))
    last = max(written_for(document.get("verified")), default=FIRST_YEAR)
    for name, rate in document.get("rates", {}).items():
        problems += _bracket_problems(flat_brackets(rate), f"{place}.rates.{name}", last)
    problems += _rules_problems(document, place, last)
    names = list(document.get("rates", {}))
    for index, entry in enumerate(document.get("locality", [])):
        where = f"{place}.{entry.get('name', f'locality[{index}]')}"
        names.append(entry.get("name", ""))
        problems += _shared_problems(entry, where, _ENTRY)
        if not entry.get("name") or not entry.get("reference"):
            problems.append(Problem(where, "", "needs a name and a reference."))
        if "brackets" in entry:
            problems += _bracket_problems(entry["brackets"], f"{where}.brackets", last)
        problems += _rules_problems(entry, where, last)
    problems += [
        Problem(place, name, "is listed twice.") for name in sorted({one for one in names if names.count(one) > 1})
    ]
    return problems
