"""What payroll pays into plans: pretax, Roth and after-tax, the employer's part, and the year's limits on all of it."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import lives_in
from sim.engine.kernels.sheltered.sheltered import account_value, add_units, note_sheltered_purchase
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.codes import Limit
from sim.engine.records.fields import Quote, TaxItem, Yearly
from sim.engine.records.types import (
    Cash,
    Household,
    Lives,
    PathLaws,
    Positions,
    Quotes,
    Sheltered,
    Step,
    Tally,
    YearEnds,
)
from sim.law.projection import rounded_down

DEFERRAL, ADDITIONS, ROTH_WAGES = int(Limit.DEFERRAL), int(Limit.ADDITIONS), int(Limit.ROTH_WAGES)
ALL_ROTH = 1.0 - 1e-9
"""A larger Roth share of a plan is all of it: a rounding of what was rolled over requires no distribution."""


@inner_kernel
def _limit(household: Household, laws: PathLaws, which: int, year: int) -> float:
    """Return a limit of a year of the path: published, or the last one and an increase, rounded down [USD/yr].

    References: IRC 402(g)(4), 414(v)(2)(C), (7)(E), 415(d)(4).
    """
    limit, rise = household["contribution_limit"][which, year], laws["growth"][year] - 1.0
    return limit + rounded_down(limit * rise, household["contribution_step"][which]) if rise > 0.0 else limit


@cold_kernel
def read_contribution_limits(
    household: Household, laws: PathLaws, sheltered: Sheltered, year: int, price_at_year_end: YearEnds
) -> None:
    """Set each person's limits of a year, and that nothing is paid in yet. Modifies `sheltered`.

    References: IRC 402(g), 414(v)(2), (7), 415(c), 457(b)(2), (e)(15).
    """
    level = price_at_year_end[year - 1] if year > 0 else 1.0
    for person in range(household["n_people"]):
        own, catch_up = _limit(household, laws, DEFERRAL, year), 0.0
        if household["catch_up_limit"][person, year] > 0:
            catch_up = _limit(household, laws, household["catch_up_limit"][person, year], year)
        sheltered["deferral_limit"][person], sheltered["pretax_limit"][person] = own, own + catch_up
        sheltered["catch_up_limit"][person] = catch_up
        wages = household["payroll_wages"][person] * level
        if household["is_catch_up_roth"][year] == 1 and wages > _limit(household, laws, ROTH_WAGES, year):
            sheltered["pretax_limit"][person] = own
        is_457b = household["payroll_is_457b"][person] == 1
        sheltered["additions_limit"][person] = own if is_457b else _limit(household, laws, ADDITIONS, year)
        sheltered["deferred"][person], sheltered["deferred_pretax"][person] = 0.0, 0.0
        sheltered["added"][person] = 0.0


@inner_kernel
def own_contributions(
    household: Household, sheltered: Sheltered, person: int, price_level: float
) -> tuple[float, float, float, float]:
    """Return what of a month's own contributions goes in pretax, as Roth, and pretax but as Roth by law; what does not.

    Where the employer's part is not known, the own one is what may be: nothing of it is turned into Roth, or pay.
    """
    pretax, own = household["payroll_pretax"][person] * price_level, household["payroll_own"][person] * price_level
    roth, deferred = household["payroll_roth"][person] * price_level, sheltered["deferred"][person]
    left = max(0.0, sheltered["deferral_limit"][person] + sheltered["catch_up_limit"][person] - deferred)
    left_pretax = max(0.0, sheltered["pretax_limit"][person] - sheltered["deferred_pretax"][person])
    if household["payroll_own"][person] < 0.0:
        as_roth = min(roth, left)
        return min(pretax, left - as_roth, left_pretax), as_roth, 0.0, 0.0
    share = left / (own + roth) if own + roth > left else 1.0
    as_pretax = min(own * share, left_pretax)
    return as_pretax, roth * share, own * share - as_pretax, own - own * share


@inner_kernel
def contribute_payroll(
    household: Household,
    cash: Cash,
    positions: Positions,
    lives: Lives,
    now: Step,
    quotes: Quotes,
    price_level: float,
) -> None:
    """Pay the month's contributions into each person's plan. Modifies `cash` and `positions`."""
    for person in range(household["n_people"]):
        if household["incomes"][now["income"]]["payroll"][person] > 0.0 and lives_in(lives, person, now["year"]):
            _contribute(household, cash, positions, now, person, quotes, price_level)


@inner_kernel
def _contribute(
    household: Household, cash: Cash, positions: Positions, now: Step, person: int, quotes: Quotes, price_level: float
) -> None:
    """Pay one person's contributions: pretax ones never pass through cash, the others come out of the wages.

    A catch-up that must be Roth is wages too, and so is what the limits leave of own contributions.

    Modifies `cash` and `positions`.
    """
    sheltered, tally = positions["sheltered"], positions["tally"]
    pretax, roth, turned, cut = own_contributions(household, sheltered, person, price_level)
    own = household["payroll_own"][person] * price_level
    employer = household["payroll_pretax"][person] * price_level - (own if own >= 0.0 else pretax)
    before, deferral = sheltered["deferred"][person], sheltered["deferral_limit"][person]
    after = before + pretax + roth + turned
    regular = pretax + roth + turned - (max(0.0, after - deferral) - max(0.0, before - deferral))
    room = max(0.0, sheltered["additions_limit"][person] - sheltered["added"][person] - regular)
    employer = min(employer, room)
    after_tax = min(household["payroll_after_tax"][person] * price_level, room - employer)
    sheltered["deferred"][person] = after
    sheltered["deferred_pretax"][person] += pretax
    sheltered["added"][person] += regular + employer + after_tax
    _book_pay(cash, tally, now, person, turned + cut, cut - roth - after_tax, pretax + employer + turned + cut)
    amount = pretax + employer + roth + turned + after_tax
    if amount > 0.0:
        buy_in_plan(household, positions, now, person, amount, (roth + turned, after_tax), quotes)


@inner_kernel
def _book_pay(cash: Cash, tally: Tally, now: Step, person: int, wages: float, paid: float, income: float) -> None:
    """Book more wages, what reaches cash of them less what leaves it, and income. Modifies `cash` and `tally`."""
    tally["items"][now["year"] & 1, TaxItem.WAGES1 if person == 0 else TaxItem.WAGES2] += wages
    cash["balance"] += paid
    tally["yearly"][now["year"], Yearly.OUTSIDE_INCOME] += income


@inner_kernel
def buy_in_plan(
    household: Household,
    positions: Positions,
    now: Step,
    person: int,
    amount: float,
    parts: tuple[float, float],
    quotes: Quotes,
) -> None:
    """Buy with a contribution; of it `parts` are Roth and after-tax money. Modifies `positions`."""
    sheltered, wash, tally = positions["sheltered"], positions["wash"], positions["tally"]
    account, s = household["payroll_account"][person], household["payroll_security"][person]
    value = account_value(household, sheltered, account, quotes)
    in_roth = (sheltered["roth_share"][account] * value + parts[0]) / (value + amount)
    sheltered["roth_share"][account] = in_roth if in_roth < ALL_ROTH else 1.0
    sheltered["basis"][account] += parts[1]
    if household["payroll_is_457b"][person] == 1:
        sheltered["early_share"][account] *= value / (value + amount)
    remember_reinvested_in(household, sheltered, wash, account, now["day"])
    add_units(sheltered, account, s, amount / quotes[Quote.TOTAL_RETURN, s])
    if household["security_group"][s] >= 0:
        note_sheltered_purchase(
            wash, tally, now, account, household["security_group"][s], amount / quotes[Quote.PRICE, s]
        )
