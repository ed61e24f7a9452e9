"""Loads one state's data file into the plain tables kernels read. Every state comes out as the same type."""

import math
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.errors import InputError, Problem
from sim.law.figures import FIRST_YEAR
from sim.law.state_itemizing import document_for, itemizing_of, rules_of
from sim.law.state_law import (
    CLASS_TAX,
    ITEMIZED_STAGES,
    LOCAL_STAGES,
    MAX_BASES,
    MAX_RULES,
    MAX_SCHEDULE_ROWS,
    RECAPTURE,
    RULE,
    STAGES,
    STATE_LAW,
    Columns,
    Count,
    LossRule,
    Reduction,
    Stage,
    pack_codes,
    unpack_codes,
)
from sim.law.state_lines.amounts import StateAmount
from sim.law.state_schema import GROWING, STATUSES, state_problems, written_for
from sim.scenario.enums import STATES, FilingStatus

_FOLDER = Path(__file__).with_name("states")
_PLAIN_NUMBERS: tuple[str, ...] = (
    "amount",
    "aged_amount",
    "share",
    "exempt",
    "start",
    "rate",
    "second_start",
    "second_rate",
    "step",
)
_PLAIN_NUMBERS += ("floor", "floor_share", "factor", "most", "only_over", "only_up_to", "aged_from")
_DEFAULTS = {
    "amount": math.inf,
    "share": 1.0,
    "factor": 1.0,
    "most": math.inf,
    "second_start": math.inf,
    "only_over": -math.inf,
    "only_up_to": math.inf,
    "step": 1.0,
}


_BY_PERSON = {int(Count.EACH), int(Count.POOLED)}
_LESSER = {int(amount) for amount in StateAmount if amount.name.startswith("LESSER")}


class StateInfo(NamedTuple):
    """What the pages say of a state's law: its name, how well it is checked, and where it is written.

    badge : by tax year, "two_sources", "one_source" or "projected"
    left_out : what a return here may lack, and the most it is worth [USD/yr]
    what_if : a change of its law that hangs on what is not known, and a note about it; empty where there is none
    """

    code: str
    name: str
    tax: str
    badge: dict[int, str]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    what_if: tuple[str, str] = ("", "")
    left_out: tuple[tuple[str, float], ...] = ()


def state_path(state: str) -> Path:
    """Return the data file of a state."""
    return _FOLDER / f"{state}.toml"


@lru_cache(maxsize=64)
def state_document(state: str) -> dict[str, Any]:
    """Return a state's checked data file as written.

    Raises
    ------
    InputError
        No such state, or the file does not keep the schema; every problem is listed.
    """
    if state not in STATES or not state_path(state).exists():
        raise InputError([Problem("state", state, f"is one of {' '.join(STATES)}.")])
    document = tomllib.loads(state_path(state).read_text(encoding="utf-8"))
    check_state_document(document)
    return document


def check_state_document(document: dict[str, Any]) -> None:
    """Raise ``InputError`` with every problem of a state's data file."""
    problems = state_problems(document)
    if problems:
        raise InputError(problems)


def state_info(state: str) -> StateInfo:
    """Return the badge and the source links of a state."""
    document = state_document(state)
    return StateInfo(
        code=document["code"],
        name=document["name"],
        tax=document["tax"],
        badge={int(year): badge for year, badge in document["verified"].items()},
        sources=tuple(document["sources"]),
        notes=tuple(document.get("notes", [])),
        left_out=tuple((entry["name"], float(entry["most"])) for entry in document.get("left_out", [])),
        what_if=(document.get("what_if", {}).get("name", ""), document.get("what_if", {}).get("note", "")),
    )


def figure(value: Any, year: int, status: str) -> Any:
    """Return the figure in force: by year (the last one written up to it), then by filing status."""
    if not isinstance(value, Mapping):
        return value
    written = written_for(value)
    if written:
        return figure(value[str(_last_up_to(year, written))], year, status)
    return figure(value[status], year, status)


def _last_up_to(year: int, written: list[int]) -> int:
    return max((one for one in written if one <= year), default=written[0])


