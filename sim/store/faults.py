"""What a user is told where saved plans can be neither read nor written; the technical text goes to the log."""

import logging

from sqlalchemy.engine import URL

from sim.errors import InputError, Problem

log = logging.getLogger(__name__)


class StoreUnavailable(InputError):
    """Plans can be neither read nor saved now; the message says why and what to do."""

    def __init__(self, message: str, value: str = "") -> None:
        super().__init__([Problem("saved plans", value, message)])


def unavailable(error: Exception, url: URL) -> StoreUnavailable:
    """Return a database's fault in words; the technical text goes to the log, for it may hold what the user typed."""
    log.warning("The database %s: %s", shown(url), error)
    cause = getattr(error, "orig", None) or error
    reason = str(getattr(cause, "strerror", None) or cause).splitlines()[0][:200]
    return StoreUnavailable(f"The database has a problem: {reason}.", shown(url))


def shown(url: URL) -> str:
    """Return the database's address without its password."""
    return url.render_as_string(hide_password=True)
