"""Inherited traditional IRAs and governmental 457(b)s: what they require, and what of them the 10% meets."""

from sim.law.rmd_law import load_rmd_tables, required_beginning_date
from sim.scenario.enums import AccountType, PlanKind
from sim.scenario.holdings import Account
from sim.scenario.household import Person

TEN_YEARS = 10


def is_last_year(account: Account, year: int) -> bool:
    """Whether an inherited IRA must be empty at a year's end."""
    died = account.decedent_died
    return account.type is AccountType.INHERITED_IRA and died is not None and year >= died.year + TEN_YEARS


def part_required(account: Account, heir: Person, year: int) -> float:
    """Return the share of the last year end's balance that an inherited IRA must pay in a year."""
    born, died = account.decedent_born, account.decedent_died
    assert born
    assert died
    if is_last_year(account, year):
        return 1.0
    if died < required_beginning_date(born) or year == died.year:
        return 0.0
    table, since = load_rmd_tables().single, year - died.year
    of_heir = table[min(120, died.year + 1 - heir.born.year)] - (since - 1)
    of_decedent = table[min(120, died.year - born.year)] - since
    return float(1 / max(of_heir, of_decedent, 1.0))


def pool(account: Account) -> str:
    """Return the name of the accounts that count for an account's required distribution; empty: it alone."""
    if account.type is AccountType.TRADITIONAL_IRA:
        return "IRAs"
    if account.type is AccountType.INHERITED_IRA:
        return f"of {account.inherited_from}"
    is_403b = account.type is AccountType.PLAN_401K and account.plan_kind is PlanKind.PLAN_403B
    return "403(b)s" if is_403b else ""


def share_under_the_10_percent(account: Account, value: float) -> float:
    """Return the share of an account that an additional tax on early distributions can meet."""
    if account.type is AccountType.INHERITED_IRA:
        return 0.0
    if account.type is AccountType.PLAN_401K and account.plan_kind is PlanKind.GOVERNMENTAL_457B:
        return account.rolled_in_amount / value if value else 0.0
    return 1.0