class _Bases:
    """The years that figures of one law are written for, and their positions: 0 for what the statute keeps."""

    def __init__(self, document: Mapping[str, Any], year: int) -> None:
        self._year, self._last = year, max(int(one) for one in document["verified"])
        self.years = [0]

    def position(self, entry: Mapping[str, Any], keys: tuple[str, ...], is_indexed: bool) -> int:
        """Return the position of the year that these figures of an entry grow from."""
        if not is_indexed:
            return 0
        written = next((found for key in keys if (found := written_for(entry.get(key)))), [])
        base = _last_up_to(self._year, written) if written else min(self._year, self._last)
        if base not in self.years:
            self.years.append(base)
        return self.years.index(base)


def _codes(words: list[str]) -> int:
    return pack_codes([int(StateAmount[word.upper()]) for word in words])


def _rule_in_force(rule: Mapping[str, Any], year: int) -> bool:
    return rule.get("from_year", 0) <= year <= rule.get("until_year", math.inf)


def _ages(rule: Mapping[str, Any], year: int, status: str) -> tuple[float, float]:
    """Return the age window on December 31; a birth year moves it by one every year."""
    youngest = figure(rule.get("min_age", -math.inf), year, status)
    oldest = figure(rule.get("max_age", math.inf), year, status)
    if "born_before" in rule:
        youngest = max(youngest, year - figure(rule["born_before"], year, status) + 1)
    if "born_from" in rule:
        oldest = min(oldest, year - figure(rule["born_from"], year, status))
    return youngest, oldest


Schedule = list[tuple[float, float, float]]


def _rule_row(rule: Mapping[str, Any], stage: str, year: int, status: str, tables: Schedule, bases: _Bases) -> np.void:
    """Return one rule as a row of ``RULE``; its step table is appended to ``tables``, its base years to ``bases``."""
    row = np.zeros(1, RULE)[0]
    for key in _PLAIN_NUMBERS:
        row[key] = figure(rule.get(key, _DEFAULTS.get(key, 0.0)), year, status)
    if "second_start" not in rule:
        row["second_rate"] = 0.0
    if "of" not in rule and "amount" not in rule:
        row["amount"] = 0.0
    row["stage"] = Stage[stage.upper()]
    row["count"] = Count[rule.get("count", "household").upper()]
    row["min_age"], row["max_age"] = _ages(rule, year, status)
    row["of"], row["less"] = _codes(rule.get("of", [])), _codes(rule.get("less", []))
    row["of_aged"] = _codes(rule.get("of_aged", []))
    row["only_if"] = StateAmount[rule.get("only_if", "federal_agi").upper()]
    row["reduction"] = Reduction[rule.get("reduction", "none").upper()]
    row["measure"] = StateAmount[rule.get("measure", "federal_agi").upper()]
    row["sign"] = -1.0 if rule.get("is_addition", False) else 1.0
    row["is_alternative"] = int(rule.get("is_alternative", False))
    indexed = rule.get("indexed", [])
    for group, keys in GROWING.items():
        row[f"{group}_base"] = bases.position(rule, keys, group in indexed)
    row["table_from"] = len(tables)
    tables += [(over, value, 0.0) for over, value in figure(rule.get("table", []), year, status)]
    row["table_to"] = len(tables)
    row["is_flat"] = _is_flat(row)
    return row


def _is_flat(row: np.void) -> bool:
    """Return whether a rule gives its amount to each who counts, whatever their income."""
    with_income = ("of", "of_aged", "less", "aged_amount", "reduction", "floor", "floor_share")
    as_it_is = {"factor": 1.0, "most": math.inf, "only_over": -math.inf, "only_up_to": math.inf}
    return (
        bool(0.0 <= row["amount"] < math.inf)
        and int(row["count"]) not in _BY_PERSON
        and not any(row[name] for name in with_income)
        and all(row[name] == figure for name, figure in as_it_is.items())
    )


def _brackets(entry: Mapping[str, Any] | None, year: int, status: str) -> Schedule:
    """Return rows (over, rate, step over the rate below)."""
    if entry is None:
        return []
    rates, thresholds = figure(entry["rates"], year, status), figure(entry["thresholds"], year, status)
    if len(rates) != len(thresholds):
        raise InputError([Problem("brackets", f"{year} {status}", "needs one rate for each threshold.")])
    steps = [rate - below for rate, below in zip(rates, [0.0, *rates], strict=False)]
    return list(zip(thresholds, rates, steps, strict=True))


