"""Roth conversions in December: how much the strategy wants, and moving it from the traditional IRAs."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import holder_of, is_early, lives_in, n_living, n_pretax
from sim.engine.kernels.sheltered.ira_basis import taxable_ira_part, untaxed_share
from sim.engine.kernels.sheltered.roth_clocks import note_roth_money
from sim.engine.kernels.sheltered.sheltered import account_value, add_units, reduce_positions
from sim.engine.kernels.sheltered.whose_income import book_distributed
from sim.engine.kernels.taxes.laws_on_path import aca_limit, bracket_end, federal_law_of
from sim.engine.kernels.taxes.tax_year import return_input_of
from sim.engine.kernels.taxes.taxable_income import taxable_income_alone
from sim.engine.kernels.trading.reinvested import remember_reinvested_in
from sim.engine.records.codes import Convert, Kind
from sim.engine.records.fields import TaxItem, Yearly
from sim.engine.records.types import (
    Household,
    Lives,
    PathLaws,
    Policy,
    Positions,
    Quotes,
    Sheltered,
    State,
    Step,
    Tally,
    Taxes,
    YearEnds,
)
from sim.tax.federal_return import begun_return

UNLIMITED = 1e9
"""A limit above it [USD/yr] is none."""

CENT = 0.01
CLOSE_ENOUGH = 1e-7  # USD; the twin's bisection is as exact
MOST_ROUNDS = 80
LEAST_RISE = 5.0
"""Dollars of income that lift what is limited by one at the least: gifts up to 60% of AGI, the state's tax on it."""


@cold_kernel
def convert(
    household: Household,
    policy: Policy,
    laws: PathLaws,
    state: State,
    now: Step,
    quotes: Quotes,
    price_level: float,
    price_at_year_end: YearEnds,
) -> None:
    """Make the year's conversions, IRA by IRA, until the wanted amount is reached. Modifies `state`."""
    positions, lives = state["positions"], state["lives"]
    sheltered = positions["sheltered"]
    is_fixed = policy["conversion"] == Convert.FIXED
    left = wanted_income(household, policy, laws, state, now["year"], quotes, price_level, price_at_year_end)
    for account in range(n_pretax(household)):
        if left <= CLOSE_ENOUGH:  # what rounding leaves is no reason to convert an IRA that is all basis
            return
        if not _is_convertible(household, sheltered, account):
            continue
        value = account_value(household, sheltered, account, quotes)
        person = holder_of(household, lives, account)
        counted = 1.0 if is_fixed else 1.0 - untaxed_share(household, sheltered, lives, person, quotes)
        amount = min(value, left / counted) if counted > 0.0 else value
        if amount > 0.0:
            left -= amount * counted
            convert_account(household, policy, positions, lives, now, account, amount / value, quotes)


@inner_kernel
def convert_account(
    household: Household,
    policy: Policy,
    positions: Positions,
    lives: Lives,
    now: Step,
    account: int,
    share: float,
    quotes: Quotes,
) -> None:
    """Move a share of every position to the owner's Roth IRA, less what is withheld as tax. Modifies `positions`."""
    sheltered, wash, tally = positions["sheltered"], positions["wash"], positions["tally"]
    roth, kept = household["account_roth"][account], 1.0 - policy["conversion_withheld"]
    amount = account_value(household, sheltered, account, quotes) * share
    taxable = taxable_ira_part(household, sheltered, lives, account, amount, quotes)
    withheld = amount * policy["conversion_withheld"]
    parity = now["year"] & 1
    book_distributed(household, lives, tally, now["year"], account, taxable)
    tally["items"][parity, TaxItem.ONCE] += taxable
    if is_early(household, lives, account, now["day"]):
        tally["items"][parity, TaxItem.EARLY] += taxable * policy["conversion_withheld"]
    tally["withheld"][parity] += withheld
    tally["yearly"][now["year"], Yearly.TAX_PAID] += withheld
    tally["yearly"][now["year"], Yearly.CONVERTED] += amount - withheld
    note_roth_money(household, sheltered, lives, roth, now["year"], taxable * kept, (amount - taxable) * kept)
    remember_reinvested_in(household, sheltered, wash, account, now["day"])
    remember_reinvested_in(household, sheltered, wash, roth, now["day"])
    for k in range(household["n_held"][account]):
        s = household["held"][account, k]
        add_units(sheltered, roth, s, sheltered["units"][account, s] * share * kept)
    reduce_positions(household, sheltered, wash, account, 1.0 - share)


@inner_kernel
def _is_convertible(household: Household, sheltered: Sheltered, account: int) -> bool:
    """Return whether an account is a traditional IRA that has a Roth IRA to go to and pays no equal payments."""
    is_locked = sheltered["payments_left"][account] > 0
    return household["account_kind"][account] == Kind.IRA and household["account_roth"][account] >= 0 and not is_locked


@inner_kernel
def convertible_value(household: Household, sheltered: Sheltered, quotes: Quotes) -> float:
    """Return the value of the traditional IRAs that have a Roth IRA to go to [USD]."""
    value = 0.0
    for account in range(n_pretax(household)):
        if _is_convertible(household, sheltered, account):
            value += account_value(household, sheltered, account, quotes)
    return value


