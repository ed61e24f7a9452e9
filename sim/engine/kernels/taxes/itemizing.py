"""Deductions that a household lists, on a path: both returns with them, and gifts that a later year deducts."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.kernels.taxes.state_of_year import state_tax_of
from sim.engine.records.types import Household, PathLaws, Taxes, YearEnds
from sim.law.itemizing.itemizing_law import ItemizingLaw
from sim.tax.itemized_return import STEADY, federal_itemizing, settled
from sim.tax.listed.schedule_a import Itemized, Lists, gifts_deducted, salt_deducted
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_itemizing import write_lists

CASH, PROPERTY = 0, 1


@cold_kernel
def fill_lists(laws: PathLaws, household: Household, price_at_year_end: YearEnds) -> None:
    """Fill in what the household could list in each year of a path [USD]. Modifies `laws`."""
    for year in range(price_at_year_end.shape[0]):
        level = price_at_year_end[year - 1] if year > 0 else 1.0
        laws["lists"][year, 0] = household["medical_listed"] * level
        laws["lists"][year, 1] = household["property_tax"] * level
        laws["lists"][year, 2] = household["mortgage_interest"][year]
        laws["lists"][year, 3] = household["charity_cash"] * level


@inner_kernel
def itemizing_law_of(laws: PathLaws, year: int) -> ItemizingLaw:
    """Return the law of itemized deductions of a year."""
    law = laws["itemizing"][year]
    return ItemizingLaw(law[0], law[1], law[2], law[3], law[4], law[5], law[6], law[7], law[8], law[9], law[10])


@inner_kernel
def lists_of(laws: PathLaws, taxes: Taxes, year: int) -> Lists:
    """Return what the household could list in a year [USD]; gifts of the portfolio only where they count."""
    listed, gifts, carried = laws["lists"][year], taxes["fund_gifts"][year & 1], taxes["carried_gifts"]
    counted, carried_cash, carried_property = taxes["counts_gifts"], 0.0, 0.0
    for age in range(carried.shape[1]):
        carried_cash += carried[CASH, age]
        carried_property += carried[PROPERTY, age]
    return Lists(
        listed[0],
        listed[1],
        listed[2],
        listed[3],
        counted * gifts[CASH],
        counted * gifts[PROPERTY],
        counted * carried_cash,
        counted * carried_property,
    )


@inner_kernel
def _one_pass(
    laws: PathLaws, taxes: Taxes, year: int, inputs: ReturnInput, lists: Lists, income_tax: float
) -> tuple[FederalReturn, Itemized, float]:
    """Return both returns with a state income tax deducted, and the list. Modifies work space of `taxes`."""
    law, itemizing = federal_law_of(laws, year), itemizing_law_of(laws, year)
    filed, found = federal_itemizing(law, itemizing, inputs, lists, income_tax)
    write_lists(taxes["scratch"], lists, found, filed)
    return filed, found, state_tax_of(laws, taxes, year, inputs, filed)


@cold_kernel
def returns_with_lists(laws: PathLaws, taxes: Taxes, year: int, inputs: ReturnInput) -> tuple[FederalReturn, float]:
    """Return (federal return, state tax) with the larger deduction. Modifies work space of `taxes`.

    See `sim.tax.itemized_return.itemized_returns`.
    """
    lists = lists_of(laws, taxes, year)
    filed, found, first = _one_pass(laws, taxes, year, inputs, lists, 0.0)
    itemizing = itemizing_law_of(laws, year)
    if laws["state_asks_tax_paid"] == 0:
        deducted = salt_deducted(itemizing, lists.property_tax + max(first, 0.0), filed.agi)
        if deducted == found.taxes:  # the cap is reached without it: another pass would say the same
            return filed, first
    if laws["state_follows"] == 0:
        return federal_itemizing(federal_law_of(laws, year), itemizing, inputs, lists, first)[0], first
    filed, _, second = _one_pass(laws, taxes, year, inputs, lists, first)
    if second == first:
        return filed, second
    filed, _, third = _one_pass(laws, taxes, year, inputs, lists, second)
    if abs(third - second) < STEADY:
        return filed, third
    filed, _, last = _one_pass(laws, taxes, year, inputs, lists, settled(first, second, third))
    return filed, last


@inner_kernel
def _age(taxes: Taxes, kind: int, used: float, excess: float) -> None:
    """Take what was used of the gifts carried in, the oldest first; the rest is a year older. Modifies `taxes`."""
    carried = taxes["carried_gifts"][kind]
    for age in range(carried.shape[0] - 1, -1, -1):
        taken = min(carried[age], used)
        carried[age] -= taken
        used -= taken
    for age in range(carried.shape[0] - 1, 0, -1):
        carried[age] = carried[age - 1]
    carried[0] = excess


@cold_kernel
def carry_gifts(household: Household, laws: PathLaws, taxes: Taxes, year: int, agi: float) -> None:
    """Carry gifts above the year's limits on, and what the floor cut of them with it. Modifies `taxes`.

    References: IRC 170(d)(1)(A), (C), 170(b)(1)(C)(ii), (G)(ii); a year with the standard deduction uses up as much
    (Reg. 1.170A-10(a)(2)).
    """
    lists = lists_of(laws, taxes, year)
    deducted = gifts_deducted(itemizing_law_of(laws, year), lists, agi)
    cash, stock = lists.cash + lists.fund_cash, lists.property
    cash_excess, stock_excess = max(cash - deducted.cash, 0.0), max(stock - deducted.property, 0.0)
    used_cash, used_stock = max(deducted.cash - cash, 0.0), max(deducted.property - stock, 0.0)
    left_cash = cash + lists.carried_cash - deducted.cash
    left_stock = stock + lists.carried_property - deducted.property
    if left_cash > 0.0 or left_stock > 0.0:
        cash_excess += min(deducted.cash_cut, min(cash, deducted.cash))
        stock_excess += min(deducted.property_cut, min(stock, deducted.property))
    _age(taxes, CASH, used_cash, cash_excess)
    _age(taxes, PROPERTY, used_stock, stock_excess)
    for age in range(household["gift_carry_years"], taxes["carried_gifts"].shape[1]):
        taxes["carried_gifts"][CASH, age], taxes["carried_gifts"][PROPERTY, age] = 0.0, 0.0
    taxes["fund_gifts"][year & 1, CASH], taxes["fund_gifts"][year & 1, PROPERTY] = 0.0, 0.0
