"""What planned sales and purchases would do: loss kept, deferred or lost for good, and from when it would be safe."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sim.lots.events import PURCHASES, Account, Action, Event, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.ledger import run_ledger
from sim.lots.reasons import match_sentence
from sim.lots.records import LedgerResult, WashMatch
from sim.lots.rounding import dollars, nearest_cent
from sim.lots.units import to_decimal
from sim.statute import first_day_after_window, wash_sale_window


@dataclass(frozen=True, slots=True)
class OpenLot:
    """Shares held today [shares, USD]; `holding_period_start` is earlier than `acquired` where days were tacked on.

    `origin` says whether they were bought, inherited or a gift; `loss_basis` is that of a gift (IRC 1015(a)).
    """

    lot_id: str
    account: Account
    symbol: str
    quantity: Decimal
    basis: Decimal
    acquired: date
    holding_period_start: date | None = None
    order_group: str = ""
    is_replacement: bool = False
    origin: Action = Action.BUY
    loss_basis: Decimal | None = None
    bought_from: date | None = None
    is_property: bool = False


@dataclass(frozen=True, slots=True)
class Danger:
    """One purchase that takes a loss: where, when, how many shares, what it costs and why [shares, USD]."""

    account: Account
    day: date
    symbol: str
    quantity: Decimal
    loss: Decimal
    is_permanent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SaleOutcome:
    """What becomes of one planned sale in a taxable account [USD].

    `gain` is before any wash, negative for a loss; `loss_kept` may be deducted, `loss_deferred` waits in the basis of
    the replacement, `loss_permanent` is gone. `safe_date` is the earliest day from the planned one on which the same
    sale loses nothing, None where the known purchases leave no such day within a year. `safe_to_buy_from` is the first
    day on which the security may be bought again in any account.
    """

    row: int
    day: date
    account: Account
    symbol: str
    gain: Decimal
    loss_kept: Decimal
    loss_deferred: Decimal
    loss_permanent: Decimal
    safe_date: date | None
    safe_to_buy_from: date
    dangers: tuple[Danger, ...]


def lots_as_events(lots: Iterable[OpenLot]) -> list[Event]:
    """Return open lots as the purchases that opened them, so that the ledger can start from today's holdings.

    The second part of a lot that has several becomes `ID#2`, and so on; the parts stay one order (Rev. Rul. 56-602).
    """
    events = []
    parts: Counter[str] = Counter()
    for lot in lots:
        parts[lot.lot_id] += 1
        number = parts[lot.lot_id]
        events.append(
            Event(
                day=lot.acquired,
                account=lot.account,
                action=lot.origin,
                symbol=lot.symbol,
                quantity=lot.quantity,
                amount=lot.basis,
                lot_id=lot.lot_id if number == 1 else f"{lot.lot_id}#{number}",
                order_group=lot.order_group or (f"lot {lot.lot_id}" if lot.lot_id else ""),
                holding_period_start=lot.holding_period_start,
                is_replacement=lot.is_replacement,
                fair_value=lot.loss_basis,
                acquired=lot.bought_from,
                is_property=lot.is_property,
            )
        )
    return events


def open_lots_of(result: LedgerResult) -> list[OpenLot]:
    """Return what a ledger leaves open, a lot in as many parts as differ in account, basis or use."""
    return [
        OpenLot(
            lot_id=parcel.acquisition.lot_id,
            account=parcel.account,
            symbol=parcel.symbol,
            quantity=to_decimal(parcel.quantity),
            basis=to_decimal(parcel.basis),
            acquired=parcel.acquisition.acquired,
            holding_period_start=parcel.holding_period_start,
            order_group=parcel.acquisition.order_group,
            is_replacement=parcel.cannot_replace,
            origin=parcel.acquisition.origin,
            loss_basis=None if parcel.loss_basis is None else to_decimal(parcel.loss_basis),
            bought_from=parcel.acquisition.bought_from,
            is_property=parcel.acquisition.is_property,
        )
        for parcel in result.book.parcels()
    ]


def what_if(
    lots: Sequence[OpenLot],
    planned: Sequence[Event],
    policy: WashPolicy | None = None,
    past: Sequence[Event] = (),
) -> list[SaleOutcome]:
    """Return an outcome for every planned sale in a taxable account, in the order of `planned`.

    Parameters
    ----------
    lots : sequence of OpenLot
        What every account of the household holds today: a lot that is not named here is one the answer does not see.
    planned : sequence of Event
        Sales, purchases, reinvestments, transfers to come, in any order of days.
    policy : WashPolicy, optional
    past : sequence of Event
        Events of a ledger before today, where there is one beside or in place of `lots`: a loss of the last 30 days
        still waits for its replacement.

    Raises
    ------
    InputError
        Where a planned row asks for shares that are not there.
    """
    return what_if_with_ledger(lots, planned, policy, past)[0]


def what_if_with_ledger(
    lots: Sequence[OpenLot],
    planned: Sequence[Event],
    policy: WashPolicy | None = None,
    past: Sequence[Event] = (),
) -> tuple[list[SaleOutcome], LedgerResult]:
    """Return what `what_if` returns, and the ledger after everything planned, without lots that have no part in it."""
    policy = policy or WashPolicy()
    before = [*lots_as_events(lots if past else with_a_part(lots, planned)), *past]
    numbered = [replace(event, row=-(index + 1)) for index, event in enumerate(planned)]
    result = run_ledger([*before, *numbered], policy)
    outcomes = [
        _outcome(result, event, _safe_date(result, before, numbered, event, policy))
        for event in numbered
        if event.action is Action.SELL and event.account is not None and event.account.is_taxable
    ]
    return outcomes, result


def with_a_part(lots: Sequence[OpenLot], planned: Sequence[Event]) -> Sequence[OpenLot]:
    """Return the lots that planned rows can touch: what they name, sell or move, and what is young enough to replace.

    A lot bought before the window of the first sale replaces nothing that is sold, then or later.
    """
    if any(event.action not in (Action.SELL, Action.TRANSFER, *PURCHASES) for event in planned):
        return lots
    named = {lot_id for event in planned for lot_id, _ in event.sell_lots}
    chosen = {
        (event.from_account or (event.account.name if event.account else ""), event.symbol)
        for event in planned
        if event.action not in PURCHASES and not event.sell_lots
    }
    first = min(
        (event.day - wash_sale_window(event.day) for event in planned if event.action is Action.SELL), default=None
    )
    return [
        lot
        for lot in lots
        if lot.lot_id.partition("#")[0] in named
        or (lot.account.name, lot.symbol) in chosen
        or (first is not None and lot.acquired >= first)
    ]


def _outcome(result: LedgerResult, event: Event, safe_date: date | None) -> SaleOutcome:
    pieces = [piece for piece in result.pieces if piece.row == event.row]
    loss = sum(max(-piece.gain, 0) for piece in pieces)
    disallowed = sum(piece.disallowed for piece in pieces)
    permanent = sum(piece.permanent for piece in pieces)
    return SaleOutcome(
        row=-event.row - 1,
        day=event.day,
        account=pieces[0].account,
        symbol=event.symbol,
        gain=dollars(nearest_cent(sum(piece.gain for piece in pieces))),
        loss_kept=dollars(nearest_cent(loss - disallowed)),
        loss_deferred=dollars(nearest_cent(disallowed - permanent)),
        loss_permanent=dollars(nearest_cent(permanent)),
        safe_date=safe_date,
        safe_to_buy_from=first_day_after_window(event.day),
        dangers=tuple(_danger(match) for match in result.wash_matches if match.piece.row == event.row),
    )


def _danger(match: WashMatch) -> Danger:
    return Danger(
        account=match.replacement.bought_in,
        day=match.replacement.acquired,
        symbol=match.replacement.symbol,
        quantity=to_decimal(match.quantity),
        loss=dollars(nearest_cent(match.loss)),
        is_permanent=match.is_permanent,
        reason=match_sentence(match),
    )


def _safe_date(
    result: LedgerResult, before: list[Event], planned: list[Event], sale: Event, policy: WashPolicy
) -> date | None:
    """Return the first day from the planned one on which moving this sale there would wash nothing of it.

    Only the planned day and the 31st day after a known purchase can be first, so only these are tried, each with the
    whole ledger. The proceeds are taken as planned. A day on which the shares are not there any more is no answer.

    result : the ledger with everything on its planned day
    """
    if not any(match.piece.row == sale.row for match in result.wash_matches):
        return sale.day
    groups = IdentityGroups(policy.identical)
    others = [event for event in planned if event is not sale]
    free_from = {
        first_day_after_window(event.day)
        for event in [*before, *others]
        if event.action in PURCHASES and groups.are_identical(event.symbol, sale.symbol)
    }
    days = sorted(day for day in free_from if sale.day < day <= sale.day + timedelta(days=366))
    for day in days:
        try:
            result = run_ledger([*before, *others, replace(sale, day=day)], policy)
        except ValueError:
            continue  # moved past a transfer or another sale of the same shares
        if not any(match.piece.row == sale.row for match in result.wash_matches):
            return day
    return None
