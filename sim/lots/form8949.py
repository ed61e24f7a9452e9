"""Form 8949 and the open lots in cents: one row for each parcel of a lot that a sale took."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from sim.lots.parcels import Parcel
from sim.lots.records import LedgerResult, SoldPiece
from sim.lots.rounding import cents_by_largest_remainder, dollars
from sim.lots.units import to_decimal


@dataclass(frozen=True, slots=True)
class Form8949Row:
    """One line of Form 8949, in the order of the columns of the shell [USD, shares].

    `basis` is adjusted by earlier washes; `disallowed_loss` is column (g) as a positive number and includes
    `permanent_loss`; `gain` is column (h), after the adjustment; `holding_period_start` is the date from which the term
    counts, earlier than `date_acquired` where days were tacked on. Inherited shares, and those bought over a range of
    days, have a word in place of the date.
    """

    account: str
    lot_id: str
    symbol: str
    quantity: Decimal
    date_acquired: date | str
    date_sold: date
    proceeds: Decimal
    basis: Decimal
    code: str
    disallowed_loss: Decimal
    permanent_loss: Decimal
    gain: Decimal
    term: str
    holding_period_start: date


@dataclass(frozen=True, slots=True)
class OpenLotRow:
    """Shares still held, of one lot in one account with one basis per share and one holding period [USD, shares]."""

    lot_id: str
    account: str
    symbol: str
    quantity: Decimal
    basis: Decimal
    holding_period_start: date


INHERITED = "INHERITED"
VARIOUS = "VARIOUS"
"""Column (b) of inherited property, and of shares bought on several days (Instructions for Form 8949)."""
FORM_8949_COLUMNS = tuple(column.name for column in fields(Form8949Row))
OPEN_LOT_COLUMNS = tuple(column.name for column in fields(OpenLotRow))
# dataclasses.astuple copies every value deeply: three quarters of the command's time on 20,000 trades
form_8949_cells = attrgetter(*FORM_8949_COLUMNS)
open_lot_cells = attrgetter(*OPEN_LOT_COLUMNS)


def form_8949_rows(result: LedgerResult) -> list[Form8949Row]:
    """Return the lines of Form 8949 in order of sale; cents of one sale add up to the sale by largest remainder.

    A parcel of which only some shares are washed stays one line: code W, the disallowed part in column (g), the rest of
    the loss in column (h), as the form's instructions have it.

    Parameters
    ----------
    result : LedgerResult
        Of `run_ledger`.

    Returns
    -------
    list of Form8949Row
        One a parcel of a lot that a sale in a taxable account took [USD, shares].

    See Also
    --------
    schedule_d : What the lines come to by year.

    References
    ----------
    Instructions for Form 8949, columns (d) to (h), code W.

    Examples
    --------
    >>> from pathlib import Path
    >>> from sim.api import form_8949_rows, read_ledger, run_ledger
    >>> _ = Path("ledger.csv").write_text('''date,account,account_type,action,symbol,quantity,amount
    ... 2024-12-01,Joint,taxable,buy,VTI,10,3000
    ... 2026-03-02,Joint,taxable,sell,VTI,10,3400
    ... ''')
    >>> (line,) = form_8949_rows(run_ledger(read_ledger("ledger.csv")))
    >>> line.term, str(line.gain)
    ('long', '400.00')
    """
    rows: list[Form8949Row] = []
    for _, sale in groupby(result.pieces, key=lambda piece: piece.sale):
        rows += _rows_of_sale(list(sale))
    return rows


def _rows_of_sale(pieces: list[SoldPiece]) -> list[Form8949Row]:
    proceeds = cents_by_largest_remainder([piece.proceeds for piece in pieces])
    basis = cents_by_largest_remainder([piece.basis for piece in pieces])
    part_disallowed = cents_by_largest_remainder([piece.disallowed for piece in pieces])
    part_permanent = cents_by_largest_remainder([piece.permanent for piece in pieces])
    rows = []
    for index, piece in enumerate(pieces):
        loss = max(basis[index] - proceeds[index], 0)
        # A wash of the whole loss takes all its cents, so that no cent of gain or loss is left on the line.
        is_whole = piece.disallowed > 0 and piece.disallowed == -piece.gain
        disallowed = loss if is_whole else min(part_disallowed[index], loss)
        is_all_permanent = piece.permanent == piece.disallowed
        permanent = disallowed if is_all_permanent else min(part_permanent[index], disallowed)
        rows.append(
            Form8949Row(
                account=piece.account.name,
                lot_id=piece.acquisition.lot_id,
                symbol=piece.symbol,
                quantity=to_decimal(piece.quantity),
                date_acquired=_date_acquired(piece),
                date_sold=piece.sold,
                proceeds=dollars(proceeds[index]),
                basis=dollars(basis[index]),
                code="W" if disallowed else "",
                disallowed_loss=dollars(disallowed),
                permanent_loss=dollars(permanent),
                gain=dollars(proceeds[index] - basis[index] + disallowed),
                term="long" if piece.is_long_term else "short",
                holding_period_start=piece.holding_period_start,
            )
        )
    return rows


def _date_acquired(piece: SoldPiece) -> date | str:
    if piece.acquisition.is_inherited:
        return INHERITED
    return VARIOUS if piece.acquisition.bought_from else piece.acquired


def open_lot_rows(result: LedgerResult) -> list[OpenLotRow]:
    """Return the shares still held, in order of acquisition; the cents of one lot add up by largest remainder.

    A lot has several rows where it lies in several accounts or where only some of its shares replaced others.
    """
    rows: list[OpenLotRow] = []
    for acquisition in result.book.acquisitions.values():
        runs = list(_equal_runs(acquisition.parcels))
        cents = cents_by_largest_remainder([sum(parcel.basis for parcel in run) for run in runs])
        for run, basis in zip(runs, cents, strict=True):
            rows.append(
                OpenLotRow(
                    lot_id=acquisition.lot_id,
                    account=run[0].account.name,
                    symbol=run[0].symbol,
                    quantity=to_decimal(sum(parcel.quantity for parcel in run)),
                    basis=dollars(basis),
                    holding_period_start=run[0].holding_period_start,
                )
            )
    return rows


def _equal_runs(parcels: Iterable[Parcel]) -> Iterable[list[Parcel]]:
    """Yield neighboring parcels that no reader of the report could tell apart."""

    def seen(parcel: Parcel) -> tuple[str, str, date, Decimal]:
        return (
            parcel.account.name,
            parcel.symbol,
            parcel.holding_period_start,
            to_decimal(parcel.basis_per_share(), 9),
        )

    for _, run in groupby(parcels, key=seen):
        yield list(run)
