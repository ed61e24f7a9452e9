"""A chain of wash sales adds days held to days held; it may reach further back than a calendar does."""

from datetime import date

from sim.lots.book import Book
from sim.lots.events import Account
from sim.lots.parcels import Acquisition, Parcel
from sim.scenario.enums import AccountType


def test_days_held_stop_at_the_first_day_of_the_calendar() -> None:
    account, acquired = Account("T", AccountType.TAXABLE), date(1965, 9, 16)
    acquisition = Acquisition(1, acquired, "L1", "VTI", "", account, 2)
    parcel = Parcel(acquisition, account, 1, 100, 0, acquired, 0, 1)
    book = Book()
    book.open(parcel)
    used = book.use_as_replacement(parcel, 1, 50, days_held=720_000)
    assert used.holding_period_start == date(1, 1, 1)
