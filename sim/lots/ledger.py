"""The exact ledger: one forward pass over a household's purchases, sales, transfers and splits."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from sim.errors import InputError, Problem
from sim.lots.average_basis import average_basis
from sim.lots.book import Book
from sim.lots.corporate_actions import BasisChange, Outcome, exchange, held_parcels, return_of_capital, spin_off
from sim.lots.date_ranges import DateRanges
from sim.lots.events import OPENS_A_LOT, PURCHASES, Account, Action, Event, LotMethod, SameDayTie, WashPolicy
from sim.lots.identity import IdentityGroups
from sim.lots.matching import WashMatcher, is_loss
from sim.lots.parcels import Acquisition, Parcel
from sim.lots.records import LedgerResult, SoldPiece
from sim.lots.selection import Choice, NotHeldError, lots_by_method, named_lots
from sim.lots.units import NEGLIGIBLE, Units, part_of, to_decimal, to_units


class Ledger:
    """Applies events one by one, in the order given; `in_order` puts a file's rows into that order.

    References
    ----------
    IRC 1091, 1012, 1223(3); Reg. 1.1012-1(c), 1.1091-1, 1.1091-2; Rev. Rul. 56-602, 2008-5; Pub. 550.
    """

    def __init__(self, policy: WashPolicy | None = None) -> None:
        self.policy = policy or WashPolicy()
        self.book = Book()
        self.pieces: list[SoldPiece] = []
        self.basis_changes: list[BasisChange] = []
        self.accounts: dict[str, Account] = {}
        self._matcher = WashMatcher(self.policy, self.book)
        self._ranges = DateRanges(IdentityGroups(self.policy.identical))
        self._sequence = 0
        self._open_orders: dict[OrderOfSale, list[tuple[Parcel, SoldPiece]]] = {}

    def apply(self, event: Event, is_order_open: bool = False) -> None:
        """Apply one event; a row that asks for shares that are not there raises and changes nothing.

        is_order_open : more rows of this sale's order follow; its losses look for replacements after the last one

        Raises
        ------
        NotHeldError
        """
        self._sequence += 1
        if event.account:
            self.accounts.setdefault(event.account.name, event.account)
        if event.action in OPENS_A_LOT:
            self._open(event)
        elif event.action is Action.SELL:
            self._sell(event, is_order_open)
        elif event.action is Action.TRANSFER:
            self._transfer(event)
        elif event.action is Action.SPLIT:
            self._split(event)
        else:
            self._corporate_action(event)

    def result(self) -> LedgerResult:
        """Return what the events so far have left."""
        changes = self.basis_changes
        return LedgerResult(self.pieces, self._matcher.matches, self.book, self.policy, changes, self.accounts)

    def _open(self, event: Event) -> None:
        account = _account(event)
        lot_id = event.lot_id or f"row{event.row or self._sequence}"
        if lot_id in self.book.acquisitions:
            raise NotHeldError("lot_id", lot_id, "this lot id has an earlier purchase; give every purchase its own")
        is_bought = event.action in PURCHASES
        acquisition = Acquisition(
            sequence=self._sequence,
            acquired=event.day,
            lot_id=lot_id,
            symbol=event.symbol,
            order_group=event.order_group,
            bought_in=account,
            row=event.row,
            origin=Action.BUY if is_bought else event.action,
            is_property=event.is_property,
            bought_from=event.acquired if is_bought else None,
        )
        quantity, basis = to_units(event.quantity), to_units(event.amount)
        parcel = Parcel(
            acquisition=acquisition,
            account=account,
            quantity=quantity,
            basis=basis,
            adjustment=0,
            holding_period_start=event.holding_period_start or _start(event),
            first=0,
            last=quantity,
            loss_basis=_loss_basis(event),
            cannot_replace=event.is_replacement or event.is_property or not is_bought,
        )
        self.book.open(parcel)
        if is_bought:
            self._matcher.bought(parcel)
        self._ranges.opened(acquisition, filter(is_loss, self.pieces))

    def _choose(self, event: Event, account: str) -> Choice:
        if event.sell_lots:
            return named_lots(self.book, account, event.symbol, event.sell_lots, event.quantity)
        quantity, amount = to_units(event.quantity), to_units(event.amount)
        method = event.method or self.policy.methods.get(account, LotMethod.FIFO)
        if event.method is None and event.symbol in self.policy.average:
            method = LotMethod.AVERAGE
        if method is LotMethod.AVERAGE:
            average_basis(self.book, account, event.symbol)
        choice = lots_by_method(self.book, account, event.symbol, quantity, method, event.day, amount)
        if sum(taken for _, taken in choice) < quantity:
            held = to_decimal(self.book.held(account, event.symbol))
            message = f"account {account} holds only {held:f} shares of {event.symbol} on this day"
            raise NotHeldError("quantity", f"{event.quantity:f}", message)
        return choice

    def _sell(self, event: Event, is_order_open: bool) -> None:
        account = _account(event)
        choice = self._choose(event, account.name)
        self._ranges.check_terms((parcel for parcel, _ in choice), event.day)
        sold = [self.book.take(parcel, quantity) for parcel, quantity in choice]
        if not account.is_taxable:
            return  # IRC 408(e), 501(a): no gain or loss inside a plan or an IRA
        left, shares = to_units(event.amount), to_units(event.quantity)
        order = order_of_sale(event)
        pieces = self._open_orders.pop(order, [])
        for parcel in sold:
            proceeds = part_of(left, parcel.quantity, shares)
            left, shares = left - proceeds, shares - parcel.quantity
            piece = self._piece(event, parcel, proceeds, *parcel.basis_of_sale(proceeds))
            self.pieces.append(piece)
            pieces.append((parcel, piece))
        if is_order_open:
            self._open_orders[order] = pieces
            return
        # All shares of the order have left the book before any piece looks for a replacement: none is held any more.
        self._ranges.check_losses(piece for _, piece in pieces if is_loss(piece))
        for _, piece in sorted(pieces, key=lambda pair: pair[0].key[:2]):  # of one lot in order of rows
            if is_loss(piece) and not event.is_property:
                self._matcher.sold_at_loss(piece)

    def _piece(self, event: Event, parcel: Parcel, proceeds: Units, basis: Units, start: date) -> SoldPiece:
        bought = parcel.acquisition
        return SoldPiece(
            sale=self._sequence,
            row=event.row,
            account=parcel.account,
            acquisition=bought,
            symbol=event.symbol,
            quantity=parcel.quantity,
            proceeds=proceeds,
            basis=basis,
            adjustment=parcel.adjustment,
            holding_period_start=start,
            acquired=start if bought.origin is Action.GIFT else bought.acquired,
            sold=event.day,
        )

    def _transfer(self, event: Event) -> None:
        destination = _account(event)
        for parcel, quantity in self._choose(event, event.from_account):
            self.book.move(parcel, quantity, destination)

    def _split(self, event: Event) -> None:
        new, old = event.new_for_old
        names = [event.account.name] if event.account else self.book.accounts_holding(event.symbol)
        for name in names:
            self.book.restate(name, event.symbol, (new, old))
        self._matcher.split(event.symbol, names, (new, old), event.day)

    def _corporate_action(self, event: Event) -> None:
        names = [event.account.name] if event.account else self.book.accounts_holding(event.symbol)
        if not event.account and not any(self.book.position(name, event.symbol) for name in names):
            raise NotHeldError("symbol", event.symbol, f"no account holds shares of {event.symbol} on this day")
        for name in names:
            for outcome in self._outcomes(event, name):
                self._record(event, outcome)
        if event.action is Action.MERGER:  # sold shares that still wait are shares of the new corporation, too
            self._matcher.split(event.symbol, names, event.new_for_old, event.day)

    def _outcomes(self, event: Event, account: str) -> list[Outcome]:
        if event.account is None and not self.book.position(account, event.symbol):
            return []
        if event.action is Action.SPIN_OFF:
            found = list(spin_off(self.book, event, account, self._sequence))
            self._sequence += len(found)
            return found
        if event.action is not Action.RETURN_OF_CAPITAL:
            return list(exchange(self.book, event, account))
        if not held_parcels(self.book, account, event.symbol)[0].account.is_taxable:
            return []  # IRC 408(e), 501(a)
        return list(return_of_capital(self.book, event, account))

    def _record(self, event: Event, outcome: Outcome) -> None:
        parcel = outcome.parcel
        if outcome.proceeds > NEGLIGIBLE:
            start, basis = parcel.holding_period_start, outcome.proceeds - outcome.gain
            piece = self._piece(event, parcel, outcome.proceeds, basis, start)
            piece.quantity, piece.adjustment = outcome.quantity, 0  # what was added to the basis stays with the shares
            self.pieces.append(piece)
        self.basis_changes.append(
            BasisChange(
                day=event.day,
                row=event.row,
                action=event.action,
                account=parcel.account.name,
                lot_id=parcel.acquisition.lot_id,
                symbol=outcome.symbol,
                basis_before=outcome.basis_before,
                basis_after=parcel.basis,
                received=outcome.received,
                gain=outcome.gain,
                new_lot=outcome.new_lot,
            )
        )


def _start(event: Event) -> date:
    """Return when a holding period begins: with a donor's, and where a purchase stands for several with the last."""
    return event.acquired if event.action is Action.GIFT and event.acquired else event.day