@inner_kernel
def wanted_income(
    household: Household,
    policy: Policy,
    laws: PathLaws,
    state: State,
    year: int,
    quotes: Quotes,
    price_level: float,
    price_at_year_end: YearEnds,
) -> float:
    """Return what the strategy converts with the year's tax items as they stand [USD].

    A fixed amount, or the income for which there is room below the limit, at most what is there.
    """
    kind = policy["conversion"]
    if kind == Convert.NEVER or year < policy["conversion_first"] or year > policy["conversion_last"]:
        return 0.0
    if kind == Convert.FIXED:
        return policy["conversion_amount"] * price_level
    taxes, lives, tally = state["taxes"], state["lives"], state["positions"]["tally"]
    limit = _limit(household, policy, laws, lives, year, price_at_year_end)
    if limit < 0.0:
        return 0.0
    most = convertible_value(household, state["positions"]["sheltered"], quotes)
    if limit > UNLIMITED:
        return most
    return income_below(household, kind, laws, taxes, lives, tally, year, (limit, most))


@inner_kernel
def income_below(
    household: Household,
    kind: int,
    laws: PathLaws,
    taxes: Taxes,
    lives: Lives,
    tally: Tally,
    year: int,
    bounds: tuple[float, float],
) -> float:
    """Return the more of pretax income that lifts what `kind` limits to its limit, at most a bound [USD].

    What is limited rises with the income by at least a dollar a dollar, less what a dollar more lets be deducted of
    real estate trusts' dividends (a fifth of it where deductions that grow with income are listed), so that false
    position finds the income at which the limit is met; it is piecewise linear, and a few rounds do.

    bounds : the limit, and the most income
    """
    limit, most = bounds
    low, below = 0.0, limited_figure(household, kind, laws, taxes, lives, tally, year, 0.0) - limit
    if below >= 0.0:
        return 0.0
    rate = laws["federal"][year]["investments"][0]
    least = 1.0 - rate if tally["items"][year & 1, TaxItem.REIT] > 0.0 else 1.0
    if laws["itemizes"] == 1:
        least /= LEAST_RISE
    high = min(most, -below / least)
    above = limited_figure(household, kind, laws, taxes, lives, tally, year, high) - limit
    if above <= 0.0:
        return high
    stays = 0
    for _ in range(MOST_ROUNDS):
        middle = low - below * (high - low) / (above - below)
        found = limited_figure(household, kind, laws, taxes, lives, tally, year, middle) - limit
        if abs(found) <= CLOSE_ENOUGH or high - low <= CLOSE_ENOUGH:
            return middle
        if found < 0.0:
            low, below = middle, found
            above = above / 2.0 if stays == 1 else above  # an end that stays twice is weighed less (Illinois)
            stays = 1
        else:
            high, above = middle, found
            below = below / 2.0 if stays == -1 else below
            stays = -1
    return low


@inner_kernel
def _is_anyone_under_65(household: Household, lives: Lives, year: int) -> bool:
    """Return whether somebody who is there is under 65 on January 1."""
    for person in range(household["n_people"]):
        if household["is_under_65"][person, year] == 1 and lives_in(lives, person, year):
            return True
    return False


@inner_kernel
def _limit(
    household: Household, policy: Policy, laws: PathLaws, lives: Lives, year: int, price_at_year_end: YearEnds
) -> float:
    """Return the figure that a conversion must not exceed, below 0 where nothing is converted."""
    kind = policy["conversion"]
    if kind == Convert.TO_BRACKET:
        return bracket_end(laws, year, policy["conversion_bracket"])
    if kind == Convert.TO_IRMAA_TIER:
        irmaa, tier = laws["irmaa"][year], policy["conversion_tier"]
        return (irmaa["top_from"] if tier == irmaa["over"].shape[0] else irmaa["over"][tier]) - CENT
    limit = aca_limit(household, laws, year, n_living(household, lives, year), price_at_year_end)
    if limit > UNLIMITED or not _is_anyone_under_65(household, lives, year):
        return -1.0
    return limit - CENT


@inner_kernel
def limited_figure(
    household: Household, kind: int, laws: PathLaws, taxes: Taxes, lives: Lives, tally: Tally, year: int, more: float
) -> float:
    """Return what this kind of conversion limits, with `more` conversion income: ordinary taxable income or a MAGI."""
    inputs = return_input_of(household, taxes, lives, tally, year, (0.0, more, 0.0))
    if kind == Convert.TO_BRACKET:
        taxable, netted = taxable_income_alone(laws, taxes, year, inputs)
        return taxable - netted.net_capital_gain - inputs.qualified_dividends
    begun = begun_return(federal_law_of(laws, year), inputs)
    magi = begun.agi + inputs.tax_exempt_interest
    if kind == Convert.TO_IRMAA_TIER:
        return magi
    return magi + inputs.social_security - begun.taxable_benefits
