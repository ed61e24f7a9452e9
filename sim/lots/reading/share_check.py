"""Whether every sale and transfer finds its shares, also in a ledger whose other cells are still wrong."""

from datetime import date

from sim.errors import Problem
from sim.lots.events import Action, Event, WashPolicy
from sim.lots.ledger import Ledger, in_order
from sim.lots.selection import NotHeldError


def share_problems(events: list[Event], unknown: dict[tuple[str, str], date]) -> list[Problem]:
    """Return a problem for each event that asks for shares that are not there.

    Parameters
    ----------
    events : list of Event
        Also those of rows with other problems, as far as their shares can be read.
    unknown : dict of (account, symbol) to date
        Where and since when rows could not be counted: nothing is said about these, it could be wrong. An empty symbol
        is any symbol.
    """
    ledger = Ledger(WashPolicy())
    problems = []
    for event in in_order(events):
        try:
            ledger.apply(event)
        except NotHeldError as error:
            source = (
                event.from_account if event.action is Action.TRANSFER else (event.account.name if event.account else "")
            )
            if not any(unknown.get((source, symbol), date.max) <= event.day for symbol in (event.symbol, "")):
                problems.append(Problem(f"row {event.row}, column {error.column}", error.value, error.message))
            elif event.account is not None:
                unknown.setdefault((event.account.name, event.symbol), event.day)
    return problems
