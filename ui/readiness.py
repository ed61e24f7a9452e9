"""What this process lacks before it can serve people: the compiled simulator, the database of saved plans."""

from __future__ import annotations

from sim.api.store import StoreUnavailable
from ui.core import running, store


def what_lacks() -> str:
    """Return what is not there yet, in words for whoever runs the server; "" where all is. Begins the compilation."""
    if running.warm_up().is_alive():
        return "The simulator is being loaded or compiled."
    try:
        store.connections().engine().connect().close()
    except StoreUnavailable as error:
        return " ".join(problem.message for problem in error.problems)
    except Exception:  # a driver's words may hold a password
        return "The database of saved plans does not answer."
    return ""
