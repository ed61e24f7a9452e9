"""For a suite under `faketime`, whose library does not know the clock that `time.sleep` waits by: wait another way.

Put this folder on PYTHONPATH; `.ci/run --long` does.
"""

import select
import time


def sleep(seconds: float) -> None:
    """Wait so many seconds, as `time.sleep` does; raises `ValueError` where they are below zero."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = sleep
