"""File a year's return on a path: federal, state, and the Medicare surcharges that follow two years later."""

from typing import NamedTuple

from sim.engine.records import B, Q, Y
from sim.jit import inner_kernel
from sim.law.beside_return import AcaLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law
from sim.law.state_law import StateLaw
from sim.law.state_projection import project_state_law
from sim.tax.aca import credit_limit, project_aca
from sim.tax.federal_return import federal_return
from sim.tax.irmaa import irmaa_monthly, project_irmaa
from sim.tax.ordinary import ordinary_tax
from sim.tax.records import ReturnInput
from sim.tax.state_return import state_tax


class Laws(NamedTuple):
    """The law of every published year, rising without a gap; the premium credit's is published a year ahead."""

    federal: tuple[FederalLaw, ...]
    state: tuple[StateLaw, ...]
    irmaa: tuple[IrmaaLaw, ...]
    aca: tuple[AcaLaw, ...]


@inner_kernel
def price_index(plan, base_year, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the price level behind the figures of a year over the one behind those of the calendar year `base_year`.

    A year's figures rest on prices up to the end of the year before (IRC 1(f)(3): the twelve months to August).

    Parameters
    ----------
    price_at_year_end : (n_years,) price level, 1 at the start
    """
    base = base_year - plan["first_year"]
    level_at_base = price_at_year_end[base - 1] if base > 0 else 1.0
    level_now = price_at_year_end[year - 1] if year > 0 else 1.0
    return level_now / level_at_base


@inner_kernel
def federal_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the federal law of a year, projected where none is published."""
    calendar_year = plan["first_year"] + year
    last = len(laws.federal) - 1
    law = laws.federal[min(last, max(0, calendar_year - laws.federal[0].year))]
    if calendar_year > laws.federal[last].year:
        index = price_index(plan, laws.federal[last].year, year, price_at_year_end)
        law = project_federal_law(law, index, calendar_year)
    return law


@inner_kernel
def returns_of(plan, laws, year, price_at_year_end, inputs):  # type: ignore[no-untyped-def]
    """Return (federal law, federal return, state tax) under the law of the year, projected where none is published."""
    calendar_year = plan["first_year"] + year
    last = len(laws.federal) - 1
    federal_law = federal_law_of(plan, laws, year, price_at_year_end)
    state_law = laws.state[min(last, max(0, calendar_year - laws.federal[0].year))]
    if calendar_year > laws.federal[last].year and state_law.is_taxing == 1:
        state_law = project_state_law(state_law, price_index(plan, laws.federal[last].year, year, price_at_year_end))
    filed = federal_return(federal_law, inputs)
    return federal_law, filed, state_tax(state_law, inputs, filed)


@inner_kernel
def irmaa_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return Medicare's law of a premium year, projected where none is published."""
    calendar_year = plan["first_year"] + year
    last = len(laws.irmaa) - 1
    law = laws.irmaa[min(last, max(0, calendar_year - laws.irmaa[0].year))]
    if calendar_year > laws.irmaa[last].year:
        index = price_index(plan, law.year, year, price_at_year_end)
        since_freeze = price_index(plan, int(law.top_frozen_through), year, price_at_year_end)
        law = project_irmaa(law, index, since_freeze, calendar_year)
    return law


@inner_kernel
def aca_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the premium credit's law of a year, its poverty line projected where none is published."""
    calendar_year, last_year = plan["first_year"] + year, laws.federal[0].year + len(laws.aca) - 1
    law = laws.aca[min(len(laws.aca) - 1, max(0, calendar_year - laws.federal[0].year))]
    if calendar_year > last_year:
        law = project_aca(law, price_index(plan, last_year, year, price_at_year_end))
    return law


@inner_kernel
def aca_limit(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the household income above which there is no premium credit [USD/yr]."""
    return credit_limit(aca_law_of(plan, laws, year, price_at_year_end), plan["n_people"])


@inner_kernel
def monthly_surcharge(plan, laws, state, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return one person's Medicare surcharge of a month (Parts B and D) by the MAGI of two years before [USD].

    Simplification: none in the plan's first two years, whose MAGI the scenario does not tell.
    """
    if year < 2:
        return 0.0
    law = irmaa_law_of(plan, laws, year, price_at_year_end)
    part_b, part_d = irmaa_monthly(law, state["magi"][year - 2])
    return part_b + part_d


@inner_kernel
def clear_book(state, parity):  # type: ignore[no-untyped-def]
    """Empty the book of one of the two open years."""
    for item in range(state["book"].shape[1]):
        state["book"][parity, item] = 0.0


@inner_kernel
def return_input_of(plan, state, year, extra_long, extra_ira):  # type: ignore[no-untyped-def]
    """Return the year's `ReturnInput`, with the long-term gain of a liquidation and the income of a conversion."""
    book = state["book"][year & 1]
    return ReturnInput(
        plan["filing_status"],
        plan["age"][0, year],
        plan["age"][1, year],
        0,
        book[B.WAGES1],
        book[B.WAGES2],
        book[B.INTEREST],
        0.0,
        0.0,
        book[B.DIVIDENDS],
        book[B.QUALIFIED],
        book[B.PENSION],
        book[B.ANNUITY],
        book[B.IRA] + extra_ira,
        0.0,
        book[B.EARLY],
        book[B.HSA],
        book[B.HSA_EARLY],
        0.0,
        book[B.SOCIAL_SECURITY],
        book[B.SHORT_TERM],
        book[B.LONG_TERM] + extra_long,
        0.0,
        state["short_carryover"],
        state["long_carryover"],
        0.0,
    )


@inner_kernel
def settle_year(plan, laws, state, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """File the return of a year, move its carryover on and return the tax to pay [USD], less what was withheld."""
    inputs = return_input_of(plan, state, year, 0.0, 0.0)
    federal_law, filed, on_state = returns_of(plan, laws, year, price_at_year_end, inputs)
    on_ordinary = ordinary_tax(federal_law.ordinary, filed.taxable_income - filed.preferential_income)
    on_ordinary = min(on_ordinary, filed.regular_tax)
    yearly = state["yearly"]
    yearly[Y.TAX_ORDINARY, year] = on_ordinary
    yearly[Y.TAX_GAINS, year] = filed.regular_tax - on_ordinary
    yearly[Y.TAX_AMT, year] = filed.amt
    yearly[Y.TAX_NIIT, year] = filed.niit
    yearly[Y.TAX_STATE, year] = on_state
    yearly[Y.TAX_ADDITIONAL, year] = filed.additional_medicare + filed.early_withdrawal_tax
    carried_in = inputs.st_carryover + inputs.lt_carryover
    carried_out = filed.st_carryover_out + filed.lt_carryover_out
    used = carried_in + state["book"][year & 1, B.LOSSES] - carried_out
    yearly[Y.LOSS_USED_INCOME, year] = min(filed.loss_deducted, used)
    yearly[Y.LOSS_USED_GAINS, year] = max(0.0, used - filed.loss_deducted)
    yearly[Y.CARRYOVER, year] = carried_out
    state["short_carryover"] = filed.st_carryover_out
    state["long_carryover"] = filed.lt_carryover_out
    state["magi"][year] = filed.irmaa_magi
    clear_book(state, year & 1)
    withheld = state["withheld"][year & 1]
    state["withheld"][year & 1] = 0.0
    return filed.federal_tax_due + on_state - withheld


@inner_kernel
def unrealised_gains(plan, state, quotes):  # type: ignore[no-untyped-def]
    """Return what selling every lot would realise [USD]."""
    gain, lots = 0.0, state["lots"]
    for line in range(plan["n_lines"]):
        price = quotes[Q.PRICE, plan["line_security"][line]]
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            gain += lot["units"] * (price - lot["unit_basis"])
    return gain


@inner_kernel
def liquidation_tax(plan, laws, state, year, quotes, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the tax that selling every lot on the last day would add to the last year's return [USD].

    Simplification: all of it long-term.
    """
    gain = unrealised_gains(plan, state, quotes)
    as_is = returns_of(plan, laws, year, price_at_year_end, return_input_of(plan, state, year, 0.0, 0.0))
    sold = returns_of(plan, laws, year, price_at_year_end, return_input_of(plan, state, year, gain, 0.0))
    return sold[1].federal_tax_due + sold[2] - as_is[1].federal_tax_due - as_is[2]
