"""What shows on a terminal how far a command has come."""

import sys
from collections.abc import Callable


def progress(what: str = "Simulating") -> Callable[[float], None] | None:
    """Return what shows the share done on a terminal; None elsewhere, so that logs stay short."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(share: float) -> None:
        end = "\n" if share >= 1 else ""
        print(f"\r{what}: {share:4.0%}", end=end, file=sys.stderr, flush=True)

    return show
