"""File a year's return on a path: federal, state, and what follows from its MAGI."""

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.lives import is_first_death, nobody_after
from sim.engine.kernels.lives.people import is_survivor, lives_in
from sim.engine.kernels.sheltered.hsa import hsa_income
from sim.engine.kernels.taxes.laws_on_path import federal_law_of
from sim.engine.kernels.taxes.medicare import settle_health
from sim.engine.records.plan_and_state import B, Q, Y
from sim.tax.federal_return import federal_return
from sim.tax.ordinary import ordinary_tax
from sim.tax.records import ReturnInput
from sim.tax.state_return import state_tax_into


@inner_kernel
def returns_of(laws, state, year, inputs):  # type: ignore[no-untyped-def]
    """Return (federal return, state tax) under the law of the year."""
    filed = federal_return(federal_law_of(laws, year), inputs)
    law_of_state = laws["state"][laws["state_at"][year]]
    on_state = state_tax_into(law_of_state, laws["state_figures"][year], inputs, filed, state["state_room"])
    return filed, on_state


@inner_kernel
def clear_book(state, parity):  # type: ignore[no-untyped-def]
    """Empty the book of one of the two open years."""
    for item in range(state["book"].shape[1]):
        state["book"][parity, item] = 0.0


@inner_kernel
def return_input_of(plan, state, year, extra_long, extra_ira):  # type: ignore[no-untyped-def]
    """Return the year's `ReturnInput`, with the long-term gain of a liquidation and the income of a conversion."""
    book, status = state["book"][year & 1], plan["filing_status"]
    age1, age2 = plan["age"][0, year], plan["age"][1, year]
    if is_survivor(plan, state, year):
        status, age2 = plan["survivor_status"], 0
        if not lives_in(state, 0, year):
            age1 = plan["age"][1, year]
    return ReturnInput(
        status,
        age1,
        age2,
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
        book[B.QCD],
        book[B.EARLY],
        book[B.HSA],
        book[B.HSA_EARLY],
        0.0,
        book[B.SOCIAL_SECURITY],
        book[B.SHORT_TERM],
        book[B.LONG_TERM] + extra_long,
        book[B.NUA],
        state["short_carryover"],
        state["long_carryover"],
        0.0,
        hsa_income(state, year),
    )


@inner_kernel
def _end_carryover(plan, state, year, carried_out):  # type: ignore[no-untyped-def]
    """Let the carryover end with its owner: half of a couple's, all of it with the last life (Rev. Rul. 74-175)."""
    kept = 1.0
    if is_first_death(plan, state, year):
        kept = 0.5
    elif nobody_after(plan, state, year):
        kept = 0.0
    state["yearly"][year, Y.CARRYOVER_EXPIRED] = carried_out * (1.0 - kept)
    state["short_carryover"] *= kept
    state["long_carryover"] *= kept


@inner_kernel
def settle_year(plan, laws, state, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """File the return of a year, move its carryover on and return the tax to pay [USD], less what was withheld."""
    inputs = return_input_of(plan, state, year, 0.0, 0.0)
    filed, on_state = returns_of(laws, state, year, inputs)
    on_ordinary = ordinary_tax(federal_law_of(laws, year).ordinary, filed.taxable_income - filed.preferential_income)
    on_ordinary = min(on_ordinary, filed.regular_tax)
    yearly = state["yearly"]
    yearly[year, Y.TAX_ORDINARY] = on_ordinary
    yearly[year, Y.TAX_GAINS] = filed.regular_tax - on_ordinary
    yearly[year, Y.TAX_AMT] = filed.amt
    yearly[year, Y.TAX_NIIT] = filed.niit
    yearly[year, Y.TAX_STATE] = on_state
    yearly[year, Y.HSA_EARNINGS] = inputs.hsa_earnings
    yearly[year, Y.TAX_ADDITIONAL] = filed.additional_medicare + filed.early_withdrawal_tax
    carried_in = inputs.st_carryover + inputs.lt_carryover
    carried_out = filed.st_carryover_out + filed.lt_carryover_out
    used = carried_in + state["book"][year & 1, B.LOSSES] - carried_out
    yearly[year, Y.LOSS_USED_INCOME] = min(filed.loss_deducted, used)
    yearly[year, Y.LOSS_USED_GAINS] = max(0.0, used - filed.loss_deducted)
    yearly[year, Y.CARRYOVER] = carried_out
    state["short_carryover"] = filed.st_carryover_out
    state["long_carryover"] = filed.lt_carryover_out
    if plan["has_deaths"] == 1:
        _end_carryover(plan, state, year, carried_out)
    state["magi"][year] = filed.irmaa_magi
    clear_book(state, year & 1)
    withheld = state["withheld"][year & 1]
    state["withheld"][year & 1] = 0.0
    health = settle_health(plan, laws, state, year, filed.aca_magi, price_at_year_end)
    return filed.federal_tax_due + on_state + health - withheld


@inner_kernel
def unrealised_gains(plan, state, quotes):  # type: ignore[no-untyped-def]
    """Return what selling every lot would realise [USD]."""
    gain, lots = 0.0, state["lots"]
    for line in range(plan["n_lines"]):
        price = quotes[Q.PRICE, line]
        for i in range(lots["n"][line]):
            lot = lots["lot"][line, lots["slot"][line, i]]
            gain += lot["units"] * (price - lot["unit_basis"])
    return gain


@rare_kernel
def liquidation_tax(plan, laws, state, year, quotes):  # type: ignore[no-untyped-def]
    """Return the tax that selling every lot on the last day would add to the last year's return [USD].

    Simplification: all of it long-term.
    """
    gain = unrealised_gains(plan, state, quotes)
    as_is = returns_of(laws, state, year, return_input_of(plan, state, year, 0.0, 0.0))
    sold = returns_of(laws, state, year, return_input_of(plan, state, year, gain, 0.0))
    return sold[0].federal_tax_due + sold[1] - as_is[0].federal_tax_due - as_is[1]
