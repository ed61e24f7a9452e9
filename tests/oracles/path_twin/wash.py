"""The wash-sale rule over open lots and sheltered purchases: every question is a scan of a list."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from tests.oracles.path_twin.records import DUST_USD, ROUNDING, Line, Lot, ShelteredPurchase, SoldPiece, YearItems

WINDOW = timedelta(days=30)
MOST_LOTS = 128


def is_long_term(held_from: date, sold: date) -> bool:
    """Held more than one year, counted from the day after `held_from` (IRC 1222; Rev. Rul. 66-7)."""
    begins = held_from + timedelta(days=1)
    if (begins.month, begins.day) == (2, 29):
        return sold >= date(begins.year + 1, 3, 1)
    return sold >= begins.replace(year=begins.year + 1)


class WashBook:
    """Purchases, losses that wait, and the order in which things happened."""

    def __init__(self, lines: list[Line], years: dict[int, YearItems], n_before: int) -> None:
        self.lines = lines
        self.years = years
        self.order = count(n_before)
        self.sheltered: list[ShelteredPurchase] = []
        self.waiting: list[SoldPiece] = []
        self.last_loss_sale: dict[str, date] = {}
        self.n_merges = 0
        self.washed: list[tuple[date, bool, float]] = []
        self.has_rule = True

    def had_loss_sale(self, group: str, today: date) -> bool:
        """Whether shares of the group were sold at a loss in the last 30 days, today included."""
        last = self.last_loss_sale.get(group)
        return last is not None and today - last <= WINDOW

    def long_term_whenever_sold(self, gain: float, year: int) -> float:
        """Book net unrealized appreciation, which knows no holding period; return it."""
        self.years[year].long_term += gain
        self.years[year].nua += gain
        self.years[year].gains += gain
        return gain

    def sold(self, piece: SoldPiece) -> None:
        """Book a sold piece: its gain counts in its year; a loss looks for a replacement and then waits."""
        year = self.years[piece.year]
        if piece.is_long:
            year.long_term += piece.gain
        else:
            year.short_term += piece.gain
        if piece.gain >= 0:
            year.gains += piece.gain
        else:
            year.allowed_losses -= piece.gain
        if piece.gain >= -DUST_USD or not self.has_rule:
            return
        self.last_loss_sale[piece.group] = piece.sold
        piece.waiting_shares, piece.waiting_loss = piece.shares, -piece.gain
        for candidate in self._candidates(piece):
            if piece.waiting_shares <= ROUNDING * piece.shares:
                return
            shares = min(piece.waiting_shares, candidate.shares)
            ratio = candidate.line.ratio(candidate.side) if isinstance(candidate, Lot) else 1.0
            self._match(piece, candidate, ROUNDING * shares / ratio)
        if piece.waiting_shares > ROUNDING * piece.shares:
            self.waiting.append(piece)

    def bought_lot(self, lot: Lot) -> None:
        """Match a new taxable lot with losses of the 30 days before, earliest sale first, and put it in its line."""
        self._forget(lot.acquired)
        dust = ROUNDING * lot.units
        for piece in self.waiting:
            if self._meets(piece, lot.line.group(lot.side), lot.acquired):
                rest = self._match(piece, lot, dust)
                if rest is None:
                    return
                lot = rest
        self.insert(lot, lot.acquired)

    def bought_sheltered(self, purchase: ShelteredPurchase) -> None:
        """Match a purchase inside a sheltered account; what is left can replace later losses."""
        self._forget(purchase.acquired)
        bought = purchase.shares
        for piece in self.waiting:
            if self._meets(piece, purchase.group, purchase.acquired) and purchase.shares > ROUNDING * bought:
                self._match(piece, purchase, 0.0)
        if purchase.shares > ROUNDING * bought:
            self.sheltered.append(purchase)

    def sold_sheltered(self, account_id: str, held: dict[str, float]) -> None:
        """An account has sold, the oldest shares first: what it holds now, by group, is the latest bought."""
        left = dict(held)
        for purchase in sorted(self.sheltered, key=lambda p: (p.acquired, p.purchase), reverse=True):
            if purchase.account_id == account_id:
                purchase.shares = min(purchase.shares, max(0.0, left.get(purchase.group, 0.0)))
                left[purchase.group] = left.get(purchase.group, 0.0) - purchase.shares

    def _forget(self, today: date) -> None:
        """Drop what is more than 30 days old; it can meet nothing any more."""
        self.waiting = [piece for piece in self.waiting if today - piece.sold <= WINDOW]
        self.sheltered = [purchase for purchase in self.sheltered if today - purchase.acquired <= WINDOW]

    @staticmethod
    def _meets(piece: SoldPiece, group: str, bought: date) -> bool:
        return piece.group == group and piece.waiting_shares > 0 and bought - piece.sold <= WINDOW

    def _candidates(self, piece: SoldPiece) -> list[Lot | ShelteredPurchase]:
        found: list[Lot | ShelteredPurchase] = []
        for line in self.lines:
            found += [lot for lot in line.lots if not lot.is_used and line.group(lot.side) == piece.group]
        found += [purchase for purchase in self.sheltered if purchase.group == piece.group and purchase.shares > 0]
        found = [c for c in found if piece.sold - c.acquired <= WINDOW and c.purchase != piece.lot_purchase]
        return sorted(found, key=lambda c: (c.acquired, c.purchase))

    def _match(self, piece: SoldPiece, candidate: Lot | ShelteredPurchase, dust: float) -> Lot | None:
        """Wash sold shares with the candidate's; return what is left of a lot, None where it is no more than `dust`."""
        shares = min(piece.waiting_shares, candidate.shares)
        loss = piece.waiting_loss * shares / piece.waiting_shares
        piece.waiting_shares -= shares
        piece.waiting_loss -= loss
        if piece.waiting_shares <= ROUNDING * shares:
            piece.waiting_shares = piece.waiting_loss = 0.0
        self.washed.append((piece.sold, isinstance(candidate, ShelteredPurchase), loss))
        year = self.years[piece.year]
        year.allowed_losses -= loss
        if piece.is_long:
            year.long_term += loss
        else:
            year.short_term += loss
        if isinstance(candidate, ShelteredPurchase):
            candidate.shares -= shares
            if candidate.shares <= ROUNDING * shares:
                candidate.shares = 0.0
            year.add("wash_permanent", loss)
            return None
        year.add("wash_deferred", loss)
        line = candidate.line
        used, rest = split_lot(candidate, shares / line.ratio(candidate.side), dust)
        used.is_used = True
        used.basis += loss
        used.held_from -= piece.sold - piece.held_from
        if candidate in line.lots:  # held before: it leaves its place, and its parts find theirs
            line.lots.remove(candidate)
            if rest:
                line.insert(rest)
        self.insert(used, max(candidate.acquired, piece.sold))
        return rest

    def insert(self, lot: Lot, today: date) -> None:
        """Put a lot in its line; two old ones are merged where the line is full."""
        if len(lot.line.lots) == MOST_LOTS:
            self.merge(lot.line, today)
        lot.line.insert(lot)

    def merge(self, line: Line, today: date) -> None:
        """Merge the two cheapest lots of one side among old ones, else among those that replace nothing, else any."""
        may_be = [lot for lot in line.lots if lot.nua is None and lot.gain_basis is None]
        spent = [lot for lot in may_be if lot.is_used or today - lot.acquired > WINDOW]
        old = [lot for lot in spent if (today - lot.held_from).days > 366 and today - lot.acquired > WINDOW]
        pairs = (_first_two_of_one_side(lots) for lots in (old, spent, may_be))
        keep, lot = next(pair for pair in pairs if pair)
        keep.units += lot.units
        keep.basis += lot.basis
        keep.acquired = max(keep.acquired, lot.acquired)
        keep.held_from = max(keep.held_from, lot.held_from)
        keep.purchase = max(keep.purchase, lot.purchase)
        keep.is_used = keep.is_used or lot.is_used
        line.lots.remove(lot)
        line.lots.remove(keep)
        line.insert(keep)
        self.n_merges += 1


def _first_two_of_one_side(lots: list[Lot]) -> tuple[Lot, Lot] | None:
    seen: dict[int, Lot] = {}
    for lot in lots:
        if lot.side in seen:
            return seen[lot.side], lot
        seen[lot.side] = lot
    return None


def split_lot(lot: Lot, units: float, dust: float) -> tuple[Lot, Lot | None]:
    """Return (a lot of `units`, what is left or None); what is left is the same object as before."""
    if units >= lot.units - dust:
        return lot, None
    basis = lot.basis * units / lot.units
    front = replace(lot, units=units, basis=basis)
    lot.units -= units
    lot.basis -= basis
    return front, lot
