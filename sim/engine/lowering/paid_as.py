"""Lower what distributions are to the return, and what of it depends on how long shares are held."""

import numpy as np

from sim.engine.lowering.distributions import Paid, paid_of, rows_by_month
from sim.engine.lowering.holdings import Holdings
from sim.scenario.holdings import Security
from sim.statute import counted


def lower_paid_as(household: np.void, holdings: Holdings, year: int, least_treasuries: float) -> None:
    """Fill what each line's distribution is to the return.

    Simplification: what a fund's figures say holds in every year; foreign tax and dividends of real estate trusts count
    however long the share was held (IRC 901(k), Reg. 1.199A-3(c)(2)).

    year : of the law that counts how long shares must be held
    least_treasuries : share of a fund's assets from which on the state lets its Treasury interest be
    """
    household["dividend_days"] = int(counted("qualified_dividend_days", year))
    household["fund_loss_months"] = int(counted("fund_loss_months", year))
    for row, month, year_of_row in rows_by_month(holdings):
        for line, (_, security) in enumerate(holdings.lines):
            paid = paid_of(security, month, year_of_row)
            _fill(household["paid_as"][row, line], security, paid, least_treasuries)
    lines = [security for _, security in holdings.lines]
    household["has_kinds"] = any(has_kinds(security) for security in lines)
    household["has_fund_losses"] = any(household["paid_as"][name].any() for name in ("long_gains", "exempt_of_loss"))
    household["notes_paid"] = household["has_fund_losses"] or household["paid_as"]["qualified"].any()


def has_kinds(security: Security) -> bool:
    """Return whether a security pays something else than dividends, qualified or not."""
    shares = (security.treasury_share, security.exempt_share, security.reit_share, security.foreign_share)
    return any((*shares, security.short_gain_rate, security.long_gain_rate, security.announced_on))


def passed_through(security: Security, least_treasuries: float) -> float:
    """Return the share of a fund's income that the state takes for Treasury interest.

    least_treasuries : see `lower_paid_as`
    """
    assets = security.treasury_share if security.treasury_assets is None else security.treasury_assets
    return security.treasury_share if assets >= least_treasuries else 0.0


def _fill(kinds: np.void, security: Security, paid: Paid, least: float) -> None:
    """Fill one `PAID_AS`. Modifies `kinds`.

    Foreign tax is income that nobody received (IRC 853(b)(2)); short-term gains of a fund are ordinary dividends
    (IRC 852(b)(3)(B)).
    """
    income, short, long = paid
    total = sum(paid)
    if total == 0.0:
        return
    share, grossed_up = income / total, 1.0 + security.foreign_tax_share
    treasury = passed_through(security, least)
    kinds["treasury"] = share * treasury
    kinds["exempt"] = share * security.exempt_share
    kinds["other_states"] = kinds["exempt"] * (1.0 - security.own_state_share)
    kinds["exempt_of_loss"] = 0.0 if security.declares_daily else kinds["exempt"]
    kinds["dividends"] = share * (grossed_up - treasury - security.exempt_share) + short / total
    kinds["qualified"] = share * security.qualified_share * grossed_up
    kinds["reit"] = share * security.reit_share
    kinds["foreign_tax"] = share * security.foreign_tax_share
    kinds["foreign_income"] = share * security.foreign_share * grossed_up
    kinds["long_gains"] = long / total
