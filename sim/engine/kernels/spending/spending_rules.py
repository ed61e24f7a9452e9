"""How much the household spends in a year: decided once a year, in today's dollars, before its first payment."""

from enum import IntEnum

from sim.compile.decorators import inner_kernel, rare_kernel
from sim.engine.kernels.lives.people import is_survivor, lives_in
from sim.engine.kernels.sheltered.life_annuities import life_payments
from sim.engine.records.plan_and_state import Y


class Rule(IntEnum):
    """What decides a year's spending."""

    FIXED = 0
    GUARDRAILS = 1
    PORTFOLIO_SHARE = 2


NOT_YET = -1.0
LEAST_LOSS_SHARE, LEAST_LOSS = 1e-6, 0.01
"""A fall of the portfolio by no more than this share and a cent is a rounding, and no losing year."""


@inner_kernel
def begin_spending(plan, state):  # type: ignore[no-untyped-def]
    """Set the state to the first day, and the first year's spending."""
    state["rule_factor"], state["first_rate"] = 1.0, NOT_YET
    for k in range(plan["n_pensions"]):
        state["pension_level"][k] = 0.0
    set_spending(plan, state, 0, 0, plan["start_wealth"], 1.0)


@inner_kernel
def _pensions(plan, state, person, is_alive, price_level):  # type: ignore[no-untyped-def]
    """Return a person's pensions of a year as if all had begun, or what of them goes on after a death [USD/yr]."""
    total = plan["full_pension"][person] if is_alive else plan["full_survivor_pension"][person]
    for k in range(plan["n_pensions"]):
        if plan["pension_owner"][k] != person:
            continue
        share = 1.0 if is_alive else plan["pension_survivor_share"][k]
        begun = state["pension_level"][k]
        rise = price_level / begun if begun > 0.0 else 1.0
        total += 12.0 * plan["pension_amount"][k] * share * rise
    return total


@inner_kernel
def steady_income(plan, state, year, price_level):  # type: ignore[no-untyped-def]
    """Return the benefits and pensions of a year as if all had begun, and annuities for life that have [USD/yr]."""
    total = life_payments(plan, state, year)
    for person in range(plan["n_people"]):
        is_alive = lives_in(state, person, year)
        total += _pensions(plan, state, person, is_alive, price_level)
        if not is_alive:
            continue
        benefit = plan["full_benefit"][person]
        if plan["n_people"] == 2:
            if lives_in(state, 1 - person, year):
                benefit += plan["full_spouse_benefit"][person]
            else:
                benefit = max(benefit, 12.0 * plan["survivor_benefit"][person, state["death_year"][1 - person]])
        total += benefit * price_level
    return total


@inner_kernel
def set_aside(plan, state, year, lives_year, price_level):  # type: ignore[no-untyped-def]
    """Return what of the portfolio is kept for the months until benefits and pensions begin [USD]."""
    total, all_live = 0.0, True
    for person in range(plan["n_people"]):
        all_live = all_live and lives_in(state, person, lives_year)
    for person in range(plan["n_people"]):
        if lives_in(state, person, lives_year):
            total += plan["benefit_gap"][person, year] * price_level + plan["pension_gap"][person, year]
            if all_live:
                total += plan["spouse_gap"][person, year] * price_level
        else:
            total += plan["survivor_pension_gap"][person, year]
    return total


@inner_kernel
def paid_out(state, year):  # type: ignore[no-untyped-def]
    """Return everything that has left the portfolio up to and in a year, less what has come in [USD]."""
    yearly, total = state["yearly"], 0.0
    for k in range(year + 1):
        total += yearly[k, Y.SPENDING] + yearly[k, Y.TAX_PAID] + yearly[k, Y.TRADING_COST] - yearly[k, Y.OUTSIDE_INCOME]
    return total


@inner_kernel
def _guard(plan, state, year, money, planned, price_level):  # type: ignore[no-untyped-def]
    """Move the guardrails' factor on planned spending. `money` is (portfolio, of it counted, steady income)."""
    value, funds, income = money
    paid = paid_out(state, year)
    need = planned * state["rule_factor"] * price_level - income
    if state["first_rate"] < 0.0:
        state["first_rate"] = max(0.0, need / funds) if funds > 0.0 else 0.0
    elif state["first_rate"] > 0.0:
        first, factor, rose = state["first_rate"], state["rule_factor"], state["rule_level"] / price_level
        growth = value - state["rule_value"] + paid - state["rule_paid"]
        is_losing = growth < -LEAST_LOSS_SHARE * state["rule_value"] - LEAST_LOSS
        if plan["freezes_after_loss"] == 1 and is_losing and rose < 1.0 and need > first * funds:
            factor *= rose
            need = planned * factor * price_level - income
        if plan["n_years"] - year > plan["uncut_years"] and need > first * (1.0 + plan["cut_above"]) * funds:
            factor *= 1.0 - plan["cut_share"]
        elif need < first * (1.0 - plan["raise_below"]) * funds:
            factor *= 1.0 + plan["raise_share"]
        state["rule_factor"] = max(factor, plan["floor_share"])
    state["rule_value"], state["rule_paid"], state["rule_level"] = value, paid, price_level


@rare_kernel
def set_spending(plan, state, year, lives_year, value, price_level):  # type: ignore[no-untyped-def]
    """Set the year's spending and the least of it that is a success, a year in today's dollars.

    lives_year : who is there; spending that is taken ahead is decided while the year before still runs
    value : of everything owned [USD]
    """
    planned = plan["spending"] * plan["spending_curve"][year]
    if plan["has_deaths"] == 1 and is_survivor(plan, state, lives_year):
        planned *= plan["survivor_spending_share"]
    state["target"], state["floor"] = planned, planned
    if plan["spending_rule"] == Rule.FIXED or year < plan["rule_from"]:
        return
    income = steady_income(plan, state, lives_year, price_level)
    funds = value - set_aside(plan, state, year, lives_year, price_level)
    state["floor"] = planned * plan["floor_share"]
    if plan["spending_rule"] == Rule.GUARDRAILS:
        _guard(plan, state, year, (value, funds, income), planned, price_level)
        state["target"] = planned * state["rule_factor"]
    else:
        state["target"] = max(state["floor"], (income + plan["portfolio_share"] * max(0.0, funds)) / price_level)
