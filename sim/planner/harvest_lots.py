"""Every lot of a household as a harvest sees it: gain or loss, term, days to long-term, and whether it can be sold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sim.lots.reasons import KIND_OF_ACCOUNT
from sim.lots.terms import first_long_term_day_of
from sim.planner.household_ledger import account_names
from sim.scenario.enums import AccountType, AssetClass
from sim.scenario.holdings import Account, Security
from sim.scenario.models import Scenario


class Eligibility(StrEnum):
    """Whether selling a lot gives a deductible loss, and what stands in the way."""

    LOSS = "loss"
    GAIN = "gain"
    SHELTERED = "sheltered"
    EMPLOYER_STOCK = "employer_stock"
    ANNUITY = "annuity"
    SAVINGS = "savings"


@dataclass(frozen=True, slots=True)
class LotView:
    """One lot at the start's prices [shares, USD]; `index` is its position in the scenario, -1 for uninvested cash.

    `gain` is None where no gain or loss exists for tax; `days_to_long` is 0 where the lot is long-term on the day asked
    for, None where the term means nothing.
    """

    index: int
    account: str
    account_id: str
    symbol: str
    quantity: float
    acquired: date | None
    value: float
    basis: float | None
    gain: float | None
    term: str
    days_to_long: int | None
    eligibility: Eligibility
    reason: str
    replacement: str | None

    @property
    def is_harvestable(self) -> bool:
        return self.eligibility is Eligibility.LOSS


def _verdict(account: Account, security: Security, gain: float) -> tuple[Eligibility, str]:
    if account.type is AccountType.ANNUITY or security.is_annuity:
        reason = "An annuity is a contract: it has no lots to sell at a loss, and withdrawals are income (IRC 72)."
        return Eligibility.ANNUITY, reason
    if account.type is not AccountType.TAXABLE:
        kind = KIND_OF_ACCOUNT[account.type]
        if security.is_employer_stock:
            reason = (
                f"Employer stock inside a {kind}: there is no taxable gain or loss there. Taken out in kind, its old "
                "cost is"
            )
            return Eligibility.EMPLOYER_STOCK, reason + " income and the rest a gain (IRC 402(e)(4)), never a loss."
        reason = (
            f"There is no taxable gain or loss inside a {kind} (IRC 408(e), 501(a)), so selling there gives no "
            "deduction."
        )
        return Eligibility.SHELTERED, reason
    if security.asset_class is AssetClass.CASH:
        return Eligibility.SAVINGS, "Savings and money market funds keep one dollar a share: there is no loss to take."
    if gain >= -0.005:
        return (
            Eligibility.GAIN,
            "Not below cost: selling it would realize a gain, and the wash-sale rule applies only to losses.",
        )
    if security.replacement is None:
        return Eligibility.LOSS, "Below cost. No replacement is named, so the money would stay out of the market."
    return Eligibility.LOSS, f"Below cost; {security.replacement} can be bought the same day."


def _savings(account: Account, name: str) -> LotView:
    return LotView(
        index=-1,
        account=name,
        account_id=account.id,
        symbol="cash",
        quantity=account.cash,
        acquired=None,
        value=account.cash,
        basis=None,
        gain=None,
        term="",
        days_to_long=None,
        eligibility=Eligibility.SAVINGS,
        reason="Savings: cash has no gain or loss.",
        replacement=None,
    )


def lot_views(scenario: Scenario, day: date) -> tuple[LotView, ...]:
    """Return every lot in the scenario's order, then uninvested cash; terms are those of a sale on `day`."""
    names = account_names(scenario)
    accounts = {account.id: account for account in scenario.holdings.accounts}
    found = []
    for index, lot in enumerate(scenario.holdings.lots):
        account, security = accounts[lot.account], scenario.security(lot.symbol)
        gain = scenario.gain_of(lot)
        eligibility, reason = _verdict(account, security, gain)
        has_gain = eligibility in (Eligibility.LOSS, Eligibility.GAIN)
        days = max((first_long_term_day_of(lot, scenario.value_of(lot)) - day).days, 0) if has_gain else None
        found.append(
            LotView(
                index=index,
                account=names[account.id],
                account_id=account.id,
                symbol=lot.symbol,
                quantity=lot.quantity,
                acquired=lot.acquired,
                value=scenario.value_of(lot),
                basis=lot.basis_at(scenario.value_of(lot)) if has_gain else None,
                gain=gain if has_gain else None,
                term=("short" if days else "long") if has_gain else "",
                days_to_long=days,
                eligibility=eligibility,
                reason=reason,
                replacement=security.replacement,
            )
        )
    cash = [_savings(account, names[account.id]) for account in scenario.holdings.accounts if account.cash > 0]
    return (*found, *cash)
