"""Shares of which only the first and the last day of purchase are known, as a fund's average cost comes without dates.

They are one lot while it does not matter when each was bought; where it does, the sale is refused with the purchases
that must be listed.
"""

from collections.abc import Iterable
from datetime import date

from sim.lots.identity import IdentityGroups
from sim.lots.parcels import Acquisition, Parcel
from sim.lots.records import SoldPiece
from sim.lots.selection import NotHeldError
from sim.lots.terms import is_long_term
from sim.statute import wash_sale_window


class DateRanges:
    """The lots of a ledger that were bought over a range of days, and what they leave open."""

    def __init__(self, groups: IdentityGroups) -> None:
        self._groups = groups
        self._lots: list[Acquisition] = []

    def check_terms(self, parcels: Iterable[Parcel], sold: date) -> None:
        """Refuse to sell a lot of which a part is long-term and a part is not (IRC 1222).

        Raises
        ------
        NotHeldError
        """
        if not self._lots:
            return
        for parcel in parcels:
            lot = parcel.acquisition
            if lot.bought_from and is_long_term(lot.bought_from, sold) and not is_long_term(lot.acquired, sold):
                message = (
                    f"{_range(lot)}: on this day some of its shares are long-term and some are not; list the purchases "
                    "of the year before the sale as rows of their own"
                )
                raise NotHeldError("date", sold.isoformat(), message)

    def check_losses(self, losses: Iterable[SoldPiece]) -> None:
        """Refuse a loss whose 61 days reach into a lot's range: nobody knows how many shares were bought in them.

        Raises
        ------
        NotHeldError
        """
        if not self._lots:
            return
        for piece in losses:
            for lot in self._lots:
                self._check(piece, lot, "date", piece.sold.isoformat())

    def opened(self, lot: Acquisition, losses: Iterable[SoldPiece]) -> None:
        """Note a lot; refuse it where its range reaches into the 61 days of a loss that came before.

        Raises
        ------
        NotHeldError
        """
        if lot.bought_from is None:
            return
        self._lots.append(lot)
        for piece in losses:
            self._check(piece, lot, "acquired", lot.bought_from.isoformat())

    def _check(self, piece: SoldPiece, lot: Acquisition, column: str, value: str) -> None:
        length = wash_sale_window(piece.sold)
        first, last = piece.sold - length, piece.sold + length
        is_near = lot.bought_from is not None and lot.bought_from <= last and lot.acquired >= first
        if lot.is_property or not is_near or not self._groups.are_identical(lot.symbol, piece.symbol):
            return
        message = (
            f"{_range(lot)}: a purchase from {first} to {last} makes the loss of {piece.sold} a wash sale; end the "
            f"range before {first} or begin it after {last}, and list the purchases between as rows of their own"
        )
        raise NotHeldError(column, value, message)


def _range(lot: Acquisition) -> str:
    return f"lot {lot.lot_id} was bought from {lot.bought_from} to {lot.acquired}"
