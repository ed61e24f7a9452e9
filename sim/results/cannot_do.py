"""What people read about harvesting around a rollover, what the law does, and this household's dollars beside it."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sim.planner.rollover_contrast import rollover_contrasts
from sim.results.explain import usd
from sim.results.findings import Findings
from sim.results.paired import MEASURE, STANDARD_ERRORS, PairedDifference, versus
from sim.results.verdict import reference_of
from sim.scenario.enums import AccountType, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.stock import paid_as_shares

WEALTH, TAX = MEASURE["after_tax_wealth_real"], MEASURE["lifetime_tax_real"]
PRETAX = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.INHERITED_IRA)


class Holds(StrEnum):
    """Whether what people read is so."""

    NO = "false"
    SOMETIMES = "only where there is something to tax"
    YES = "true, and wider than it sounds"


@dataclass(frozen=True)
class Figure:
    """One amount beside a claim [USD]; `error` is two standard errors where it is a mean over paths."""

    label: str
    amount: float
    error: float | None = None


@dataclass(frozen=True)
class Claim:
    """What is read, whether it holds, the law with its source, the household's figures, and what they come to."""

    title: str
    holds: Holds
    law: str
    figures: tuple[Figure, ...]
    words: str


def claims(findings: Findings) -> tuple[Claim, ...]:
    """Return the claims in the order in which they are usually made."""
    scenario = findings.result.scenario
    return (
        _inside_the_plan(scenario),
        _tax_on_the_rollover(scenario),
        _in_the_rollover_year(findings),
        _within_thirty_days(scenario),
        _a_loss_is_a_loss(findings),
        _tax_saved_is_wealth(findings),
    )


def claims_json(findings: Findings) -> list[dict[str, Any]]:
    """Return what ``summary.json`` holds of them."""
    return [asdict(claim) for claim in claims(findings)]


def _sheltered_value(scenario: Scenario) -> float:
    accounts = (a for a in scenario.holdings.accounts if a.type is not AccountType.TAXABLE)
    return sum(float(scenario.account_value(account.id)) for account in accounts)


def _inside_the_plan(scenario: Scenario) -> Claim:
    return Claim(
        "Sell the losers inside the 401(k) before rolling it over",
        Holds.NO,
        "There is no taxable gain or loss inside a qualified plan or an IRA (IRC 501(a), 408(e)). What comes out of "
        "it later is income, whatever was paid for it.",
        (
            Figure("Held in plans, IRAs and other tax-sheltered accounts", _sheltered_value(scenario)),
            Figure("Deductible losses there", 0.0),
            Figure("Value of selling losers there, on every path", 0.0),
        ),
        "Selling losers there is worth exactly $0.",
    )


def _stock_cost(scenario: Scenario, rollover: Rollover) -> float:
    """Return what employer stock that is paid out as shares cost its plan, which is income [USD]."""
    found = paid_as_shares(rollover, scenario.holdings, scenario.securities)
    return min(found[0].cost, found[0].quantity * found[1]) if found else 0.0


def _taxed_share(rollover: Rollover) -> float:
    """Return the share of a rollover's pretax money that becomes income of the year."""
    if rollover.method is RolloverMethod.DIRECT_TO_ROTH:
        return 1.0
    return 1.0 - rollover.redeposited_share if rollover.method is RolloverMethod.INDIRECT else 0.0


def _tax_on_the_rollover(scenario: Scenario) -> Claim:
    moved = taxed = 0.0
    types = {account.id: account for account in scenario.holdings.accounts}
    for rollover in scenario.rollovers:
        if rollover.method is RolloverMethod.LOAN_OFFSET:
            taxed += rollover.loan_balance * (1.0 - rollover.redeposited_share)
            moved += rollover.loan_balance
        elif rollover.is_made:
            account = types[rollover.from_account]
            value = float(scenario.account_value(account.id)) * rollover.share
            untaxed = (account.after_tax_amount + account.roth_amount) * rollover.share
            moved += value
            taxed += _taxed_share(rollover) * max(0.0, value - untaxed) + _stock_cost(scenario, rollover)
    if not moved:
        words = "Nothing is rolled over in this plan."
    elif not taxed:
        words = "No tax is due on this rollover, so a loss has nothing to lower: exactly $0."
    else:
        words = (
            f"{usd(taxed)} becomes income because of how it is rolled over. Beyond gains, losses lower income by at "
            "most $3,000 a year ($1,500 if married filing separately)."
        )
    return Claim(
        "Harvesting lowers the tax on the rollover",
        Holds.SOMETIMES if taxed else Holds.NO,
        "A direct rollover to a traditional IRA is not taxed at all (IRC 402(c)(1)). A rollover to a Roth IRA, or "
        "money that is not put back within 60 days, is ordinary income (IRC 408A(d)(3), 402(c)(3)); so is the plan's "
        "cost of employer stock that is paid out as shares (IRC 402(e)(4)(B)).",
        (Figure("Rolled over, at the first day's prices", moved), Figure("of it taxed as income", taxed)),
        words,
    )


