"""What a household receives in months of one calendar year: the plan's own words, no path.

The rules of the months are those of `sim.engine.lowering`, counted from January 1 instead of from the
plan's start, because a return covers the whole year.
"""

from collections.abc import Sequence
from datetime import date

from sim.law.ages import medicare_begins
from sim.law.benefits.earnings_test import benefit_paid_in, is_withheld_whole, month_of, worker_of
from sim.law.benefits.inherited import inherited_part
from sim.law.benefits.pension_cost import free_of_tax
from sim.law.benefits.spouses import spouse_benefits
from sim.law.rmd_law import OLDEST, first_distribution_year, load_rmd_tables
from sim.market.assumptions import CLASSES, means_and_volatilities
from sim.market.companies.bond_funds import paying
from sim.market.exchange_days import trading_days
from sim.scenario.enums import AccountType, AssetClass, Owner, PlanKind
from sim.scenario.holdings import Account
from sim.scenario.household import Person
from sim.scenario.models import Scenario

PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)


def month_ends(year: int) -> list[date]:
    """Return the last trading day of each month, on which income counts as received."""
    days = {day.month: day for day in trading_days(date(year, 1, 1), date(year, 12, 31))}
    return [days[month] for month in range(1, 13)]


def days_before(start: date, year: int) -> list[date]:
    """Return the month ends of a year that are over when a plan begins: none of them is a month of the plan."""
    return [day for day in month_ends(year) if day <= start] if start.year == year else []


def _months(day: date) -> int:
    return day.year * 12 + day.month


def wages_of(person: Person, days: Sequence[date]) -> float:
    """Return the wages of some months [USD]: a twelfth of a year's for each month end up to the last day of work."""
    until = person.wages.until
    if until is None:
        return 0.0
    return person.wages.annual / 12 * sum(day <= until for day in days)


def benefits_of(scenario: Scenario, days: Sequence[date]) -> list[float]:
    """Return the gross benefits of each person in some months [USD], what work withholds taken off.

    A spouse's addition is in them, and a cut that the plan asks about; see `benefit_paid_in`, `spouse_benefits`.
    """
    people, found = scenario.household.people, []
    workers = [worker_of(person, scenario.start.year, scenario.market.inflation) for person in people]
    for worker, (addition, after) in zip(workers, spouse_benefits(people), strict=True):
        paid = 0.0
        for day in days:
            month, share = month_of(day), scenario.law_changes.benefit_share(day.year)
            paid += share * benefit_paid_in(worker, month) / 12
            if addition > 0.0 and month > after and not any(is_withheld_whole(one, month) for one in workers):
                paid += share * addition
        found.append(paid)
    return found


def pensions_of(person: Person, spouse: Person | None, days: Sequence[date]) -> float:
    """Return what of the pensions of some months is taxed [USD], in dollars of the plan's start.

    What is free of tax is their cost coming back.
    """
    paid = sum(
        pension.annual / 12 * sum(_months(day) >= _months(pension.starts) for day in days)
        for pension in person.pensions
    )
    return paid - sum(free_of_tax(pension, person, spouse, day) for pension in person.pensions for day in days)


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
    lots = [
        (lot.quantity, paying(scenario.security(lot.symbol), scenario.market))
        for lot in scenario.holdings.lots
        if lot.account in hsas
    ]
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

    Simplification: values on the plan's first day, with what was paid out so far, are used for those of the prior
    December 31; no first distribution is delayed to April.

    References
    ----------
    IRC 401(a)(9)(C)(ii); Reg. 1.401(a)(9)-5(c), (d).
    """
    person, paid = scenario.household.person(account.owner), account.paid_so_far
    if account.type is AccountType.INHERITED_IRA and person is not None:
        value = scenario.account_value(account.id) + paid
        part = inherited_part(account.decedent_born, account.decedent_died, person.born, year)
        return value * part, max(value - account.after_tax_amount, 0.0) * part
    if person is None or account.type not in PRETAX or year < first_distribution_year(person.born):
        return 0.0, 0.0
    if account.is_of_present_employer and person.wages.until is not None and year < person.wages.until.year:
        return 0.0, 0.0
    value, period = pretax_value(scenario, account) + paid, _period(scenario, person, year)
    return value / period, max(value - account.after_tax_amount, 0.0) / period


def _pool(account: Account) -> str:
    """Return what the accounts that count for each other share: a person's IRAs, 403(b)s, what one person left."""
    if account.type is AccountType.PLAN_401K and account.plan_kind is not PlanKind.PLAN_403B:
        return f"plan {account.id}"
    return f"{account.type} {account.inherited_from}"


def still_required(scenario: Scenario, account: Account, year: int) -> float:
    """Return what of its required distribution an account must still pay [USD]: what was paid so far counts."""
    return max(0.0, required_of_account(scenario, account, year)[0] - account.paid_so_far)


def distributions(scenario: Scenario, owner: Owner, year: int) -> tuple[float, float]:
    """Return what plans and IRAs pay one person in the year that is taxed, and what of it employers' plans [USD/yr].

    What was paid out so far, and what is still required; one account may have paid for another of its kind.
    """
    income = from_plan = 0.0
    pools: dict[str, list[Account]] = {}
    for account in scenario.holdings.accounts:
        if account.owner is owner and account.type in (*PRETAX, AccountType.INHERITED_IRA):
            pools.setdefault(_pool(account), []).append(account)
    for accounts in pools.values():
        required = [required_of_account(scenario, account, year) for account in accounts]
        whole, paid = sum(amount for amount, _ in required), sum(account.paid_so_far for account in accounts)
        missing = max(0.0, 1.0 - paid / whole) if whole > 0.0 else 0.0
        taxed = paid + missing * sum(amount for _, amount in required)
        income += taxed
        from_plan += taxed if accounts[0].type is AccountType.PLAN_401K else 0.0
    return income, from_plan


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


def convertible(scenario: Scenario, year: int) -> float:
    """Return the pretax money that can be converted to Roth this year [USD].

    The year's required distribution comes out first and cannot be converted (Reg. 1.402(c)-2(j), 1.408A-4 Q&A-6).

    Simplification: only pretax money is converted; a plan's after-tax part goes to Roth without tax, in the rollover.
    """
    accounts = [account for account in scenario.holdings.accounts if account.type in PRETAX]
    pretax = sum(max(pretax_value(scenario, account) - account.after_tax_amount, 0.0) for account in accounts)
    still = sum(
        still_required(scenario, account, year) / whole * taxed
        for account in accounts
        for whole, taxed in [required_of_account(scenario, account, year)]
        if whole > 0.0
    )
    return max(pretax - still, 0.0)
