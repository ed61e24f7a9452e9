"""Whether every sale and transfer finds its shares, also in a ledger whose other cells are still wrong."""

from sim.errors import Problem
from sim.lots.events import Action, Event, WashPolicy
from sim.lots.ledger import Ledger, in_order
from sim.lots.selection import NotHeldError


def share_problems(events: list[Event], unknown: set[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each event that asks for shares that are not there.

    Parameters
    ----------
    events : list of Event
        Also those of rows with other problems, as far as their shares can be read.
    unknown : set of (account, symbol)
        Where rows could not be counted: nothing is said about these, it could be wrong.
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
            if not {(source, event.symbol), (source, "")} & unknown:
                problems.append(Problem(f"row {event.row}, column {error.column}", error.value, error.message))
            elif event.account is not None:
                unknown.add((event.account.name, event.symbol))
    return problems
