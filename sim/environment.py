"""Whole numbers that an operator may set in the environment, with their bounds; `doctor` looks at all of them."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from sim.errors import InputError, Problem


class Setting(NamedTuple):
    """A variable of the environment that holds a whole number; `meaning` ends a sentence that begins with "it is"."""

    name: str
    default: int
    least: int
    most: int
    meaning: str
    unit: str = ""

    def value(self, environ: Mapping[str, str] = os.environ) -> int:
        """Return the number that is set, or the default.

        Raises
        ------
        InputError
            The variable holds no such number.
        """
        given = environ.get(self.name, "").strip()
        if not given:
            return self.default
        if given.isascii() and given.isdecimal() and len(given) < 10 and self.least <= int(given) <= self.most:
            return int(given)
        fix = f"This must be a whole number{self.unit} from {self.least} to {self.most:,}; it is {self.meaning}."
        raise InputError([Problem(self.name, given, fix)])


RUN_MEMORY = Setting("ROLLOVER_SIM_RUN_MEMORY_MB", 1_000, 16, 10_000_000, "how much memory a run may take", " of MB")
RUNS_AT_ONCE = Setting("ROLLOVER_SIM_RUNS_AT_ONCE", 2, 1, 64, "how many runs the server does at once")
SETTINGS = (RUN_MEMORY, RUNS_AT_ONCE)
