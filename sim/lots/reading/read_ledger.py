"""A ledger CSV as events: every cell checked, every problem named by row and column, all at once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from sim.errors import InputError, Problem
from sim.lots.events import BY_RATIO, OPENS_A_LOT, Account, Action, Event, LotMethod
from sim.lots.reading.cells import CellError, date_format, day, magnitude, number, positive_number, ratio
from sim.lots.reading.coins import mark_coins
from sim.lots.reading.details import details
from sim.lots.reading.left_out import LeftOut, in_order_of_rows, row_of
from sim.lots.reading.read_table import MOST_LEDGER_BYTES, Cells, decode, read_rows
from sim.lots.reading.reader import Reader
from sim.lots.reading.share_check import share_problems
from sim.lots.reading.transfers import transfer_problem
from sim.reading import Called, read_file
from sim.scenario.enums import AccountType, Owner

ACCOUNT_TYPES = tuple(kind for kind in AccountType if kind is not AccountType.ANNUITY)
MAXIMUM_PROBLEMS = 500
SMALLER = "Split it by symbol, or leave out closed years."


def read_ledger(path: str | Path) -> list[Event]:
    """Return the events of a ledger file in the order of its rows.

    Parameters
    ----------
    path : str or Path
        A CSV with a header; docs/wash_sales.md has its columns. Amounts in USD, fees included.

    Returns
    -------
    list of Event
        Purchases, sales, transfers, and what corporations, donors and estates do.

    Raises
    ------
    InputError
        With every problem of the file: cells, accounts and lots, and then also the sales and transfers of shares that
        are not there. Where only these are wrong, `run_ledger` names them.

    See Also
    --------
    run_ledger : What becomes of them.

    Examples
    --------
    >>> from pathlib import Path
    >>> from sim.api import read_ledger
    >>> _ = Path("ledger.csv").write_text('''date,account,account_type,action,symbol,quantity,amount
    ... 2026-01-05,Joint,taxable,buy,VTI,10,3000
    ... ''')
    >>> [(str(event.action), int(event.quantity)) for event in read_ledger("ledger.csv")]
    [('buy', 10)]
    """
    return parse_ledger(decode(read_file(path, MOST_LEDGER_BYTES, Called("ledger file", str(path), SMALLER))))


def read_good_rows(path: str | Path) -> tuple[list[Event], list[LeftOut]]:
    """Return what `parse_good_rows` does, of a file."""
    return parse_good_rows(decode(read_file(path, MOST_LEDGER_BYTES, Called("ledger file", str(path), SMALLER))))


def parse_ledger(text: str) -> list[Event]:
    """Return the events of a ledger given as text.

    Raises
    ------
    InputError
        As `read_ledger`.
    """
    rows, problems = read_rows(text)
    reader = Reader(problems)
    events = _events(reader, rows)
    if problems:
        problems += share_problems(events, reader.unknown)
        problems = in_order_of_rows(problems)
        if (rest := len(problems) - MAXIMUM_PROBLEMS) > 0:
            problems = [*problems[:MAXIMUM_PROBLEMS], Problem("ledger file", "", f"and {rest} more problems")]
        raise InputError(problems)
    return events


def parse_good_rows(text: str) -> tuple[list[Event], list[LeftOut]]:
    """Return the events of the rows that can be used, and the others with their reasons and their dollars.

    A sale or transfer of shares that only a row left out would have brought is left out, too.

    Raises
    ------
    InputError
        The file is no ledger, or no row of it can be used.
    """
    rows, problems = read_rows(text)
    reader = Reader(problems)
    events = _events(reader, rows)
    while True:
        bad = {row_of(problem) for problem in problems}
        good = [event for event in events if event.row not in bad]
        if not (more := share_problems(good, {})):
            break
        problems += more
    if not good:
        raise InputError(in_order_of_rows(problems)[:MAXIMUM_PROBLEMS])
    written = dict(rows)
    return good, [
        LeftOut(problem, written.get(row_of(problem), {}).get("symbol", "").upper(), _dollars(written, problem))
        for problem in in_order_of_rows(problems)
    ]


def _dollars(written: dict[int, Cells], problem: Problem) -> str:
    return written.get(row_of(problem), {}).get("amount", "")


def _events(reader: Reader, rows: list[tuple[int, Cells]]) -> list[Event]:
    events = [event for number_of_row, cells in rows if (event := _event(reader, number_of_row, cells))]
    events = mark_coins(reader, rows, events)
    known = set(reader.accounts)
    for event in events:
        if event.action is Action.TRANSFER:
            _check_transfer(reader, event, known)
    return events


def _event(reader: Reader, row: int, cells: Cells) -> Event | None:
    """Return a row's event; with problems noted, one good enough to count shares by, or None."""
    reader.row = row
    happened = _day(reader, cells)
    account = _account(reader, cells)
    action = reader.cell(cells, "action", _action)
    symbol = cells["symbol"].upper()
    if not symbol:
        reader.problem("symbol", "", "a symbol is missing here")
    if (currency := cells.get("currency", "").upper()) not in ("", "USD"):
        reader.problem("currency", currency, "a currency other than USD; convert the whole ledger to US dollars first")
    new_for_old = reader.cell(cells, "quantity", _ratio) if action in BY_RATIO else None
    quantity = _quantity(reader, cells, action)
    amount = _amount(reader, cells, action)
    lot_id, sell_lots, method = _lots(reader, cells, action)
    more = details(reader, cells, action, happened)
    if not symbol or (quantity is None and new_for_old is None):
        if action is not Action.SELL:  # shares may have come that nobody can count
            for unknown in {symbol, more.new_symbol or symbol}:
                reader.unknown.setdefault((cells["account"], unknown), happened)
        return None
    if account is None and action not in BY_RATIO:
        return None
    # A row of an unknown action may have brought shares: counted as if it had, later sales are not blamed for it.
    action = action or Action.BUY
    return Event(
        day=happened,
        account=account,
        action=action,
        symbol=symbol,
        quantity=quantity or Decimal(1),
        amount=amount or Decimal(0),
        lot_id=lot_id,
        sell_lots=sell_lots,
        method=method,
        order_group=cells.get("order_group", ""),
        from_account=cells.get("from_account", ""),
        row=row,
        ratio=new_for_old,
        new_symbol=more.new_symbol,
        basis_share=more.basis_share,
        fair_value=more.fair_value,
        acquired=more.acquired,
    )


