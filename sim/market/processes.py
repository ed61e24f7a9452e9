"""One path of whichever process the model's tables ask for."""

from sim.jit import kernel
from sim.market import lognormal
from sim.market.lognormal import fill_lognormal_path


def room_rows(n_classes: int) -> int:
    """Return how many rows of work space (n_rows, n_steps) a path of any process needs."""
    return lognormal.room_rows(n_classes)


@kernel
def fill_path(tables, days, dt, path, growth, price_level, room):  # type: ignore[no-untyped-def]
    """Fill `growth` (n_steps, n_classes) with gross total returns and `price_level` (n_steps,) with consumer prices.

    `days` and `dt` are the calendar's; `room` (n_rows, n_steps) is work space, see `room_rows`. Prices are 1 at the
    start. A path depends on the tables and its number alone: not on the paths, strategies or threads beside it.
    """
    fill_lognormal_path(tables.base, days, dt, path, growth, price_level, room)
