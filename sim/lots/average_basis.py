"""Average basis of fund shares: every share of an account gets the same basis, whatever it cost."""

from datetime import date

from sim.lots.book import Book
from sim.lots.parcels import Parcel
from sim.lots.units import part_of
from sim.statute import counted


def average_basis(book: Book, account: str, symbol: str) -> None:
    """Give all shares of a fund in an account their average basis. Modifies the parcels.

    Holding periods stay, and the first acquired are taken first. Shares bought before 2012 are averaged apart from
    later ones. A gift worth less than the donor's basis is left out. The basis stays what it is after a change to
    another method.

    Simplification: the election that treats older and later shares as one account (IRC 1012(c)(2)(B)) is left out.

    References
    ----------
    IRC 1012(c), (d); Reg. 1.1012-1(e)(7)(i) (all shares of the account), (ii) (first acquired first), (iv) (wash sales
    come first), (8) (gifts), (9)(iv) (change of method), (10) (by account, covered shares apart).
    """
    by_age: dict[bool, list[Parcel]] = {}
    for parcel in book.position(account, symbol):
        if parcel.loss_basis is None:
            by_age.setdefault(is_covered(parcel.acquisition.acquired), []).append(parcel)
    for parcels in by_age.values():
        _spread(parcels)
    book.forget_cost_order(account, symbol)


def is_covered(bought: date) -> bool:
    """Return whether fund shares bought on a day are covered: their broker reports their basis."""
    return bought.year >= counted("fund_shares_covered_from", bought.year)


def _spread(parcels: list[Parcel]) -> None:
    basis = sum(parcel.basis for parcel in parcels)
    adjustment = sum(parcel.adjustment for parcel in parcels)
    shares = sum(parcel.quantity for parcel in parcels)
    for parcel in parcels:
        mine, added = part_of(basis, parcel.quantity, shares), part_of(adjustment, parcel.quantity, shares)
        basis, adjustment, shares = basis - mine, adjustment - added, shares - parcel.quantity
        parcel.set_basis(mine, added, None)