def _quantity(reader: Reader, cells: Cells, action: Action | None) -> Decimal | None:
    if action is Action.RETURN_OF_CAPITAL:
        return Decimal(1)  # of all shares of the account
    if action in BY_RATIO:
        return None
    return reader.cell(cells, "quantity", positive_number) or magnitude(cells["quantity"])


def _ratio(text: str) -> tuple[int, int]:
    try:
        return ratio(text)
    except CellError as error:
        raise CellError(f"{error}; write the new shares for each share held: 2, 0.25 or 3:2") from None


_WHAT_AMOUNT_IS = {
    Action.RETURN_OF_CAPITAL: "the cash that was paid on all shares of the account",
    Action.INHERIT: "the value of all these shares on the day of death, or on the alternate valuation date",
    Action.GIFT: "the donor's basis of all these shares, plus what a gift tax adds (IRC 1015(d)); ask the donor",
}


def _amount(reader: Reader, cells: Cells, action: Action | None) -> Decimal | None:
    needs = action in (*OPENS_A_LOT, Action.SELL, Action.RETURN_OF_CAPITAL)
    if not needs and not cells["amount"]:
        return Decimal(0)
    if action in _WHAT_AMOUNT_IS and not cells["amount"]:
        reader.problem("amount", "", f"missing: {_WHAT_AMOUNT_IS[action]} [USD]")
        return None
    return reader.cell(cells, "amount", number)


def _action(text: str) -> Action:
    try:
        return Action(text.lower())
    except ValueError:
        raise CellError(f"unknown action; write one of {', '.join(Action)}") from None


