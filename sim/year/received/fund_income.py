"""What the securities of the taxable accounts pay in months of a year, by what it is to the return."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sim.market.assumptions import CLASSES, distributions_a_year
from sim.market.companies.bond_funds import paying
from sim.scenario.enums import AccountType
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario

DECEMBER = 12


def fund_income(scenario: Scenario, days: Sequence[date], least_treasuries: float) -> dict[str, float]:
    """Return what the taxable lots pay at some month ends at today's prices, by the names of a return's inputs [USD].

    Simplification: each share is taken to be held long enough for its dividends to be qualified.

    least_treasuries : share of a fund's assets from which on the state lets its Treasury interest be
    """
    taxable = {account.id for account in scenario.holdings.accounts if account.type is AccountType.TAXABLE}
    found: dict[str, float] = defaultdict(float)
    for lot in scenario.holdings.lots:
        if lot.account in taxable:
            security = paying(scenario.security(lot.symbol), scenario.market)
            for name, share in _paid(security, days, least_treasuries).items():
                found[name] += scenario.value_of(lot) * share
    return found


def _paid(security: Security, days: Sequence[date], least_treasuries: float) -> dict[str, float]:
    """Return the payments of a security as shares of its price; announced gains stand for those of their year."""
    n = int(distributions_a_year()[CLASSES.index(security.asset_class)])
    income = security.dividend_yield / n * sum(day.month % (DECEMBER // n) == 0 for day in days)
    gains = [_gains(security, day) for day in days]
    foreign_tax = income * security.foreign_tax_share
    assets = security.treasury_share if security.treasury_assets is None else security.treasury_assets
    treasury = income * security.treasury_share if assets >= least_treasuries else 0.0
    exempt = income * security.exempt_share
    return {
        "ordinary_dividends": income + foreign_tax - treasury - exempt + sum(short for short, _ in gains),
        "qualified_dividends": (income + foreign_tax) * security.qualified_share,
        "us_government_interest": treasury,
        "tax_exempt_interest": exempt,
        "other_states_interest": exempt * (1.0 - security.own_state_share),
        "reit_dividends": income * security.reit_share,
        "foreign_tax": foreign_tax,
        "foreign_income": (income + foreign_tax) * security.foreign_share,
        "ltcg": sum(long for _, long in gains),
    }


def _gains(security: Security, day: date) -> tuple[float, float]:
    """Return the gains that are distributed at a month's end, short-term and long-term."""
    announced = security.announced_on
    if announced is None or announced.year != day.year:
        return (security.short_gain_rate, security.long_gain_rate) if day.month == DECEMBER else (0.0, 0.0)
    is_paid = announced.month == day.month
    return security.announced_short_rate * is_paid, security.announced_long_rate * is_paid