def _loss_basis(event: Event) -> Units | None:
    """Return the basis for a loss of a gift that was worth less than the donor's basis (IRC 1015(a))."""
    if event.action is not Action.GIFT or event.fair_value is None or event.fair_value >= event.amount:
        return None
    return to_units(event.fair_value)


def _account(event: Event) -> Account:
    if event.account is None:
        raise ValueError(f"row {event.row}: {event.action} without an account")
    return event.account


OrderOfSale = tuple[date, str, str, str]


def order_of_sale(event: Event) -> OrderOfSale:
    """Return what the rows of one sale share: the day, the account, the security and their order's name."""
    name = event.order_group or f"row {event.row}"
    return event.day, _account(event).name, event.symbol, name


def rows_with_more_to_come(ordered: Iterable[Event]) -> set[int]:
    """Return the places of the rows whose order of sale has another row after them."""
    last: dict[OrderOfSale, int] = {}
    open_rows = set()
    for place, event in enumerate(ordered):
        if event.action is Action.SELL and event.order_group:
            order = order_of_sale(event)
            if order in last:
                open_rows.add(last[order])
            last[order] = place
    return open_rows


_TIE_RANK = {SameDayTie.TAXABLE_FIRST: (0, 1), SameDayTie.IRA_FIRST: (1, 0), SameDayTie.LEDGER_ORDER: (0, 0)}


