"""The wash-sale calendar as an iCalendar file with reminders (RFC 5545)."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from sim.planner.to_do import ToDo, ToDoKind
from sim.planner.wash_calendar import BuyMark, KeyDate, SaleWindow, WashCalendar

REMIND_BEFORE = timedelta(days=1)
OF_THEIR_OWN = (ToDoKind.STOP_PURCHASE, ToDoKind.CONVERT, ToDoKind.LOOK_AGAIN)
PRODUCT = "-//rollover-sim//wash-sale calendar//EN"


def calendar_bytes(calendar: WashCalendar, made_on: date, note: str = "", actions: Iterable[ToDo] = ()) -> bytes:
    """Return the calendar as .ics: all-day entries with reminders; equal calendars and days give equal bytes.

    Parameters
    ----------
    made_on : date
        Day of the export, which RFC 5545 asks of every entry (DTSTAMP).
    note : str
        Where the calendar comes from; readers show it as the calendar's description.
    actions : iterable of ToDo
        What the answer advises; what the calendar itself says (sales, what not to buy, rollovers) is left out of them.
    """
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "Wash-sale calendar")
    if note:
        file.add("x-wr-caldesc", note)
    for entry in _entries(calendar, made_on):
        file.add_component(entry)
    for action in actions:
        if action.kind in OF_THEIR_OWN:
            file.add_component(_entry(action.what, action.why, action.first, action.last, made_on))
    content: bytes = file.to_ical()
    return content


def _entries(calendar: WashCalendar, made_on: date) -> Iterable[Event]:
    for window in calendar.windows:
        yield from _window_entries(window, made_on)
    for mark in calendar.marks:
        if mark.deferred > 0 or mark.destroyed > 0:
            yield _mark_entry(mark, made_on)
    for key in calendar.key_dates:
        yield _entry(f"{key.label}: {_short(key)}", key.note, key.day, key.day, made_on)


def _short(key: KeyDate) -> str:
    return key.note.split(";", maxsplit=1)[0]


def _window_entries(window: SaleWindow, made_on: date) -> Iterable[Event]:
    names = ", ".join(window.symbols)
    yield _entry(
        f"Sell {window.security} at a loss in {window.account}",
        f"Planned loss ${window.loss:,.2f}, of which deferred ${window.deferred:,.2f} and lost for good "
        f"${window.permanent:,.2f} with the purchases known today.",
        window.sold,
        window.sold,
        made_on,
    )
    until = window.safe_to_buy_from
    yield _entry(
        f"Do not buy {names} in any account before {until:%B} {until.day}, {until.year}",
        f"Buying it from {window.first} to {window.last} in any account of the household, including an IRA, a plan or "
        "the spouse's accounts, makes the loss a wash sale. Turn off reinvested dividends and automatic purchases of "
        "it. In an IRA the loss is lost for good (IRC 1091; Rev. Rul. 2008-5).",
        window.first,
        window.last,
        made_on,
    )
    yield _entry(
        f"{names} may be bought again in any account",
        f"The 30 days after the sale of {window.sold} in {window.account} are over.",
        until,
        until,
        made_on,
    )


def _mark_entry(mark: BuyMark, made_on: date) -> Event:
    fate = "destroys" if mark.is_harmful else "defers"
    note = (
        f"{mark.kind}: about {mark.quantity:,.4g} shares in {mark.account}. Lost for good: ${mark.destroyed:,.2f}, "
        f"deferred ${mark.deferred:,.2f}. Stop or move this purchase, or sell on another day."
    )
    return _entry(f"This purchase of {mark.symbol} {fate} a loss", note, mark.day, mark.day, made_on)


def _entry(summary: str, note: str, first: date, last: date, made_on: date) -> Event:
    entry = Event()
    digest = hashlib.sha256(f"{summary}|{first}|{last}|{note}".encode()).hexdigest()[:32]
    entry.add("uid", f"{digest}@rollover-sim")
    entry.add("dtstamp", datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
    entry.add("summary", summary)
    entry.add("description", note)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))  # the end of an all-day entry is the day after (RFC 5545, 3.6.1)
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -REMIND_BEFORE)
    entry.add_component(alarm)
    return entry