def _recapture_tiers(entry: Mapping[str, Any] | None, year: int, status: str) -> Schedule:
    if entry is None:
        return []
    columns = [figure(entry[key], year, status) for key in ("thresholds", "base", "benefit")]
    return list(zip(*columns, strict=True))


def _recapture(entry: Mapping[str, Any] | None, year: int, status: str) -> tuple[float, ...]:
    if entry is None:
        return 0.0, 1.0, math.inf
    return tuple(float(figure(entry[key], year, status)) for key in RECAPTURE.names or ())


def _class_tax(entry: Mapping[str, Any] | None, year: int, status: str) -> tuple[float, ...]:
    names = (CLASS_TAX.names or ())[1:]
    if entry is None:
        return 0, *([0.0] * len(names))
    return 1, *(float(figure(entry[key], year, status)) for key in names)


def _columns(entry: Mapping[str, Any], year: int, status: str, first: int, end: int) -> tuple[float, ...]:
    """Return ``COLUMNS`` of a joint return; without brackets of its own a column has those of the return."""
    return (
        Columns[entry["kind"].upper()],
        first if end > first else 0,
        end,
        0,
        _codes(entry.get("of", [])),
        figure(entry.get("most_share", 1.0), year, status),
        figure(entry.get("most", math.inf), year, status),
    )


def _has_own_amounts(law: np.void, rules: list[np.void]) -> bool:
    """Return whether a rule or a column of a joint return looks at what each spouse has."""
    if law["n_filers"] == 1:
        return False
    looks = {int(rule[key]) for rule in rules for key in ("measure", "only_if")}
    looks |= {code for rule in rules for key in ("of", "less") for code in unpack_codes(int(rule[key]))}
    counted = any(int(rule["count"]) in _BY_PERSON or rule["of_aged"] for rule in rules)
    return bool(law["columns"]["kind"] != Columns.NONE or counted or looks & _LESSER)


def _fill_schedules(law: np.void, document: Mapping[str, Any], year: int, status: str) -> Schedule:
    """Write where each schedule ends and return the rows so far; the rules' step tables follow."""
    rows = _brackets(document.get("brackets"), year, status)
    law["brackets_end"] = len(rows)
    rows += _brackets(document.get("gain_brackets"), year, status)
    law["gain_brackets_end"] = len(rows)
    law["columns"] = (0, 0, len(rows), 0, 0, 1.0, math.inf)
    entry = document.get("columns")
    if entry is not None and law["n_filers"] == 2:
        if "brackets_of" in entry:
            rows += _brackets(document.get("brackets"), year, entry["brackets_of"])
        law["columns"] = _columns(entry, year, status, int(law["gain_brackets_end"]), len(rows))
    law["column_brackets_end"] = len(rows)
    rows += _recapture_tiers(document.get("recapture"), year, status)
    law["recapture_end"] = len(rows)
    local = document.get("local")
    law["local"] = (local is not None, 0, len(rows), 0, _codes(local["of"]) if local else 0)
    rows += _brackets(local["brackets"] if local else None, year, status)
    law["local"]["to_row"] = len(rows)
    return rows


def _refuse_what_does_not_fit(code: str, n_rules: int, n_rows: int, n_bases: int) -> None:
    problems = [
        Problem(f"{code}.{what}", str(count), f"a state has room for {most}; raise {name} in sim/law/state_law.py.")
        for what, count, most, name in (
            ("rules", n_rules, MAX_RULES, "MAX_RULES"),
            ("brackets and tables", n_rows, MAX_SCHEDULE_ROWS, "MAX_SCHEDULE_ROWS"),
            ("different years of its figures", n_bases, MAX_BASES, "MAX_BASES"),
        )
        if count > most
    ]
    if problems:
        raise InputError(problems)


