"""Social Security and Medicare tax on wages, as the employer withholds it month by month."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.lives.people import lives_in
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import Cash, Household, Lives, PathLaws, Step, Tally, Taxes


@inner_kernel
def read_wage_base(laws: PathLaws, taxes: Taxes, year: int) -> None:
    """Set the wages of a year that are subject to Social Security tax. Modifies `taxes`."""
    taxes["wage_base"] = laws["wage_base"][year]


@inner_kernel
def charge_payroll_tax(
    household: Household, cash: Cash, taxes: Taxes, lives: Lives, tally: Tally, now: Step, price_level: float
) -> None:
    """Make the tax on the month's wages due, which are booked already. Modifies `cash` and `tally`.

    The additional Medicare tax is part of the year's return.

    References: IRC 3101(a), (b)(1), 3121(a)(1).
    """
    items, taxed = tally["items"][now["year"] & 1], household["incomes"][now["income"]]["payroll_taxed"]
    rates, base, due = household["payroll_rates"], taxes["wage_base"], 0.0
    for person in range(household["n_people"]):
        if taxed[person] > 0.0 and lives_in(lives, person, now["year"]):
            wages, so_far = taxed[person] * price_level, items[TaxItem.WAGES1 if person == 0 else TaxItem.WAGES2]
            due += rates[0] * (min(so_far, base) - min(so_far - wages, base)) + rates[1] * wages
    cash["tax_due"] += due
    tally["yearly"][now["year"], Yearly.PAYROLL_TAX] += due
