"""What a household receives in one calendar year, by the months of the year: the plan's own words, no path.

The rules of the months are those of `sim.engine.lowering`, counted from January 1 instead of from the
plan's start, because a return covers the whole year.
"""

from datetime import date

from sim.law.ages import medicare_begins
from sim.law.benefits.earnings_test import benefit_paid_in, month_of, worker_of
from sim.law.benefits.inherited import inherited_part
from sim.law.benefits.pension_cost import free_of_tax
from sim.law.rmd_law import OLDEST, first_distribution_year, load_rmd_tables
from sim.market.assumptions import CLASSES, means_and_volatilities
from sim.market.exchange_days import trading_days
from sim.scenario.enums import AccountType, AssetClass, Owner
from sim.scenario.holdings import Account
from sim.scenario.household import Person
from sim.scenario.models import Scenario

PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)


def month_ends(year: int) -> list[date]:
    """Return the last trading day of each month, on which income counts as received."""
    days = {day.month: day for day in trading_days(date(year, 1, 1), date(year, 12, 31))}
    return [days[month] for month in range(1, 13)]


def _months(day: date) -> int:
    return day.year * 12 + day.month


def wages_of(person: Person, year: int) -> float:
    """Return the year's wages [USD/yr]: a twelfth for each month end up to the last day of work."""
    until = person.wages.until
    if until is None:
        return 0.0
    return person.wages.annual / 12 * sum(day <= until for day in month_ends(year))


def social_security_of(person: Person, year: int, first_year: int, inflation: float) -> float:
    """Return the year's gross benefits [USD/yr], what work withholds taken off; see `benefit_paid_in`."""
    worker = worker_of(person, first_year, inflation)
    return sum(benefit_paid_in(worker, month_of(day)) / 12 for day in month_ends(year))


def pensions_of(person: Person, year: int) -> float:
    """Return the year's pensions [USD/yr] in dollars of the plan's start, what they cost included."""
    paid = [
        pension.annual / 12 * sum(_months(day) >= _months(pension.starts) for day in month_ends(year))
        for pension in person.pensions
    ]
    return sum(paid)


def pension_cost_of(person: Person, spouse: Person | None, year: int) -> float:
    """Return what of the year's pensions is free of tax [USD/yr]: their cost coming back."""
    return sum(free_of_tax(pension, person, spouse, day) for pension in person.pensions for day in month_ends(year))


def age_on_december_31(person: Person, year: int) -> int:
    """Return the age that counts on the return; born on January 1 counts a day earlier (Reg. 1.151-1(c)(2))."""
    return year - date.fromordinal(person.born.toordinal() - 1).year


def medicare_months(scenario: Scenario, year: int) -> int:
    """Return the months of Medicare of all people together in a premium year."""
    months = 0
    for person in scenario.household.people:
        first = medicare_begins(person.born)
        months += sum(_months(day) >= _months(first) for day in month_ends(year))
    return months


def interest(scenario: Scenario) -> float:
    """Return a year's interest on the taxable accounts' cash at the market's mean rate for cash [USD/yr]."""
    return _interest(scenario, AccountType.TAXABLE)


def _interest(scenario: Scenario, kind: AccountType) -> float:
    accounts = (account for account in scenario.holdings.accounts if account.type is kind)
    rate = float(means_and_volatilities(scenario.market)[0][CLASSES.index(AssetClass.CASH)])
    return max(rate, 0.0) * sum(account.cash for account in accounts)


def hsa_earnings(scenario: Scenario) -> float:
    """Return what HSAs earn in a year at today's prices, gains on sales left out [USD/yr]."""
    hsas = {account.id for account in scenario.holdings.accounts if account.type is AccountType.HSA}
    lots = [(lot.quantity, scenario.security(lot.symbol)) for lot in scenario.holdings.lots if lot.account in hsas]
    paid = sum(quantity * security.price * security.dividend_yield for quantity, security in lots)
    return paid + _interest(scenario, AccountType.HSA)


def pretax_value(scenario: Scenario, account: Account) -> float:
    """Return the part of a plan or an IRA that a required distribution rests on [USD]: all but a designated Roth part.

    References
    ----------
    IRC 402A(d)(5), 408(d)(2).
    """
    return max(scenario.account_value(account.id) - account.roth_amount, 0.0) if account.type in PRETAX else 0.0


def required_of_account(scenario: Scenario, account: Account, year: int) -> tuple[float, float]:
    """Return one account's required distribution of the year and its taxable part [USD/yr].

    After-tax money in a plan comes out pro rata (IRC 72(e)(8)).

    Simplification: values on the plan's first day are used for those of the prior December 31; no first distribution
    is delayed to April.

    References
    ----------
    IRC 401(a)(9)(C)(ii); Reg. 1.401(a)(9)-5(c), (d).
    """
    person = scenario.household.person(account.owner)
    if account.type is AccountType.INHERITED_IRA and person is not None:
        value = scenario.account_value(account.id)
        part = inherited_part(account.decedent_born, account.decedent_died, person.born, year)
        return value * part, max(value - account.after_tax_amount, 0.0) * part
    if person is None or account.type not in PRETAX or year < first_distribution_year(person.born):
        return 0.0, 0.0
    if account.is_of_present_employer and person.wages.until is not None and year < person.wages.until.year:
        return 0.0, 0.0
    value, period = pretax_value(scenario, account), _period(scenario, person, year)
    return value / period, max(value - account.after_tax_amount, 0.0) / period


def _period(scenario: Scenario, person: Person, year: int) -> float:
    """Return the period of the Uniform Lifetime Table, or the longer one with a spouse who inherits alone [years]."""
    tables, age, joint = load_rmd_tables(), min(year - person.born.year, OLDEST), 0.0
    for other in scenario.household.people:
        if other is not person and person.spouse_inherits_alone:
            joint = float(tables.joint[age, min(year - other.born.year, OLDEST)])
    return max(joint, float(tables.uniform[age]))


def required_distribution(scenario: Scenario, owner: Owner, year: int) -> tuple[float, float]:
    """Return one person's required distributions of the year and their taxable part [USD/yr]."""
    found = [required_of_account(scenario, a, year) for a in scenario.holdings.accounts if a.owner is owner]
    return sum(whole for whole, _ in found), sum(taxed for _, taxed in found)


def plan_distribution(scenario: Scenario, owner: Owner, year: int) -> float:
    """Return the taxable part of one person's required distributions that employers' plans pay [USD/yr]."""
    plans = [a for a in scenario.holdings.accounts if a.owner is owner and a.type is AccountType.PLAN_401K]
    return sum(required_of_account(scenario, plan, year)[1] for plan in plans)


def convertible(scenario: Scenario, year: int) -> float:
    """Return the pretax money that can be converted to Roth this year [USD].

    The year's required distribution comes out first and cannot be converted (Reg. 1.402(c)-2(j), 1.408A-4 Q&A-6).

    Simplification: only pretax money is converted; a plan's after-tax part goes to Roth without tax, in the rollover.
    """
    accounts = [account for account in scenario.holdings.accounts if account.type in PRETAX]
    pretax = sum(max(pretax_value(scenario, account) - account.after_tax_amount, 0.0) for account in accounts)
    return max(pretax - sum(required_distribution(scenario, owner, year)[1] for owner in Owner), 0.0)