def _best(findings: Findings) -> tuple[int, int, PairedDifference]:
    """Return (strategy, reference, difference in after-tax wealth) of the strategy that leaves most."""
    reference = reference_of(findings)
    rows = versus(findings, WEALTH, reference)
    best = max(range(len(rows)), key=lambda index: (index != reference, rows[index].mean))
    return best, reference, rows[best]


def _amount(label: str, row: PairedDifference, sign: float = 1.0) -> Figure:
    error = None if row.standard_error != row.standard_error else STANDARD_ERRORS * row.standard_error
    return Figure(label, sign * row.mean, error)


def _in_the_rollover_year(findings: Findings) -> Claim:
    scenario = findings.result.scenario
    taxable = {a.id for a in scenario.holdings.accounts if a.type is AccountType.TAXABLE}
    losses = 0.0
    for lot in scenario.holdings.lots:
        if lot.account in taxable:
            losses += max(0.0, -scenario.gain_of(lot))
    best, _, row = _best(findings)
    name = findings.names[best]
    if not taxable:
        words = "There is no taxable account, so there is nothing to harvest: exactly $0."
    elif row.is_measurable:
        words = f"“{name}” {'adds' if row.mean > 0 else 'costs'} {usd(abs(row.mean))} after tax at the horizon."
    else:
        words = f"Even “{name}” makes no measurable difference."
    return Claim(
        "Harvesting helps in the year of the rollover",
        Holds.SOMETIMES if taxable else Holds.NO,
        "Losses of a taxable account offset gains without limit, then $3,000 of other income a year (IRC 1211(b)). "
        "They help if there are gains, or income taxed at a higher rate than the lower basis will cost later.",
        (
            Figure("In taxable accounts", sum(float(scenario.account_value(account)) for account in sorted(taxable))),
            Figure("Losses there on the first day", losses),
            _amount(f"After-tax wealth with “{name}”, difference", row),
        ),
        words,
    )


def _within_thirty_days(scenario: Scenario) -> Claim:
    found = rollover_contrasts(scenario)
    figures: tuple[Figure, ...] = ()
    words = (
        "There is no taxable lot below its cost that a rollover here could affect, so there is no loss to destroy "
        "today."
    )
    if found:
        one = max(found, key=lambda contrast: contrast.lost_in_cash)
        figures = (
            Figure(f"Loss of {one.symbol}, harvested ten days before the rollover", one.loss),
            Figure("of it lost for good if rolled over in cash that buys the same fund", one.lost_in_cash),
            Figure("of it lost for good if rolled over in kind", one.lost_in_kind),
        )
        words = (
            f"Rolled over in cash into the same fund ten days later, {usd(one.lost_in_cash)} of the loss would be lost "
            f"for good; in kind {usd(one.lost_in_kind)}."
        )
    return Claim(
        "Do not buy the same security within 30 days",
        Holds.YES,
        "30 days before and 30 days after, 61 days in all, in every account of the household: IRAs, the 401(k), "
        "reinvested dividends, the spouse's accounts (IRC 1091(a), Rev. Rul. 2008-5).",
        figures,
        words,
    )


def _a_loss_is_a_loss(findings: Findings) -> Claim:
    lost = findings.ledger["wash_permanent"].mean(axis=1)
    figures = tuple(
        Figure(f"Lost for good with “{name}”, mean over paths", float(amount))
        for name, amount in zip(findings.names, lost, strict=True)
    )
    most = float(lost.max())
    words = "On no path is a loss lost for good."
    if most > 0:
        words = (
            f"Up to {usd(most)} of losses is lost for good over the plan because of what IRAs and plans buy near a "
            "sale."
        )
    return Claim(
        "A loss is a loss",
        Holds.NO,
        "If a taxable account buys the security back, the loss moves into the basis of the new shares. If an IRA or a "
        "plan does, the loss is gone forever (Rev. Rul. 2008-5). What is unused at death ends there (Rev. Rul. "
        "74-175).",
        figures,
        words,
    )


def _tax_saved_is_wealth(findings: Findings) -> Claim:
    best, reference, row = _best(findings)
    tax = versus(findings, TAX, reference)[best]
    name = findings.names[best]
    return Claim(
        "The tax saved is the gain",
        Holds.NO,
        "A harvested loss lowers the basis of the replacement, so most of the tax comes due when that is sold (IRC "
        "1012). At death it does not (IRC 1014).",
        (
            _amount(f"Less tax over the plan's years with “{name}”", tax, -1.0),
            _amount("More after-tax wealth at the horizon", row),
        ),
        "The first figure is not wealth; the second is what is left of it.",
    )
