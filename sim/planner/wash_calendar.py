"""The household's wash-sale calendar: 61-day windows by security over all accounts, purchases, days that matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sim.law.rmd_law import distribution_deadline, first_distribution_year
from sim.lots.reasons import window
from sim.lots.what_if import SaleOutcome
from sim.planner.harvest_plan import PlannedSale, PlanSettings, danger_kind, replacement_purchases
from sim.planner.household_ledger import account_names, group_of
from sim.scenario.enums import AccountType, Owner, RolloverMethod
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.statute import wash_sale_window


@dataclass(frozen=True, slots=True)
class SaleWindow:
    """The 61 days around one planned order [USD]; `symbols` are all that must not be bought in them."""

    security: str
    symbols: tuple[str, ...]
    account: str
    sold: date
    first: date
    last: date
    loss: float
    deferred: float
    permanent: float
    safe_date: date | None

    @property
    def safe_to_buy_from(self) -> date:
        return self.last + timedelta(1)


@dataclass(frozen=True, slots=True)
class BuyMark:
    """One purchase near a window [shares, USD]: `destroyed` is lost for good through it, `deferred` moved into it."""

    security: str
    day: date
    account: str
    symbol: str
    kind: str
    quantity: float
    deferred: float
    destroyed: float

    @property
    def is_harmful(self) -> bool:
        return self.destroyed > 0


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that matters for every security."""

    day: date
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class WashCalendar:
    """The windows of every loss sale, what falls into them, and the days to remember."""

    windows: tuple[SaleWindow, ...]
    marks: tuple[BuyMark, ...]
    key_dates: tuple[KeyDate, ...]


def wash_calendar(
    scenario: Scenario, sales: Sequence[PlannedSale], outcomes: Sequence[SaleOutcome], settings: PlanSettings
) -> WashCalendar:
    """Return the calendar of planned sales; without any it holds the key dates and the purchases to come.

    Parameters
    ----------
    scenario : Scenario
        The household.
    sales : sequence of PlannedSale
        As given to `harvest_plan`.
    outcomes : sequence of SaleOutcome
        Of that plan.
    settings : PlanSettings
        As given to it.

    Returns
    -------
    WashCalendar
        The 61 days of every loss sale, the purchases that fall into them with what they destroy or defer [USD], and the
        days to remember.

    See Also
    --------
    harvest_plan : The outcomes.

    References
    ----------
    IRC 1091(a): 30 days before and 30 days after.

    Examples
    --------
    >>> from sim.api import PlannedSale, PlanSettings, harvest_plan, sample_scenario, wash_calendar
    >>> couple, settings = sample_scenario("californian-couple"), PlanSettings()
    >>> number, lot = next((k, lot) for k, lot in enumerate(couple.holdings.lots) if couple.gain_of(lot) < 0)
    >>> sales = [PlannedSale(number, couple.start, lot.quantity)]
    >>> (window,) = wash_calendar(couple, sales, harvest_plan(couple, sales, settings).outcomes, settings).windows
    >>> (window.last - window.first).days
    60
    """
    merged = [_window(scenario, outcome) for outcome in outcomes if outcome.gain < 0]
    first = min([scenario.start, *(w.first for w in merged)])
    last = max([date(scenario.start.year, 12, 31), *(w.last for w in merged)]) + timedelta(31)
    marks = _marks(scenario, sales, outcomes, settings)
    near = [mark for mark in marks if first <= mark.day <= last]
    return WashCalendar(tuple(merged), tuple(near), tuple(_key_dates(scenario, first, last)))


def _label(scenario: Scenario, symbol: str) -> str:
    """Return the symbols of a set as one name, the household's own holdings only."""
    groups = group_of(scenario)
    held = {lot.symbol for lot in scenario.holdings.lots}
    names = [name for name in groups if groups[name] == groups[symbol] and (name in held or name == symbol)]
    return " = ".join(names)


def _window(scenario: Scenario, outcome: SaleOutcome) -> SaleWindow:
    groups = group_of(scenario)
    first, last = window(outcome.day)
    return SaleWindow(
        security=_label(scenario, outcome.symbol),
        symbols=tuple(symbol for symbol in groups if groups[symbol] == groups[outcome.symbol]),
        account=outcome.account.name,
        sold=outcome.day,
        first=first,
        last=last,
        loss=float(outcome.loss_kept + outcome.loss_deferred + outcome.loss_permanent),
        deferred=float(outcome.loss_deferred),
        permanent=float(outcome.loss_permanent),
        safe_date=outcome.safe_date,
    )