def in_order(events: Iterable[Event], tie: SameDayTie = SameDayTie.LEDGER_ORDER) -> list[Event]:
    """Return events by day and, within a day, as given.

    Where `tie` prefers a kind of account, purchases that follow each other on one day change places, never past a sale.
    """
    rows = sorted(events, key=lambda event: event.day)
    if tie is SameDayTie.LEDGER_ORDER:
        return rows
    taxable_rank, other_rank = _TIE_RANK[tie]
    ordered: list[Event] = []
    for (_, is_purchase), run in groupby(rows, key=lambda event: (event.day, event.action in PURCHASES)):
        if is_purchase:
            ordered += sorted(run, key=lambda event: taxable_rank if _account(event).is_taxable else other_rank)
        else:
            ordered += run
    return ordered


def run_ledger(events: Iterable[Event], policy: WashPolicy | None = None) -> LedgerResult:
    """Return the ledger of a household after its last event.

    Parameters
    ----------
    events : iterable of Event
        In any order of days; within a day their order counts.
    policy : WashPolicy, optional
        The readings of the law that a user may switch; each one's reason stands there.

    Returns
    -------
    LedgerResult
        Sold pieces, wash matches and open lots, exact in 1e-30 shares and USD.

    Raises
    ------
    InputError
        With every row that asks for shares that are not there.

    See Also
    --------
    read_ledger : The events of a file.
    form_8949_rows : The result in cents, line by line.

    References
    ----------
    IRC 1091, 1012, 1223(3); Reg. 1.1012-1(c), 1.1091-1, 1.1091-2; Rev. Rul. 56-602, 2008-5; Pub. 550.

    Examples
    --------
    A loss of $500, and the same shares bought in the IRA nine days later: it is lost for good (Rev. Rul. 2008-5).

    >>> from pathlib import Path
    >>> from sim.api import form_8949_rows, read_ledger, run_ledger
    >>> _ = Path("ledger.csv").write_text('''date,account,account_type,action,symbol,quantity,amount
    ... 2025-12-01,Joint,taxable,buy,VTI,10,3000
    ... 2026-03-02,Joint,taxable,sell,VTI,10,2500
    ... 2026-03-11,IRA,traditional_ira,buy,VTI,10,2400
    ... ''')
    >>> result = run_ledger(read_ledger("ledger.csv"))
    >>> [str(row.permanent_loss) for row in form_8949_rows(result)]
    ['500.00']
    """
    ledger = Ledger(policy)
    problems, ordered = [], in_order(events, ledger.policy.same_day_tie)
    open_rows = rows_with_more_to_come(ordered)
    for place, event in enumerate(ordered):
        try:
            ledger.apply(event, place in open_rows)
        except NotHeldError as error:
            problems.append(Problem(f"row {event.row}, column {error.column}", error.value, error.message))
    if problems:
        raise InputError(problems)
    result = ledger.result()
    if ordered:
        result.last_day = ordered[-1].day
        result.years = list(range(ordered[0].day.year, ordered[-1].day.year + 1))
    return result
