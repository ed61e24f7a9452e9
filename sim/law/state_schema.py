"""Checks a state's data file: every mistake at once, each with its place and its fix."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sim.errors import Problem
from sim.law.figures import FIRST_YEAR
from sim.law.state_law import (
    ITEMIZED_STAGES,
    LISTED_STAGES,
    MOST_PACKED,
    STAGES,
    Columns,
    Count,
    Follows,
    LossRule,
    Reduction,
)
from sim.law.state_lines.amounts import PERSONAL, StateAmount

STATUSES = ("single", "mfj", "hoh", "mfs", "qss")
TAX_KINDS = ("income", "gains_only", "none")
BADGES = ("two_sources", "one_source", "projected")

_TOP = {"code", "name", "tax", "verified", "sources", "notes", "income", "brackets", "gain_brackets", "recapture"}
_TOP |= {"class_tax", "columns", "left_out", "what_if", "itemizing"}
_TOP |= {*STAGES, *ITEMIZED_STAGES, *LISTED_STAGES}
_ITEMIZING = {"follows", "instead_of", "is_apart", "reference", "note"}
_COLUMNS = {"kind", "of", "brackets_of", "most_share", "most", "reference", "note", "projected"}
_LEFT_OUT = {"name", "most", "reference"}
_INCOME = {"social_security", "hsa_deduction", "hsa_earnings", "losses", "tax_exempt_interest", "no_tax_up_to"}
_INCOME |= {"treasury_fund_assets"}
_INCOME |= {"no_tax_measure", "reference", "indexed", "projected", "rounding"}
_RULE_TEXT = {"name", "reference", "note", "count", "of", "of_aged", "less", "only_if", "reduction", "measure"}
_RULE_NUMBERS = {"min_age", "max_age", "born_before", "born_from", "amount", "aged_amount", "aged_from", "exempt"}
_RULE_NUMBERS |= {"only_over", "only_up_to", "start", "second_start", "step", "floor", "factor", "most"}
_RULE_RATES = {"share", "rate", "second_rate", "floor_share"}
_RULE_OTHER = {"indexed", "projected", "table", "from_year", "until_year", "is_alternative", "is_addition"}
RULE_KEYS = _RULE_TEXT | _RULE_NUMBERS | _RULE_RATES | _RULE_OTHER
_BY_PERSON = {"each", "pooled"}
# Dollars a step, not a share, where the reduction counts steps.
_DOLLAR_RATES = {"steps", "steps_up"}


GROWING = {
    "amount": ("amount", "aged_amount", "table"),
    "start": ("start", "second_start", "exempt", "only_up_to"),
    "gate": ("only_over",),
}
"""By the word in a rule's ``indexed``: its figures that then grow together."""


def written_for(value: Any) -> list[int]:
    """Return the years a figure is written for, rising; none where one figure holds for all."""
    return sorted(int(key) for key in value if key.isdigit()) if isinstance(value, dict) else []


def words(enum: type) -> list[str]:
    """Return the words a data file uses for the members of a law enum."""
    return [member.name.lower() for member in enum]  # type: ignore[attr-defined]


def leaves(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield every figure below ``value`` with its place; tables are by year, then by status."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{place}.{key}")
    else:
        yield place, value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def year_problems(value: Any, place: str, last: int, first: int = FIRST_YEAR) -> Iterator[Problem]:
    """Yield what is wrong with the years and statuses of one figure.

    last : the state's last verified year, or the last one of a rule that has ended
    first : the year from which the figure is in force; where that is after `last`, it may grow from an earlier one
    """
    if not isinstance(value, dict):
        return
    years = [key for key in value if key.isdigit()]
    if years and len(years) != len(value):
        yield Problem(place, "", "mixes years with other keys; write years outside, statuses inside.")
    elif years:
        written = {int(year) for year in years}
        if not written >= set(range(first, last + 1)) or not FIRST_YEAR <= min(written) <= first:
            message = f"give every year from {first} to {last} without a gap; enacted later years may follow."
            if first > last:
                message = f"give {first}, or an earlier year that it grows from."
            yield Problem(place, ", ".join(years), message)
        for year in years:
            yield from year_problems(value[year], f"{place}.{year}", last, first)
    else:
        unknown = [key for key in value if key not in STATUSES]
        absent = [status for status in STATUSES if status not in value]
        if unknown or absent:
            yield Problem(place, ", ".join(unknown), f"give each filing status once: {', '.join(STATUSES)}.")


