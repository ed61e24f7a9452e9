"""How a study of many runs says how far it is, and is asked to stop."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Gets the share done, 0 to 1."""
Stop = Callable[[], bool]
"""Says whether to stop."""


def part_of(on_progress: Progress | None, done: int, parts: int, size: int = 1) -> Progress:
    """Return what reports the progress of the next `size` of several equal parts as a share of them all."""
    return lambda share: None if on_progress is None else on_progress((done + size * share) / parts)