def _marks(
    scenario: Scenario, sales: Sequence[PlannedSale], outcomes: Sequence[SaleOutcome], settings: PlanSettings
) -> list[BuyMark]:
    """Return every purchase by day and account with the losses it takes, those of held lots where they take one."""
    names = account_names(scenario)
    found: dict[tuple[date, str, str], tuple[str, float, float, float]] = {}
    bought = list(settings.purchases) + (replacement_purchases(scenario, sales) if settings.buys_replacement else [])
    for purchase in bought:
        key = (purchase.day, names[purchase.account], purchase.symbol)
        kind, quantity, deferred, destroyed = found.get(key, (purchase.kind.value, 0.0, 0.0, 0.0))
        found[key] = (kind, quantity + purchase.quantity, deferred, destroyed)
    known = set(found)
    for outcome in outcomes:
        for danger in outcome.dangers:
            key = (danger.day, danger.account.name, danger.symbol)
            kind = danger_kind(scenario, danger, settings)
            kind, quantity, deferred, destroyed = found.get(key, (kind, 0.0, 0.0, 0.0))
            quantity += 0.0 if key in known else float(danger.quantity)
            lost = float(danger.loss)
            deferred, destroyed = deferred + lost * (not danger.is_permanent), destroyed + lost * danger.is_permanent
            found[key] = (kind, quantity, deferred, destroyed)
    sold = {group_of(scenario)[outcome.symbol] for outcome in outcomes}
    return [
        BuyMark(_label(scenario, symbol), day, account, symbol, *rest)
        for (day, account, symbol), rest in sorted(found.items())
        if group_of(scenario)[symbol] in sold or not outcomes
    ]


def _key_dates(scenario: Scenario, first: date, last: date) -> list[KeyDate]:
    names = account_names(scenario)
    found = [
        KeyDate(
            rollover.date,
            "Loan offset" if rollover.method is RolloverMethod.LOAN_OFFSET else "Rollover",
            f"{names[rollover.from_account]} to {names[rollover.receiver]}, {_method(rollover)}",
        )
        for rollover in scenario.rollovers
        if rollover.is_made
    ]
    for owner in Owner:
        found += _rmd_dates(scenario, owner, range(first.year, last.year + 1))
    for year in range(first.year, last.year + 1):
        found.append(KeyDate(date(year, 12, 31), "Year end", f"last day for a loss of {year}"))
        note = f"a December loss of {year - 1} is final: no later purchase can make it a wash sale"
        last_day = date(year - 1, 12, 31)
        found.append(KeyDate(last_day + wash_sale_window(last_day), "December losses final", note))
    return sorted((key for key in found if scenario.start <= key.day <= last), key=lambda key: key.day)


def _method(rollover: Rollover) -> str:
    if not rollover.is_in_cash and not rollover.is_put_back:
        return "in kind, nothing is bought"
    later = rollover.purchase_date
    if rollover.method is RolloverMethod.LOAN_OFFSET:
        return f"other money of the amount of the loan, on {later:%m/%d/%Y}"
    return f"in cash, which then buys{f' on {later:%m/%d/%Y}' if later > rollover.date else ''}"


def _rmd_dates(scenario: Scenario, owner: Owner, years: range) -> list[KeyDate]:
    """Return the deadlines of a person's required distributions; a rollover in the year must wait for its own.

    Reference: IRC 401(a)(9)(C), 402(c)(4)(B).
    """
    person = scenario.household.person(owner)
    kinds = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA)
    if person is None or not any(a.type in kinds and a.owner is owner for a in scenario.holdings.accounts):
        return []
    note = (
        f"required minimum distribution of {person.name}; it comes before any rollover of that year and cannot be "
        "rolled over"
    )
    return [
        KeyDate(distribution_deadline(person.born, year), "RMD deadline", f"{year}: {note}")
        for year in years
        if year >= first_distribution_year(person.born)
    ]
