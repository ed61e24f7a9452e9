"""What a state's data file says of itemized deductions, for households that list some; nothing of it for all others."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.law.state_law import ITEMIZED_STAGES, LISTED_STAGES, Follows, Stage, unpack_codes
from sim.law.state_lines.amounts import DEDUCTED, StateAmount
from sim.law.state_schema import with_what_if

_OF_LISTS = {"itemizing", *ITEMIZED_STAGES, *LISTED_STAGES}


def document_for(document: dict[str, Any], counts_on_what_if: bool, itemizes: bool) -> dict[str, Any]:
    """Return a state's data file as it is read for a household.

    counts_on_what_if : with what the file's ``what_if`` changes; itemizes : with the rules of itemized deductions
    """
    document = with_what_if(document) if counts_on_what_if else document
    if itemizes:
        return document
    return {name: part for name, part in document.items() if name not in _OF_LISTS}


def rules_of(document: Mapping[str, Any], stage: str) -> list[dict[str, Any]]:
    """Return the rules of a stage, those for households that list deductions last."""
    return [*document.get(stage, []), *document.get(f"listed_{stage}", [])]


def itemizing_of(document: Mapping[str, Any], rules: list[np.void], names_in_force: list[str]) -> tuple[int, ...]:
    """Return ``ITEMIZING`` of a law.

    rules : of the law, in the order of ``Stage``; names_in_force : of the deductions among them
    """
    entry = document.get("itemizing")
    if entry is None:
        return 0, 0, 0, 0, 0
    first = sum(int(rule["stage"]) < Stage.DEDUCTION for rule in rules)
    instead_of = entry.get("instead_of", [])
    replaced = sum(1 << (first + index) for index, name in enumerate(names_in_force) if name in instead_of)
    n_before = sum(int(rule["stage"]) < Stage.ITEMIZED for rule in rules)
    follows = int(Follows[entry["follows"].upper()])
    return 1, follows, n_before, replaced, int(entry.get("is_apart", False))


def follows(law: np.void) -> tuple[bool, bool]:
    """Return whether a ``STATE_LAW``'s tax hangs on what the federal return deducts, and on what is paid of itself."""
    sums = [rule[key] for rule in law["rules"][: law["n_rules"]] for key in ("of", "of_aged", "less")]
    sums += [law["columns"]["of"], law["local"]["of"]]
    looked_at = {code for packed in sums for code in unpack_codes(int(packed))} | {int(law["no_tax_measure"])}
    looked_at |= {int(rule[key]) for rule in law["rules"][: law["n_rules"]] for key in ("measure", "only_if")}
    asks_itself = StateAmount.ITEMIZED_INCOME_TAX_PAID in looked_at
    is_as_federal = law["itemizing"]["is_used"] == 1 and law["itemizing"]["follows"] != Follows.OWN
    return bool(is_as_federal or looked_at & DEDUCTED or asks_itself), asks_itself
