"""File a year's return on a path: federal, state, and what follows from its MAGI."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.lives import is_first_death, nobody_after
from sim.engine.kernels.lives.people import is_survivor, lives_in
from sim.engine.kernels.sheltered.hsa import hsa_income
from sim.engine.kernels.taxes.itemizing import carry_gifts, returns_with_lists
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.kernels.taxes.medicare import settle_health
from sim.engine.kernels.taxes.state_of_year import state_tax_of
from sim.engine.kernels.trading.two_bases import stored_basis_at
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import (
    Household,
    Lives,
    Medicare,
    PathLaws,
    Quotes,
    Tally,
    Taxable,
    Taxes,
    YearEnds,
)
from sim.tax.federal_return import federal_return
from sim.tax.ordinary import ordinary_tax
from sim.tax.records import FederalReturn, ReturnInput


@inner_kernel
def returns_of(laws: PathLaws, taxes: Taxes, year: int, inputs: ReturnInput) -> tuple[FederalReturn, float]:
    """Return (federal return, state tax) under the law of the year. Modifies work space of `taxes`."""
    if laws["itemizes"] == 1:
        return returns_with_lists(laws, taxes, year, inputs)
    filed = federal_return(federal_law_of(laws, year), inputs)
    return filed, state_tax_of(laws, taxes, year, inputs, filed)


@inner_kernel
def tax_of(filed: tuple[FederalReturn, float]) -> float:
    """Return the federal and state tax of what `returns_of` returned [USD]."""
    return filed[0].federal_tax_due + filed[1]


@inner_kernel
def clear_tax_items(tally: Tally, parity: int) -> None:
    """Clear the tax items of one of the two open years. Modifies `tally`."""
    for item in range(tally["items"].shape[1]):
        tally["items"][parity, item] = 0.0


@inner_kernel
def who_files(household: Household, lives: Lives, year: int) -> tuple[int, int, int]:
    """Return filing status and ages of a year's return; a survivor stands first, and alone."""
    status, age1, age2 = household["filing_status"], household["age"][0, year], household["age"][1, year]
    if is_survivor(household, lives, year):
        status, age2 = household["survivor_status"], 0
        if not lives_in(lives, 0, year):
            age1 = household["age"][1, year]
    return status, age1, age2


@inner_kernel
def return_input_of(
    household: Household, taxes: Taxes, lives: Lives, tally: Tally, year: int, extra: tuple[float, float, float]
) -> ReturnInput:
    """Return the year's `ReturnInput`, with more long-term gain and more income of pretax money.

    extra : the gain, the income, and what of the income is the second person's [USD]
    """
    items = tally["items"][year & 1]
    status, age1, age2 = who_files(household, lives, year)
    return ReturnInput(
        status,
        age1,
        age2,
        0,
        items[TaxItem.WAGES1],
        items[TaxItem.WAGES2],
        items[TaxItem.INTEREST] + items[TaxItem.TREASURY],
        items[TaxItem.TREASURY],
        items[TaxItem.EXEMPT],
        items[TaxItem.DIVIDENDS],
        items[TaxItem.QUALIFIED],
        items[TaxItem.PENSION],
        items[TaxItem.ANNUITY],
        items[TaxItem.IRA] + extra[1],
        items[TaxItem.QCD],
        items[TaxItem.EARLY],
        items[TaxItem.HSA],
        items[TaxItem.HSA_EARLY],
        0.0,
        items[TaxItem.SOCIAL_SECURITY],
        items[TaxItem.SHORT_TERM],
        items[TaxItem.LONG_TERM] + extra[0],
        items[TaxItem.NUA],
        taxes["short_carryover"],
        taxes["long_carryover"],
        0.0,
        hsa_income(tally, year),
        household["investments2"],
        items[TaxItem.PENSION2],
        items[TaxItem.ANNUITY2],
        items[TaxItem.IRA2] + extra[2],
        items[TaxItem.QCD2],
        items[TaxItem.SOCIAL_SECURITY2],
        items[TaxItem.PLAN],
        items[TaxItem.PLAN2],
        items[TaxItem.REIT],
        items[TaxItem.FOREIGN_TAX],
        items[TaxItem.FOREIGN_INCOME],
        items[TaxItem.OTHER_STATES],
    )