def state_law_from(document: Mapping[str, Any], year: int, status: FilingStatus) -> np.void:
    """Return the law a checked data file says, for one year and filing status: one ``STATE_LAW``.

    Raises
    ------
    InputError
        More rules or brackets than a law has room for.
    """
    word = status.value
    income = document.get("income", {})
    law = np.zeros(1, STATE_LAW)[0]
    law["is_taxing"] = int(document["tax"] != "none" or "local" in document)
    law["n_filers"] = 2 if status is FilingStatus.MARRIED_FILING_JOINTLY else 1
    law["loss_rule"] = LossRule[income.get("losses", "federal").upper()]
    law["social_security_taxed"] = income.get("social_security", "exempt") == "federal"
    law["hsa_denied"] = income.get("hsa_deduction", "allowed") == "denied"
    law["hsa_earnings_taxed"] = income.get("hsa_earnings", "exempt") == "taxed"
    law["tax_exempt_interest_taxed"] = income.get("tax_exempt_interest", "exempt") == "taxed"
    law["other_states_interest_taxed"] = document["tax"] == "income" and law["tax_exempt_interest_taxed"] == 0.0
    law["treasury_fund_assets"] = income.get("treasury_fund_assets", 0.0)
    law["no_tax_measure"] = StateAmount[income.get("no_tax_measure", "state_agi").upper()]
    law["no_tax_up_to"] = figure(income.get("no_tax_up_to", -math.inf), year, word)
    bases = _Bases(document, year)
    for key in ("brackets", "gain_brackets"):
        entry = document.get(key, {})
        law[f"{key}_base"] = bases.position(entry, ("thresholds",), entry.get("indexed", False))
    law["rounding"] = income.get("rounding", 1.0)
    law["recapture"] = _recapture(document.get("recapture"), year, word)
    law["class_tax"] = _class_tax(document.get("class_tax"), year, word)
    rows = _fill_schedules(law, document, year, word)
    rules = [
        _rule_row(rule, stage, year, word, rows, bases)
        for stage in (*STAGES, *LOCAL_STAGES, *ITEMIZED_STAGES)
        for rule in rules_of(document, stage)
        if _rule_in_force(rule, year)
    ]
    in_force = [rule["name"] for rule in rules_of(document, "deduction") if _rule_in_force(rule, year)]
    law["itemizing"] = itemizing_of(document, rules, in_force)
    law["local"]["first_rule"] = sum(int(rule["stage"]) < Stage.LOCAL_DEDUCTION for rule in rules)
    _refuse_what_does_not_fit(document["code"], len(rules), len(rows), len(bases.years))
    law["n_bases"] = len(bases.years)
    law["base_years"][: len(bases.years)] = bases.years
    law["n_rules"], law["schedules_end"] = len(rules), len(rows)
    law["has_own_amounts"] = _has_own_amounts(law, rules)
    law["stages_by_person"] = sum({1 << int(rule["stage"]) for rule in rules if int(rule["count"]) in _BY_PERSON})
    law["columns"]["is_by_row"] = any(
        rule["stage"] in (Stage.ADDED_TAX, Stage.COLUMN_CREDIT) and rule["measure"] == StateAmount.STATE_TAXABLE_INCOME
        for rule in rules
    )
    for index, rule in enumerate(rules):
        law["rules"][index] = rule
    for index, row in enumerate(rows):
        law["schedules"][index] = row
    return law


def load_state_law(
    state: str, year: int, status: FilingStatus, counts_on_what_if: bool = False, itemizes: bool = False
) -> np.void:
    """Return one state's ``STATE_LAW``; what is last written stands for later years, not yet grown by inflation.

    counts_on_what_if : take the law as it would be if what the state's ``what_if`` says came about
    itemizes : with the rules for a household that lists deductions

    Raises
    ------
    InputError
        Unknown state, or a year before the first one written.
    """
    if year < FIRST_YEAR:
        raise InputError([Problem("year", str(year), f"state law is written from {FIRST_YEAR} on.")])
    return _state_law(state, year, FilingStatus(status), counts_on_what_if, itemizes).copy()


@lru_cache(maxsize=2048)
def _state_law(state: str, year: int, status: FilingStatus, counts_on_what_if: bool, itemizes: bool) -> np.void:
    """Return the law, once for all: a study lowers a plan again and again."""
    return state_law_from(document_for(state_document(state), counts_on_what_if, itemizes), year, status)


__all__ = ["STATUSES", "StateInfo", "load_state_law", "state_document", "state_info", "state_law_from"]