def schedule_problems(entry: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    """Yield what is wrong with a bracket table: thresholds rise from 0, one rate each, rates are shares."""
    if not entry.get("reference"):
        yield Problem(place, "", "needs a reference to its primary source.")
    for key in ("rates", "thresholds"):
        if key not in entry:
            yield Problem(place, "", f"needs {key}.")
            return
        yield from year_problems(entry[key], f"{place}.{key}", last)
    for where, rates in leaves(entry["rates"], f"{place}.rates"):
        if not isinstance(rates, list) or not all(_is_number(r) and 0 <= r < 0.2 for r in rates):
            yield Problem(where, str(rates), "rates are shares between 0 and 0.2.")
    for where, thresholds in leaves(entry["thresholds"], f"{place}.thresholds"):
        rising = isinstance(thresholds, list) and all(a < b for a, b in pairwise(thresholds))
        if not rising or not thresholds or thresholds[0] != 0:
            yield Problem(where, str(thresholds), "thresholds start at 0 and rise.")


def rule_problems(rule: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    """Yield what is wrong with one rule of a state's form."""
    for key in sorted(set(rule) - RULE_KEYS):
        yield Problem(f"{place}.{key}", str(rule[key]), f"unknown key; known are {', '.join(sorted(RULE_KEYS))}.")
    for key in ("name", "reference"):
        if not rule.get(key):
            yield Problem(place, "", f"needs a {key}.")
    for key, enum in (("count", Count), ("reduction", Reduction), ("measure", StateAmount), ("only_if", StateAmount)):
        if key in rule and rule[key] not in words(enum):
            yield Problem(f"{place}.{key}", str(rule[key]), f"is one of {', '.join(words(enum))}.")
    for key in ("of", "of_aged", "less"):
        if len(rule.get(key, [])) > MOST_PACKED:
            yield Problem(f"{place}.{key}", str(rule[key]), f"lists at most {MOST_PACKED} amounts.")
        for word in rule.get(key, []):
            if word not in words(StateAmount):
                yield Problem(f"{place}.{key}", word, f"is one of {', '.join(words(StateAmount))}.")
    if rule.get("count") in _BY_PERSON:
        yield from _unowned(rule, place, ("of", "less"))
    yield from _unowned(rule, place, ("of_aged",))
    for group in set(rule.get("indexed", [])) & set(GROWING):
        years = {key: written_for(rule.get(key)) for key in GROWING[group] if written_for(rule.get(key))}
        if len({tuple(found) for found in years.values()}) > 1:
            yield Problem(place, ", ".join(years), "figures that grow together are written for the same years.")
    yield from _rule_number_problems(rule, place, last)


def _unowned(entry: dict[str, Any], place: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the amounts that no spouse has alone; misspelled ones are reported elsewhere."""
    owned = sorted(amount.name.lower() for amount in PERSONAL)
    for key in keys:
        for word in entry.get(key, []):
            if word not in owned and word in words(StateAmount):
                yield Problem(f"{place}.{key}", word, f"is no amount of one person; known are {', '.join(owned)}.")


def column_problems(entry: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    """Yield what is wrong with a couple's two columns."""
    yield from (Problem(f"{place}.{key}", "", "unknown key.") for key in sorted(set(entry) - _COLUMNS))
    if not entry.get("reference"):
        yield Problem(place, "", "needs a reference to its primary source.")
    if entry.get("kind") not in words(Columns):
        yield Problem(f"{place}.kind", str(entry.get("kind")), f"is one of {', '.join(words(Columns))}.")
    if entry.get("brackets_of", "mfj") not in STATUSES:
        yield Problem(f"{place}.brackets_of", str(entry["brackets_of"]), f"is one of {', '.join(STATUSES)}.")
    for word in entry.get("of", []):
        if word not in words(StateAmount):
            yield Problem(f"{place}.of", word, f"is one of {', '.join(words(StateAmount))}.")
    yield from _unowned(entry, place, ("of",))
    for key in ("most_share", "most"):
        yield from year_problems(entry.get(key), f"{place}.{key}", last)
        for where, value in leaves(entry.get(key, 1.0), f"{place}.{key}"):
            if not _is_number(value) or value < 0 or (key == "most_share" and value > 1):
                yield Problem(where, str(value), "is a number, at least 0; a share is at most 1.")


def _rule_number_problems(rule: dict[str, Any], place: str, last: int) -> Iterator[Problem]:
    first, end = max(FIRST_YEAR, rule.get("from_year", FIRST_YEAR)), min(last, rule.get("until_year", last))
    for key in sorted((_RULE_NUMBERS | _RULE_RATES) & set(rule)):
        yield from year_problems(rule[key], f"{place}.{key}", end, first)
        is_share = key in _RULE_RATES and not (key == "rate" and rule.get("reduction") in _DOLLAR_RATES)
        for where, value in leaves(rule[key], f"{place}.{key}"):
            if not _is_number(value) or value < 0:
                yield Problem(where, str(value), "is a number, at least 0.")
            elif is_share and value > 1:
                yield Problem(where, str(value), "is a share, at most 1.")
    for key in ("aged_amount", "of_aged"):
        if key in rule and "aged_from" not in rule:
            yield Problem(place, "", f"{key} needs aged_from, the age.")
    needs = {"ramp_share": "step", "steps": "step", "steps_share": "step", "steps_up": "step"}.get(
        rule.get("reduction", "")
    )
    if needs and needs not in rule:
        yield Problem(place, "", f"a reduction of kind {rule['reduction']} needs {needs}.")
    if rule.get("reduction", "none") != "none" and "measure" not in rule:
        yield Problem(place, "", "a reduction needs a measure.")
    if "table" in rule.get("reduction", "") and "table" not in rule:
        yield Problem(place, "", "a reduction by table needs the table.")
    for where, rows in leaves(rule.get("table", {}), f"{place}.table"):
        if not rows or any(len(row) != 2 for row in rows) or any(a[0] >= b[0] for a, b in pairwise(rows)):
            yield Problem(where, str(rows), "rows are [over, value] with over rising.")


def with_what_if(document: dict[str, Any]) -> dict[str, Any]:
    """Return a state's law as it would be if what its ``what_if`` says came about; itself where it has none."""
    changes = document.get("what_if", {}).get("brackets", {})
    brackets = dict(document.get("brackets", {}))
    for key, by_year in changes.items():
        brackets[key] = {**(brackets[key] if written_for(brackets.get(key)) else {}), **by_year}
    return {**document, "brackets": brackets} if changes else document


def _what_if_problems(document: dict[str, Any], place: str) -> Iterator[Problem]:
    found = document.get("what_if", {})
    for key in ("name", "reference", "brackets") if found else ():
        if not found.get(key):
            yield Problem(f"{place}.what_if", "", f"needs {key}.")
    for key in sorted(set(found) - {"name", "reference", "note", "brackets"}):
        yield Problem(f"{place}.what_if.{key}", "", "unknown key.")
    for key, by_year in found.get("brackets", {}).items() if isinstance(found.get("brackets"), dict) else ():
        if key not in ("rates", "thresholds") or not written_for(by_year) or not written_for(document["brackets"][key]):
            yield Problem(f"{place}.what_if.brackets.{key}", "", "is rates or thresholds by year, as the brackets are.")
            return
    if found and "brackets" in document:
        last = max(written_for(document.get("verified")), default=FIRST_YEAR)
        yield from schedule_problems(with_what_if(document)["brackets"], f"{place}.what_if.brackets", last)


def _left_out_problems(document: dict[str, Any], place: str) -> list[Problem]:
    """Return what is wrong with what a state's file names as left out: a name, the most it is worth, a source."""
    problems = []
    for index, entry in enumerate(document.get("left_out", [])):
        where = f"{place}.left_out[{index}]"
        problems += [Problem(f"{where}.{key}", "", "unknown key.") for key in sorted(set(entry) - _LEFT_OUT)]
        problems += [Problem(where, "", f"needs a {key}.") for key in ("name", "reference") if not entry.get(key)]
        if not _is_number(entry.get("most")) or entry["most"] <= 0:
            problems.append(
                Problem(f"{where}.most", str(entry.get("most")), "is the most it is worth [USD/yr], above 0.")
            )
    return problems


def _itemizing_problems(document: dict[str, Any], place: str) -> Iterator[Problem]:
    """Yield what is wrong with what a state's file says of itemized deductions."""
    found = document.get("itemizing")
    if found is None:
        if "itemized" in document:
            yield Problem(f"{place}.itemizing", "", "is missing: what itemized deductions replace.")
        return
    yield from (Problem(f"{place}.itemizing.{key}", "", "unknown key.") for key in sorted(set(found) - _ITEMIZING))
    if not found.get("reference") or "itemized" not in document:
        yield Problem(f"{place}.itemizing", "", "needs a reference, and rules of the stage itemized.")
    if found.get("follows") not in words(Follows):
        yield Problem(
            f"{place}.itemizing.follows", str(found.get("follows")), f"is one of {', '.join(words(Follows))}."
        )
    names = [rule.get("name") for stage in ("deduction", "listed_deduction") for rule in document.get(stage, [])]
    for name in found.get("instead_of", []):
        if name not in names:
            yield Problem(f"{place}.itemizing.instead_of", name, "is the name of no deduction.")


def state_problems(document: dict[str, Any]) -> list[Problem]:
    """Return every problem of one state's data file; empty when it can be loaded."""
    place = str(document.get("code", "?"))
    problems = [Problem(f"{place}.{key}", "", "unknown section.") for key in sorted(set(document) - _TOP)]
    for key in ("code", "name", "tax", "verified", "sources"):
        if not document.get(key):
            problems.append(Problem(place, "", f"needs {key}."))
    if document.get("tax") not in TAX_KINDS:
        problems.append(Problem(f"{place}.tax", str(document.get("tax")), f"is one of {', '.join(TAX_KINDS)}."))
    verified = written_for(document.get("verified"))
    last = max(verified, default=FIRST_YEAR)
    if verified != list(range(FIRST_YEAR, last + 1)):
        message = f"say for each year from {FIRST_YEAR} on how it is verified, without a gap."
        problems.append(Problem(f"{place}.verified", ", ".join(document.get("verified", {})), message))
    for year, badge in document.get("verified", {}).items():
        if badge not in BADGES:
            problems.append(Problem(f"{place}.verified.{year}", str(badge), f"is one of {', '.join(BADGES)}."))
    income = document.get("income", {})
    problems += [Problem(f"{place}.income.{key}", "", "unknown key.") for key in sorted(set(income) - _INCOME)]
    if income.get("losses", "federal") not in words(LossRule):
        problems.append(Problem(f"{place}.income.losses", income["losses"], f"is one of {', '.join(words(LossRule))}."))
    if document.get("tax") == "income" and "brackets" not in document:
        problems.append(Problem(place, "", "an income tax needs brackets."))
    for key in ("brackets", "gain_brackets"):
        if key in document:
            problems += schedule_problems(document[key], f"{place}.{key}", last)
    if "columns" in document:
        problems += column_problems(document["columns"], f"{place}.columns", last)
    problems += _left_out_problems(document, place)
    problems += _what_if_problems(document, place)
    problems += _itemizing_problems(document, place)
    for stage in (*STAGES, *ITEMIZED_STAGES, *LISTED_STAGES):
        for index, rule in enumerate(document.get(stage, [])):
            problems += rule_problems(rule, f"{place}.{stage}[{index}]", last)
    return problems