def _day(reader: Reader, cells: Cells) -> date:
    text = cells["date"]
    written = date_format(text)
    if written and reader.date_format and written != reader.date_format:
        message = f"mixed date formats: the rows before have {reader.date_format}; write every date that way"
        reader.problem("date", text, message)
    reader.date_format = reader.date_format or written
    reader.last_day = reader.cell(cells, "date", day) or reader.last_day
    return reader.last_day


def _account(reader: Reader, cells: Cells) -> Account | None:
    name = cells["account"]
    if not name:
        pays = cells["action"].lower() == Action.MERGER and bool(cells["amount"])
        if cells["action"].lower() not in BY_RATIO or pays:
            message = "an account is missing here; only a split, a spin-off, a conversion and a merger without cash"
            reader.problem("account", "", f"{message} may leave it empty: they are then in every account")
        return None

    def account_type(text: str) -> AccountType:
        plain = text.lower().replace("(", "").replace(")", "").replace(" ", "_")
        if plain not in ACCOUNT_TYPES:
            raise CellError(f"unknown account type; write one of {', '.join(ACCOUNT_TYPES)}")
        return AccountType(plain)

    def owner(text: str) -> Owner:
        if text.lower() not in ("", *Owner):
            raise CellError(f"unknown owner; write one of {', '.join(Owner)}")
        return Owner(text.lower() or Owner.SELF)

    kind, whose = reader.cell(cells, "account_type", account_type), reader.cell(cells, "owner", owner)
    if kind is None or whose is None:
        return reader.accounts.get(name, (Account(name, AccountType.TAXABLE), 0))[0]
    account, row = reader.accounts.setdefault(name, (Account(name, kind, whose), reader.row))
    if kind is not account.account_type:
        reader.problem("account_type", kind.value, f"account {name} is {account.account_type} in row {row}")
    if whose is not account.owner:
        reader.problem("owner", whose.value, f"account {name} belongs to {account.owner} in row {row}")
    return account


def _lots(
    reader: Reader, cells: Cells, action: Action | None
) -> tuple[str, tuple[tuple[str, Decimal | None], ...], LotMethod | None]:
    """Return the lot a purchase opens, the lots a sale or transfer takes, and its method."""
    lot_id, sell_lots = cells.get("lot_id", ""), cells.get("sell_lots", "")
    if action in (Action.SELL, Action.TRANSFER):
        if not sell_lots and lot_id:
            return "", ((lot_id, None),), None
        if sell_lots.lower() in tuple(LotMethod):
            return "", (), LotMethod(sell_lots.lower())
        return "", reader.cell(cells, "sell_lots", _named_lots) or (), None
    if sell_lots:
        reader.problem("sell_lots", sell_lots, "only a sale or a transfer takes lots; leave it empty here")
    if cells.get("from_account"):
        reader.problem("from_account", cells["from_account"], "only a transfer has this; leave it empty here")
    earlier = reader.lots.setdefault(lot_id, reader.row) if lot_id and action in OPENS_A_LOT else reader.row
    if earlier != reader.row:
        reader.problem("lot_id", lot_id, f"duplicate lot id, first in row {earlier}; give every purchase its own")
        lot_id = ""
    return lot_id, (), None


def _named_lots(text: str) -> tuple[tuple[str, Decimal | None], ...]:
    named: list[tuple[str, Decimal | None]] = []
    for part in text.split(";"):
        if not part.strip():
            continue
        lot_id, colon, shares = part.strip().rpartition(":")
        if not colon:
            lot_id, shares = shares, ""
        if not lot_id.strip():
            raise CellError("write lots and shares like A:10;B:5")
        named.append((lot_id.strip(), positive_number(shares.strip()) if colon else None))
    if len(named) > 1 and any(shares is None for _, shares in named):
        raise CellError("several lots need their shares: write A:10;B:5")
    return tuple(named)


def _check_transfer(reader: Reader, event: Event, known: set[str]) -> None:
    reader.row = event.row
    if not event.from_account:
        reader.problem("from_account", "", "a transfer needs the account it comes from")
    elif event.account is not None and event.from_account in known:
        if message := transfer_problem(reader.accounts[event.from_account][0], event.account):
            reader.problem("from_account", event.from_account, message)
    else:
        reader.problem("from_account", event.from_account, "no row of the ledger names this account as its own")
