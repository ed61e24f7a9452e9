"""File a year's return on a path: federal, state, and the Medicare surcharges that follow two years later."""

from sim.engine.records import B, Q, Y
from sim.jit import inner_kernel
from sim.law.projection import project_federal_law
from sim.tax.federal_return import federal_return
from sim.tax.ordinary import ordinary_tax
from sim.tax.records import ReturnInput


@inner_kernel
def federal_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the federal law in force in a year of the path: published, or projected from the last published one.

    A year's figures rest on prices up to the end of the year before (IRC 1(f)(3): the twelve months to August), so a
    projected year is indexed by the price level at that end over the one behind the last published figures.

    Parameters
    ----------
    laws : tuple of FederalLaw, one a published year, rising without a gap
    price_at_year_end : (n_years,) price level, 1 at the start
    """
    calendar_year = plan["first_year"] + year
    last = laws[len(laws) - 1]
    if calendar_year <= last.year:
        return laws[max(0, calendar_year - laws[0].year)]
    published = last.year - plan["first_year"]
    base = price_at_year_end[published - 1] if published > 0 else 1.0
    now = price_at_year_end[year - 1] if year > 0 else 1.0
    return project_federal_law(last, now / base, calendar_year)


@inner_kernel
def clear_book(state, parity):  # type: ignore[no-untyped-def]
    """Empty the book of one of the two open years."""
    for item in range(state["book"].shape[1]):
        state["book"][parity, item] = 0.0


@inner_kernel
def return_input_of(plan, state, year, extra_long):  # type: ignore[no-untyped-def]
    """Return the year's `ReturnInput`, with the long-term gain that a liquidation would add."""
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
        book[B.IRA],
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
    """File the return of a year, move its carryover on and return the tax to pay [USD]."""
    federal_law = federal_law_of(plan, laws, year, price_at_year_end)
    inputs = return_input_of(plan, state, year, 0.0)
    filed = federal_return(federal_law, inputs)
    on_ordinary = ordinary_tax(federal_law.ordinary, filed.taxable_income - filed.preferential_income)
    on_ordinary = min(on_ordinary, filed.regular_tax)
    yearly = state["yearly"]
    yearly[Y.TAX_ORDINARY, year] = on_ordinary
    yearly[Y.TAX_GAINS, year] = filed.regular_tax - on_ordinary
    yearly[Y.TAX_AMT, year] = filed.amt
    yearly[Y.TAX_NIIT, year] = filed.niit
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
    return filed.federal_tax_due


@inner_kernel
def unrealised_gains(plan, state, quotes):  # type: ignore[no-untyped-def]
    """Return what selling every lot would realise [USD]."""
    gain, lots = 0.0, state["lots"]
    for line in range(plan["n_lines"]):
        price = quotes[Q.PRICE, plan["line_security"][line]]
        for i in range(lots["n"][line]):
            slot = lots["slot"][line, i]
            gain += lots["units"][line, slot] * (price - lots["unit_basis"][line, slot])
    return gain


@inner_kernel
def liquidation_tax(plan, laws, state, year, quotes, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the tax that selling every lot on the last day would add to the last year's return [USD].

    Simplification: all of it long-term.
    """
    federal_law = federal_law_of(plan, laws, year, price_at_year_end)
    gain = unrealised_gains(plan, state, quotes)
    as_is = federal_return(federal_law, return_input_of(plan, state, year, 0.0))
    sold = federal_return(federal_law, return_input_of(plan, state, year, gain))
    return sold.federal_tax_due - as_is.federal_tax_due
