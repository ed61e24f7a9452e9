"""The clock of another day, for a suite and every Python that it starts with this folder on PYTHONPATH.

`TEST_CLOCK` says when it begins, as 2027-02-01T12:00 in UTC; it goes on from there. `.ci/run --long` does so. Under the
`faketime` of Debian 12 a timed wait never ends, or, with the monotonic clock left out, `time.sleep` fails and every
thread starts 30 ms late: the shell's commands run under it, a suite does not.
"""

import os
from datetime import UTC, datetime

if begins := os.environ.get("TEST_CLOCK"):
    import time_machine

    time_machine.travel(datetime.fromisoformat(begins).replace(tzinfo=UTC), tick=True).start()
