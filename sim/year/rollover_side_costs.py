"""What a rollover costs beside the tax of its year: days out of the market, losses it would wash, early access lost."""

from dataclasses import dataclass
from datetime import date

from sim.law.ages import early_until
from sim.law.benefits.early_share import early_share
from sim.law.federal_law import federal_years, figures_of
from sim.lots.reasons import window
from sim.market.assumptions import CLASSES, means_and_volatilities
from sim.scenario.enums import AccountType, AssetClass, FilingStatus, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.year.lots_below_cost import lots_below_cost


@dataclass(frozen=True)
class SideCosts:
    """What comes beside the tax [USD].

    days_out : days between the sale in the plan and the purchases
    return_missed : what the market assumptions expect of the bought funds in these days, less cash
    losses_at_risk : losses in taxable lots of what is bought, which a sale from `first` to `last` would destroy
    additional_rate : additional tax on what is taken out of the IRA before `free_from`, 0 where the plan asks it too
    """

    days_out: int
    return_missed: float
    losses_at_risk: float
    first: date
    last: date
    additional_rate: float
    free_from: date


def side_costs(scenario: Scenario, rollover: Rollover, moved: float) -> SideCosts:
    """Return what a rollover of so much money costs beside its tax, at the prices of the plan's first day."""
    days = (rollover.purchase_date - rollover.date).days if rollover.is_in_cash else 0
    bought = {scenario.security(purchase.symbol).group for purchase in rollover.buys if purchase.weight > 0}
    at_risk = 0.0
    if rollover.is_in_cash:
        lots = lots_below_cost(scenario)
        at_risk = sum(lot.loss for lot in lots if scenario.security(lot.symbol).group in bought)
    rate, free_from = _access_lost(scenario, rollover)
    first, last = window(rollover.purchase_date)
    return SideCosts(
        days_out=days,
        return_missed=moved * _excess_return(scenario, rollover) * days / 365.25,
        losses_at_risk=at_risk,
        first=first,
        last=last,
        additional_rate=rate,
        free_from=free_from,
    )


def _excess_return(scenario: Scenario, rollover: Rollover) -> float:
    """Return the expected yearly return of what is bought less that of cash."""
    means, _ = means_and_volatilities(scenario.market)
    of_class = dict(zip(CLASSES, means.tolist(), strict=False))
    cash = of_class[AssetClass.CASH]
    return sum(p.weight * (of_class[scenario.security(p.symbol).asset_class] - cash) for p in rollover.buys)


def _access_lost(scenario: Scenario, rollover: Rollover) -> tuple[float, date]:
    """Return the additional tax that an IRA asks and the plan would not, and until when. IRC 72(t)(2)(A), (3), (9)."""
    account = next(a for a in scenario.holdings.accounts if a.id == rollover.from_account)
    person = scenario.household.person(account.owner)
    assert person is not None  # the scenario's checks: an account's owner exists
    kinds = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)
    of_plan, of_ira = (early_until(person, kind, scenario.start) for kind in kinds)
    if early_share(account, scenario.account_value(account.id)) < 1.0:
        of_plan = min(of_plan, scenario.start)  # a 457(b): none of it now, or but what was rolled in
    is_from_plan = account.type is AccountType.PLAN_401K and rollover.method is not RolloverMethod.DIRECT_TO_ROTH
    is_lost = is_from_plan and of_plan < of_ira and rollover.date < of_ira
    return (early_withdrawal_rate() if is_lost else 0.0), of_ira


def early_withdrawal_rate() -> float:
    """Return the additional tax on early distributions. Reference: IRC 72(t)(1)."""
    return figures_of("surtaxes")["early_withdrawal_rate"].number(federal_years()[-1], FilingStatus.SINGLE)
