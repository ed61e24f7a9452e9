"""What the securities of the taxable accounts pay in a year, by what it is to the return."""

from collections import defaultdict

from sim.scenario.enums import AccountType
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario


def fund_income(scenario: Scenario, least_treasuries: float) -> dict[str, float]:
    """Return what the taxable lots pay in a year at today's prices, by the names of a return's inputs [USD/yr].

    Simplification: each share is taken to be held long enough for its dividends to be qualified.

    least_treasuries : share of a fund's assets from which on the state lets its Treasury interest be
    """
    taxable = {account.id for account in scenario.holdings.accounts if account.type is AccountType.TAXABLE}
    found: dict[str, float] = defaultdict(float)
    for lot in scenario.holdings.lots:
        if lot.account in taxable:
            security = scenario.security(lot.symbol)
            for name, share in _paid(security, scenario.start.year, least_treasuries).items():
                found[name] += scenario.value_of(lot) * share
    return found


def _paid(security: Security, year: int, least_treasuries: float) -> dict[str, float]:
    """Return a year's payments of a security as shares of its price; announced gains stand for those of their year."""
    short, long = security.short_gain_rate, security.long_gain_rate
    if security.announced_on is not None and security.announced_on.year == year:
        short, long = security.announced_short_rate, security.announced_long_rate
    income, foreign_tax = security.dividend_yield, security.dividend_yield * security.foreign_tax_share
    assets = security.treasury_share if security.treasury_assets is None else security.treasury_assets
    treasury = income * security.treasury_share if assets >= least_treasuries else 0.0
    exempt = income * security.exempt_share
    return {
        "ordinary_dividends": income + foreign_tax - treasury - exempt + short,
        "qualified_dividends": (income + foreign_tax) * security.qualified_share,
        "us_government_interest": treasury,
        "tax_exempt_interest": exempt,
        "other_states_interest": exempt * (1.0 - security.own_state_share),
        "reit_dividends": income * security.reit_share,
        "foreign_tax": foreign_tax,
        "foreign_income": (income + foreign_tax) * security.foreign_share,
        "ltcg": long,
    }
