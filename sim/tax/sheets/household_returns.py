"""Household-years of any year, status and state at once: rows of one kind share a kernel call."""

from collections import defaultdict
from typing import Any

import numpy as np

from sim.law.beside_return import load_irmaa_law
from sim.law.federal_law import load_federal_law
from sim.law.itemizing.itemizing_law import load_itemizing_law
from sim.law.local.home_law import law_with_local_tax
from sim.law.state_law import STATE_LAW
from sim.law.state_tables import load_state_law
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.tax.batch import N_OUTPUTS, federal_returns, input_table, irmaa_amounts, returns_with_lists, state_taxes
from sim.tax.records import FederalReturn
from sim.tax.sheets.household_csv import HouseholdYear


def household_returns(households: list[HouseholdYear]) -> dict[str, np.ndarray]:
    """Return each row's federal and state return by name, (n_rows,) each.

    The names are the fields of `FederalReturn`, ``state_tax`` and ``local_tax`` [USD/yr], 0 where a row names no state
    or no county or city, and
    ``irmaa_part_b_month`` and ``irmaa_part_d_month``, what this row's MAGI means under this row's year [USD/month a
    person].
    """
    federal, irmaa = np.zeros((len(households), N_OUTPUTS)), np.zeros((len(households), 2))
    for (year, status), rows in _rows_by(households, "year", "status").items():
        federal[rows] = federal_returns(load_federal_law(year, status), _table(households, rows))
        magi = federal[rows, FederalReturn._fields.index("irmaa_magi")]
        irmaa[rows] = irmaa_amounts(load_irmaa_law(year, status, is_lived_apart=True), magi)
    on_state = _state_taxes(households)
    on_both = _local_taxes(households, on_state)
    _deduct_lists(households, federal, on_state, on_both)
    columns = {name: federal[:, place] for place, name in enumerate(FederalReturn._fields)}
    columns |= {"state_tax": on_state, "local_tax": on_both}
    return columns | {"irmaa_part_b_month": irmaa[:, 0], "irmaa_part_d_month": irmaa[:, 1]}


def _state_taxes(households: list[HouseholdYear]) -> np.ndarray:
    taxes = np.zeros(len(households))
    for (year, status, state), rows in _rows_by(households, "year", "status", "state").items():
        if state:
            law = load_federal_law(year, status)
            taxes[rows] = state_taxes(law, load_state_law(state, year, status), _table(households, rows))
    return taxes


def _local_taxes(households: list[HouseholdYear], on_state: np.ndarray) -> np.ndarray:
    """Return what the county's or city's tax adds to each row's state tax [USD/yr]."""
    taxes = np.zeros(len(households))
    for (year, status, state, place), rows in _rows_by(households, "year", "status", "state", "locality").items():
        if place:
            law = law_with_local_tax(state, year, status, LocalIncomeTax(place=place))
            both = state_taxes(load_federal_law(year, status), law, _table(households, rows))
            taxes[rows] = both - on_state[rows]
    return taxes


def _deduct_lists(
    households: list[HouseholdYear], federal: np.ndarray, on_state: np.ndarray, on_place: np.ndarray
) -> None:
    """Put the returns of the rows that list deductions in their places. Modifies the three arrays.

    Their local tax is a part of the state and local tax that is deducted; what of both is local is found without it.
    """
    groups = _rows_by(households, "year", "status", "state", "locality", "itemizes")
    for (year, status, state, place, itemizes), rows in groups.items():
        if not itemizes:
            continue
        law, itemizing = load_federal_law(year, status), load_itemizing_law(year, status)
        table = _table(households, rows)
        lists = np.array([households[index].lists for index in rows], dtype=np.float64)
        own = load_state_law(state, year, status, itemizes=True) if state else np.zeros(1, STATE_LAW)[0]
        both = own
        if place:
            both = law_with_local_tax(state, year, status, LocalIncomeTax(place=place), itemizes=True)
        federal[rows], total = returns_with_lists(law, itemizing, both, table, lists)
        if place:
            without = both.copy()
            without["local"]["is_levied"] = 0
            _, on_state[rows] = returns_with_lists(law, itemizing, without, table, lists)
            on_place[rows] = total - on_state[rows]
        else:
            on_state[rows] = total


def _rows_by(households: list[HouseholdYear], *names: str) -> dict[tuple[Any, ...], list[int]]:
    """Return the positions of the rows that have the same values in these fields, by the values."""
    rows: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, household in enumerate(households):
        rows[tuple(getattr(household, name) for name in names)].append(index)
    return rows


def _table(households: list[HouseholdYear], rows: list[int]) -> np.ndarray:
    return input_table([households[index].inputs for index in rows])