@inner_kernel
def return_without_portfolio(
    household: Household,
    lives: Lives,
    tally: Tally,
    year: int,
    part: tuple[float, float, float],
    carried: tuple[float, float],
) -> ReturnInput:
    """Return the year's `ReturnInput` of a household that holds nothing, but for a part of a portfolio that it cashes.

    Wages, pensions, benefits and gains from elsewhere are left; payments of annuities belong to the portfolio.

    Parameters
    ----------
    part : long-term gain, income of pretax money, and what of that is the second person's [USD]
    carried : short-term and long-term loss carried in [USD]
    """
    items = tally["items"][year & 1]
    status, age1, age2 = who_files(household, lives, year)
    return ReturnInput(
        status,
        age1,
        age2,
        0,
        items[TaxItem.WAGES1],
        items[TaxItem.WAGES2],
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        items[TaxItem.PENSION],
        0.0,
        part[1],
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        items[TaxItem.SOCIAL_SECURITY],
        items[TaxItem.OUTSIDE_SHORT],
        items[TaxItem.OUTSIDE_LONG] + part[0],
        0.0,
        carried[0],
        carried[1],
        0.0,
        0.0,
        household["investments2"],
        items[TaxItem.PENSION2],
        0.0,
        part[2],
        0.0,
        items[TaxItem.SOCIAL_SECURITY2],
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )


@cold_kernel
def tax_without_portfolio(
    household: Household, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally, year: int
) -> float:
    """Return the year's income tax of a household that holds nothing [USD]; every strategy of a path has the same.

    Modifies `taxes`.
    """
    if year >= taxes["n_known"]:
        inputs = return_without_portfolio(household, lives, tally, year, (0.0, 0.0, 0.0), (0.0, 0.0))
        taxes["counts_gifts"] = 0.0
        taxes["without_portfolio"][year] = tax_of(returns_of(laws, taxes, year, inputs))
        taxes["counts_gifts"] = 1.0
        taxes["n_known"] = year + 1
    return taxes["without_portfolio"][year]


