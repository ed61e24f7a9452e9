"""How much the household spends in a year: decided once a year, in today's dollars, before its first payment."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_survivor, lives_in
from sim.engine.kernels.sheltered.life_annuities import life_payments
from sim.engine.records.codes import Rule
from sim.engine.records.fields import Yearly
from sim.engine.records.types import Household, Lives, Positions, Sheltered, Spending, Tally

NOT_YET = -1.0
LEAST_LOSS_SHARE, LEAST_LOSS = 1e-6, 0.01
"""A fall of the portfolio by no more than this share and a cent is a rounding, and no losing year."""


@inner_kernel
def begin_spending(household: Household, positions: Positions, lives: Lives, spending: Spending) -> None:
    """Set the state to the first day, and the first year's spending. Modifies `spending`."""
    spending["rule_factor"], spending["first_rate"] = 1.0, NOT_YET
    for k in range(household["n_pensions"]):
        spending["pension_level"][k] = 0.0
    set_spending(household, positions, lives, spending, 0, 0, household["start_wealth"], 1.0)


@inner_kernel
def _pensions(household: Household, spending: Spending, person: int, is_alive: bool, price_level: float) -> float:
    """Return a person's pensions of a year as if all had begun, or what of them goes on after a death [USD/yr]."""
    total = household["full_pension"][person] if is_alive else household["full_survivor_pension"][person]
    for k in range(household["n_pensions"]):
        if household["pension_owner"][k] != person:
            continue
        share = 1.0 if is_alive else household["pension_survivor_share"][k]
        begun = spending["pension_level"][k]
        rise = price_level / begun if begun > 0.0 else 1.0
        total += 12.0 * household["pension_amount"][k] * share * rise
    return total


@inner_kernel
def steady_income(
    household: Household, sheltered: Sheltered, lives: Lives, spending: Spending, year: int, price_level: float
) -> float:
    """Return the benefits and pensions of a year as if all had begun, and annuities for life that have [USD/yr]."""
    total = life_payments(household, sheltered, lives, year)
    for person in range(household["n_people"]):
        is_alive = lives_in(lives, person, year)
        total += _pensions(household, spending, person, is_alive, price_level)
        if not is_alive:
            continue
        benefit = household["full_benefit"][person]
        if household["n_people"] == 2:
            if lives_in(lives, 1 - person, year):
                benefit += household["full_spouse_benefit"][person]
            else:
                benefit = max(benefit, 12.0 * household["survivor_benefit"][person, lives["death_year"][1 - person]])
        total += benefit * household["benefit_share"][year] * price_level
    return total


@inner_kernel
def set_aside(household: Household, lives: Lives, year: int, lives_year: int, price_level: float) -> float:
    """Return what of the portfolio is kept for the months until benefits and pensions begin [USD]."""
    total, all_live = 0.0, True
    for person in range(household["n_people"]):
        all_live = all_live and lives_in(lives, person, lives_year)
    for person in range(household["n_people"]):
        if lives_in(lives, person, lives_year):
            total += household["benefit_gap"][person, year] * price_level + household["pension_gap"][person, year]
            if all_live:
                total += household["spouse_gap"][person, year] * price_level
        else:
            total += household["survivor_pension_gap"][person, year]
    return total


@inner_kernel
def paid_out(tally: Tally, year: int) -> float:
    """Return everything that has left the portfolio up to and in a year, less what has come in [USD]."""
    yearly, total = tally["yearly"], 0.0
    for k in range(year + 1):
        total += (
            yearly[k, Yearly.SPENDING]
            + yearly[k, Yearly.TAX_PAID]
            + yearly[k, Yearly.TRADING_COST]
            - yearly[k, Yearly.OUTSIDE_INCOME]
        )
    return total


@inner_kernel
def _guard(
    household: Household,
    spending: Spending,
    tally: Tally,
    year: int,
    money: tuple[float, float, float],
    planned: float,
    price_level: float,
) -> None:
    """Move the guardrails' factor on planned spending. `money` is (portfolio, of it counted, steady income).

    Modifies `spending`.
    """
    value, funds, income = money
    paid = paid_out(tally, year)
    need = planned * spending["rule_factor"] * price_level - income
    if spending["first_rate"] < 0.0:
        spending["first_rate"] = max(0.0, need / funds) if funds > 0.0 else 0.0
    elif spending["first_rate"] > 0.0:
        first, factor, rose = spending["first_rate"], spending["rule_factor"], spending["rule_level"] / price_level
        growth = value - spending["rule_value"] + paid - spending["rule_paid"]
        is_losing = growth < -LEAST_LOSS_SHARE * spending["rule_value"] - LEAST_LOSS
        if household["freezes_after_loss"] == 1 and is_losing and rose < 1.0 and need > first * funds:
            factor *= rose
            need = planned * factor * price_level - income
        if (
            household["n_years"] - year > household["uncut_years"]
            and need > first * (1.0 + household["cut_above"]) * funds
        ):
            factor *= 1.0 - household["cut_share"]
        elif need < first * (1.0 - household["raise_below"]) * funds:
            factor *= 1.0 + household["raise_share"]
        spending["rule_factor"] = max(factor, household["floor_share"])
    spending["rule_value"], spending["rule_paid"], spending["rule_level"] = value, paid, price_level


@cold_kernel
def set_spending(
    household: Household,
    positions: Positions,
    lives: Lives,
    spending: Spending,
    year: int,
    lives_year: int,
    value: float,
    price_level: float,
) -> None:
    """Set the year's spending and the least of it that is a success, a year in today's dollars. Modifies `spending`.

    lives_year : who is there; spending that is taken ahead is decided while the year before still runs
    value : of everything owned [USD]
    """
    planned = household["spending"] * household["spending_curve"][year]
    if household["has_deaths"] == 1 and is_survivor(household, lives, lives_year):
        planned *= household["survivor_spending_share"]
    spending["target"], spending["floor"] = planned, planned
    if household["spending_rule"] == Rule.FIXED or year < household["rule_from"]:
        return
    income = steady_income(household, positions["sheltered"], lives, spending, lives_year, price_level)
    funds = value - set_aside(household, lives, year, lives_year, price_level)
    spending["floor"] = planned * household["floor_share"]
    if household["spending_rule"] == Rule.GUARDRAILS:
        _guard(household, spending, positions["tally"], year, (value, funds, income), planned, price_level)
        spending["target"] = planned * spending["rule_factor"]
    else:
        spending["target"] = max(
            spending["floor"], (income + household["portfolio_share"] * max(0.0, funds)) / price_level
        )
