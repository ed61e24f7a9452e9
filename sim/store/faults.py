"""What a user is told where saved plans can be neither read nor written; the log holds nothing of a household."""

import logging

from sqlalchemy.engine import URL
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sim.errors import InputError, Problem

SILENCE = ("no answer", "timeout", "timed out", "is locked")
"""What a driver says after it has waited."""
log = logging.getLogger(__name__)


class StoreUnavailable(InputError):
    """Plans can be neither read nor saved now; the message says why and what to do.

    `was_silent`: the database did not answer in time, and whoever asks again waits as long again.
    """

    def __init__(self, message: str, value: str = "", was_silent: bool = False) -> None:
        super().__init__([Problem("saved plans", value, message)])
        self.was_silent = was_silent


def unavailable(error: Exception, url: URL) -> StoreUnavailable:
    """Return a database's fault in words, for the user alone: they may hold what the user typed, so the log has none.

    A driver's text names values ("Key (owner)=(ann@example.com) already exists"), and a failed statement's its
    parameters: e-mail address, plan, balances.
    """
    cause = getattr(error, "orig", None) or error
    log.warning("The database %s: %s", shown(url), _technical(error, cause))
    lines = str(getattr(cause, "strerror", None) or cause).splitlines() or [type(cause).__name__]
    reason = lines[0][:200]
    was_silent = isinstance(error, PoolTimeout) or any(word in reason for word in SILENCE)
    return StoreUnavailable(f"The database has a problem: {reason}.", shown(url), was_silent)


def _technical(error: BaseException, cause: BaseException) -> str:
    """Return the kinds of a fault and its code, in which nothing is that a user typed."""
    codes = (getattr(cause, name, None) for name in ("sqlite_errorname", "sqlstate", "strerror"))
    kinds = dict.fromkeys((type(error).__name__, type(cause).__name__))
    return ", ".join([*kinds, *(str(code) for code in codes if code)])


def shown(url: URL) -> str:
    """Return the database's address without its password, and without options: one of them may be a password too."""
    return url.set(query={}).render_as_string(hide_password=True)
