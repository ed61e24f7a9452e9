"""The taxable lots below cost: what can really be harvested this year, by term, and what to watch."""

from dataclasses import dataclass
from datetime import date, timedelta

from sim.lots.reasons import window
from sim.lots.terms import first_long_term_day_of
from sim.scenario.enums import AccountType
from sim.scenario.holdings import Lot
from sim.scenario.models import Scenario
from sim.statute import wash_sale_window


@dataclass(frozen=True)
class LotBelowCost:
    """A taxable lot at a loss on the plan's first day.

    loss : positive [USD]; value : [USD]; watch : what could wash the loss, in words, empty where nothing known could
    """

    account: str
    symbol: str
    quantity: float
    acquired: date
    is_long: bool
    value: float
    loss: float
    watch: str


def lots_below_cost(scenario: Scenario) -> tuple[LotBelowCost, ...]:
    """Return every lot of a taxable account below cost, the largest share of loss first."""
    names = {a.id: a.name for a in scenario.holdings.accounts if a.type is AccountType.TAXABLE}
    found = []
    for lot in scenario.holdings.lots:
        loss = -scenario.gain_of(lot)
        if lot.account not in names or loss <= 0:
            continue
        value, watch = scenario.value_of(lot), _watch(scenario, lot)
        is_long = scenario.start >= first_long_term_day_of(lot, value)
        found.append(
            LotBelowCost(names[lot.account], lot.symbol, lot.quantity, lot.acquired, is_long, value, loss, watch)
        )
    return tuple(sorted(found, key=lambda lot: -lot.loss / (lot.loss + lot.value)))


def losses_by_term(lots: tuple[LotBelowCost, ...]) -> tuple[float, float]:
    """Return the (short-term, long-term) losses of the lots, positive [USD]."""
    return sum(lot.loss for lot in lots if not lot.is_long), sum(lot.loss for lot in lots if lot.is_long)


def loss_sold(lots: tuple[LotBelowCost, ...], short_loss: float, long_loss: float) -> list[float]:
    """Return the loss taken of each lot so that the terms add up to the two amounts, in the lots' order [USD]."""
    left = {False: short_loss, True: long_loss}
    taken = []
    for lot in lots:
        taken.append(min(lot.loss, left[lot.is_long]))
        left[lot.is_long] -= taken[-1]
    return taken


def _watch(scenario: Scenario, lot: Lot) -> str:
    """Return which purchases of the same identity group, made or planned, stand within 30 days of a sale."""
    group = scenario.security(lot.symbol).group
    length = wash_sale_window(scenario.start)
    since = scenario.start - length
    recent = [
        other
        for other in scenario.holdings.lots
        if other is not lot
        and other.is_bought
        and other.acquired >= since
        and scenario.security(other.symbol).group == group
    ]
    parts = []
    if recent:
        shares = sum(other.quantity for other in recent)
        safe = max(other.acquired for other in recent) + length + timedelta(days=1)
        parts.append(
            f"{shares:,.6g} shares bought within the last {length.days} days; from {safe:%m/%d/%Y} on they cannot "
            "cause a wash sale"
        )
    for rollover in scenario.rollovers:
        buys = {scenario.security(purchase.symbol).group for purchase in rollover.buys if purchase.weight > 0}
        if (rollover.is_in_cash or rollover.is_put_back) and group in buys:
            day = rollover.purchase_date
            first, last = window(day)
            parts.append(f"the rollover buys it on {day:%m/%d/%Y}: no sale from {first:%m/%d/%Y} to {last:%m/%d/%Y}")
    if scenario.security(lot.symbol).replacement is None:
        parts.append("no replacement is named: the proceeds would leave the market")
    return "; ".join(parts)
