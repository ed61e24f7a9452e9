"""Every state's law as rows, from its data file: what each line of the form says, its badge and its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sim.law.explained.words import plain_value, schedule
from sim.law.state_law import ITEMIZED_STAGES, LISTED_STAGES, STAGES
from sim.law.state_tables import StateInfo, figure, state_document, state_info
from sim.scenario.enums import STATES, FilingStatus

BADGES = {
    "two_sources": "verified against two sources",
    "one_source": "verified against one source",
    "projected": "projected",
}
STAGE_WORDS = {
    "itemized": "Itemized deduction",
    "itemized_limit": "Taken off the itemized deductions",
    "subtraction": "Subtracted from income",
    "deduction": "Deduction",
    "column_deduction": "Deduction of one spouse",
    "added_tax": "Additional tax",
    "column_credit": "Credit",
    "credit": "Credit",
    "refundable_credit": "Refundable credit",
    "surtax": "Surtax",
}
COLUMN_WORDS = {
    "own": "each spouse on one's own income, where that is less",
    "shared": "each spouse on one's own income, deductions divided as serves best",
    "by_income": "taxable income divided by the spouses' income",
    "lesser": "the smaller income taxed apart from the rest",
}
_TEXT = {"name", "reference", "note", "indexed", "projected", "from_year", "until_year"}
_STEPPED = {"steps", "steps_up"}
_INCOME_WORDS = {
    "social_security": {
        "exempt": "Social Security is not taxed",
        "federal": "Social Security is taxed as on the federal return",
    },
    "hsa_deduction": {"allowed": "HSA deduction allowed", "denied": "No HSA deduction"},
    "hsa_earnings": {
        "exempt": "HSA earnings are not taxed",
        "taxed": "HSA earnings are taxed each year; withdrawals are not",
    },
    "losses": {
        "federal": "Capital losses as on the federal return",
        "no_offset_no_carryover": "Capital losses offset gains only, with no carryover",
        "full_offset_no_carryover": "Capital losses offset other income, with no carryover",
    },
    "tax_exempt_interest": {
        "taxed": "Municipal interest is taxed",
        "exempt": "Municipal interest of the state's own bonds is not taxed, of other states' bonds it is",
    },
}
_DEFAULT_INCOME = {
    "social_security": "exempt",
    "hsa_deduction": "allowed",
    "hsa_earnings": "exempt",
    "losses": "federal",
    "tax_exempt_interest": "exempt",
}
_KEY_WORDS = {
    "aged_amount": "for each who is older",
    "aged_from": "older: from age",
    "count": "counted by",
    "exempt": "above",
    "less": "less",
    "max_age": "to age",
    "measure": "measured by",
    "min_age": "from age",
    "of": "rests on",
    "of_aged": "and, from that age, on",
    "only_if": "only by",
    "only_over": "over",
    "only_up_to": "up to",
    "reduction": "shrinks by",
    "start": "beginning at",
    "step": "a step of",
}


@dataclass(frozen=True)
class StateRow:
    """One line of a state's law; `badge` says how sure its figures of the year are, `link` may be empty."""

    state: str
    kind: str
    name: str
    figures: str
    badge: str
    source: str
    link: str


def all_states() -> list[StateInfo]:
    """Return badge, sources and notes of every state."""
    return [state_info(code) for code in STATES]


@lru_cache(maxsize=256)
def state_rows(state: str, year: int, filing_status: FilingStatus) -> tuple[StateRow, ...]:
    """Return one state's law of a year for a filing status; a year after the last one written has its figures."""
    document, info = state_document(state), state_info(state)
    if document["tax"] == "none":
        source, link = source_and_link(info.sources[0])
        return (StateRow(info.name, "Income tax", "none", "", _badge(info, {}, year), source, link),)
    found = [*_income_rows(document, info, year), *_bracket_rows(document, info, year, filing_status.value)]
    for stage in (*STAGES, *ITEMIZED_STAGES, *LISTED_STAGES):
        for rule in document.get(stage, []):
            if rule.get("from_year", 0) <= year <= rule.get("until_year", 9999):
                figures = rule_in_words(rule, year, filing_status.value)
                found.append(_row(info, _stage_words(stage), rule["name"], figures, rule, year))
    return tuple(found)


def _stage_words(stage: str) -> str:
    """Return what a stage is called; of one that asks for listed deductions with that."""
    plain = stage.removeprefix("listed_")
    return STAGE_WORDS[plain] + (", with listed deductions" if plain != stage else "")


def source_and_link(reference: str) -> tuple[str, str]:
    """Return (title, address) of ``title | address``."""
    title, _, address = (part.strip() for part in reference.rpartition("|"))
    return (title, address) if address.startswith("https://") else (reference, "")


def first_source(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return (title, address) of an entry's first reference; two empty texts where it has none."""
    references = entry.get("reference", [])
    return source_and_link(references if isinstance(references, str) else (references or [""])[0])


def _badge(info: StateInfo, entry: Mapping[str, Any], year: int) -> str:
    """Return how sure an entry's figures are: the state's badge, or whether this entry is projected at all."""
    if year > max(info.badge) or year in entry.get("projected", []):
        return BADGES["projected"]
    badge = info.badge.get(year, "projected")
    return "in force, not verified for the year" if badge == "projected" else BADGES[badge]


def _row(info: StateInfo, kind: str, name: str, figures: str, entry: Mapping[str, Any], year: int) -> StateRow:
    source, link = first_source(entry)
    return StateRow(info.name, kind, name, figures, _badge(info, entry, year), source, link)


def _income_rows(document: Mapping[str, Any], info: StateInfo, year: int) -> Iterator[StateRow]:
    income = document.get("income", {})
    words = [_INCOME_WORDS[key].get(income.get(key, default), "") for key, default in _DEFAULT_INCOME.items()]
    if "treasury_fund_assets" in income:
        least = plain_value("treasury_fund_assets", income["treasury_fund_assets"], is_share=True)
        words.append(f"a fund's Treasury interest is free where {least} of its assets or more are Treasuries")
    yield _row(info, "Income", "what enters it", "; ".join(word for word in words if word), income, year)


def _bracket_rows(document: Mapping[str, Any], info: StateInfo, year: int, status: str) -> Iterator[StateRow]:
    for key, name in (("brackets", "rates"), ("gain_brackets", "rates on net capital gain")):
        if key in document:
            entry = document[key]
            figures = schedule(figure(entry["rates"], year, status), figure(entry["thresholds"], year, status))
            yield _row(info, "Brackets", name, figures, entry, year)
    if "recapture" in document:
        yield _row(info, "Brackets", "recapture of the lower brackets", "see the source", document["recapture"], year)
    if "columns" in document:
        entry = document["columns"]
        yield _row(info, "Brackets", "a couple in two columns", COLUMN_WORDS[entry["kind"]], entry, year)
    if "class_tax" in document:
        entry = document["class_tax"]
        yield _row(info, "Brackets", "classes of income", rule_in_words(entry, year, status), entry, year)


def rule_in_words(entry: Mapping[str, Any], year: int, status: str) -> str:
    """Return every figure of a rule that is in force, as ``word value``."""
    parts = []
    for key, raw in entry.items():
        if key in _TEXT or key == "table":
            continue
        is_share = key.endswith(("share", "rate")) and not (key == "rate" and entry.get("reduction") in _STEPPED)
        value = figure(raw, year, status)
        parts.append(f"{_KEY_WORDS.get(key, key.replace('_', ' '))} {plain_value(key, value, is_share)}")
    if "table" in entry:
        parts.append("by the table of the source")
    return "; ".join(parts)
