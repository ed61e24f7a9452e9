"""The saved plans of this computer, one household each."""

import json
from collections import Counter
from collections.abc import Iterator

from sim.book.clients.client import Client, Clients
from sim.errors import InputError, Problem
from sim.store.database import open_database
from sim.store.faults import StoreUnavailable
from sim.store.plans import PlanStore
from sim.store.rows import PlanHead

MOST_SAVED = 100_000
SAVED = "saved"
"""The word that stands for the saved plans where a folder or a file is named."""


def saved_plans() -> Clients:
    """Return the saved plans, in the order of their names.

    Raises
    ------
    InputError
        The database cannot be opened, or holds no plan.
    """
    try:
        store = PlanStore(open_database())
        heads = sorted(store.plans(MOST_SAVED), key=lambda head: (head.name, head.id))
    except StoreUnavailable as error:
        raise InputError([Problem("CLIENTS", SAVED, f"The saved plans cannot be read: {error}")]) from None
    if not heads:
        raise InputError([Problem("CLIENTS", SAVED, "There are no saved plans; name a folder or a table.")])
    return Clients(len(heads), lambda: _read(store, heads))


def _read(store: PlanStore, heads: list[PlanHead]) -> Iterator[Client]:
    seen: Counter[str] = Counter()
    for head in heads:
        seen[head.name] += 1
        name = head.name if seen[head.name] == 1 else f"{head.name} ({seen[head.name]})"
        place = f"saved plan “{head.name}”"
        try:
            plan = store.get(head.id)
        except StoreUnavailable as error:
            yield Client(name, place, problems=(Problem("", "", str(error)),))
            continue
        if plan is None:
            yield Client(name, place, problems=(Problem("", "", "It was deleted meanwhile."),))
        else:
            yield Client(name, place, json.dumps(plan.document, sort_keys=True))