@cold_kernel
def tax_without_taxable(laws: PathLaws, taxes: Taxes, tally: Tally, year: int, inputs: ReturnInput) -> float:
    """Return the year's income tax without what the taxable accounts pay, realize and carried in [USD].

    Modifies the scratch of `taxes`. inputs : the return as it is filed
    """
    items = tally["items"][year & 1]
    without = ReturnInput(
        inputs.filing_status,
        inputs.age1,
        inputs.age2,
        inputs.is_lived_apart,
        inputs.wages1,
        inputs.wages2,
        items[TaxItem.INTEREST],
        0.0,
        0.0,
        0.0,
        0.0,
        inputs.pension,
        inputs.annuity,
        inputs.ira_401k,
        inputs.qcd,
        inputs.early_withdrawal,
        inputs.hsa_nonmedical,
        inputs.hsa_nonmedical_early,
        inputs.other_income,
        inputs.social_security,
        items[TaxItem.OUTSIDE_SHORT],
        items[TaxItem.OUTSIDE_LONG],
        0.0,
        0.0,
        0.0,
        inputs.hsa_deduction,
        inputs.hsa_earnings,
        inputs.investments2,
        inputs.pension2,
        inputs.annuity2,
        inputs.ira_401k2,
        inputs.qcd2,
        inputs.social_security2,
        inputs.from_plan,
        inputs.from_plan2,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    return tax_of(returns_of(laws, taxes, year, without))


@inner_kernel
def _end_carryover(
    household: Household, taxes: Taxes, lives: Lives, tally: Tally, year: int, carried_out: float
) -> None:
    """Let the carryover end with its owner: half of a couple's, all of it with the last life (Rev. Rul. 74-175).

    Modifies `taxes` and `tally`.
    """
    kept = 1.0
    if is_first_death(household, lives, year):
        kept = 0.5
    elif nobody_after(household, lives, year):
        kept = 0.0
    tally["yearly"][year, Yearly.CARRYOVER_EXPIRED] = carried_out * (1.0 - kept)
    taxes["short_carryover"] *= kept
    taxes["long_carryover"] *= kept


@inner_kernel
def settle_year(
    household: Household,
    laws: PathLaws,
    taxes: Taxes,
    medicare: Medicare,
    lives: Lives,
    tally: Tally,
    year: int,
    price_at_year_end: YearEnds,
) -> float:
    """File the return of a year, move its carryover on and return the tax to pay [USD], less what was withheld.

    Modifies `taxes`, `medicare` and `tally`.
    """
    inputs = return_input_of(household, taxes, lives, tally, year, (0.0, 0.0, 0.0))
    filed, on_state = returns_of(laws, taxes, year, inputs)
    taxes["ordinary_income"][year] = filed.taxable_income - filed.preferential_income
    on_ordinary = ordinary_tax(federal_law_of(laws, year).ordinary, taxes["ordinary_income"][year])
    on_ordinary = min(on_ordinary, filed.regular_tax)
    yearly = tally["yearly"]
    credit = min(filed.foreign_tax_credit, on_ordinary)
    yearly[year, Yearly.TAX_ORDINARY] = on_ordinary - credit
    yearly[year, Yearly.TAX_GAINS] = filed.regular_tax - on_ordinary - (filed.foreign_tax_credit - credit)
    yearly[year, Yearly.TAX_AMT] = filed.amt
    yearly[year, Yearly.TAX_NIIT] = filed.niit
    yearly[year, Yearly.TAX_STATE] = on_state
    if household["left_out"] == 0:
        yearly[year, Yearly.TAX_WITHOUT_PORTFOLIO] = tax_without_portfolio(household, laws, taxes, lives, tally, year)
    else:
        yearly[year, Yearly.TAX_WITHOUT_PORTFOLIO] = tax_without_taxable(laws, taxes, tally, year, inputs)
    yearly[year, Yearly.HSA_EARNINGS] = inputs.hsa_earnings
    yearly[year, Yearly.TAX_ADDITIONAL] = filed.additional_medicare + filed.early_withdrawal_tax
    carried_in = inputs.st_carryover + inputs.lt_carryover
    carried_out = filed.st_carryover_out + filed.lt_carryover_out
    used = carried_in + tally["items"][year & 1, TaxItem.LOSSES] - carried_out
    yearly[year, Yearly.LOSS_USED_INCOME] = min(filed.loss_deducted, used)
    yearly[year, Yearly.LOSS_USED_GAINS] = max(0.0, used - filed.loss_deducted)
    yearly[year, Yearly.CARRYOVER] = carried_out
    taxes["short_carryover"] = filed.st_carryover_out
    taxes["long_carryover"] = filed.lt_carryover_out
    if laws["itemizes"] == 1:
        carry_gifts(household, laws, taxes, year, filed.agi)
    if household["has_deaths"] == 1:
        _end_carryover(household, taxes, lives, tally, year, carried_out)
    medicare["magi"][year] = filed.irmaa_magi
    clear_tax_items(tally, year & 1)
    withheld = tally["withheld"][year & 1]
    tally["withheld"][year & 1] = 0.0
    health = settle_health(household, laws, medicare, lives, tally, year, filed.aca_magi, price_at_year_end)
    return filed.federal_tax_due + on_state + health - withheld


@inner_kernel
def unrealized_gains(household: Household, taxable: Taxable, quotes: Quotes) -> float:
    """Return what selling every lot would realize [USD]."""
    gain, lots = 0.0, taxable["lots"]
    for line in range(household["n_lines"]):
        price = quotes[Quote.PRICE, line]
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            gain += lot["units"] * (price - stored_basis_at(household, lot, price))
    return gain
