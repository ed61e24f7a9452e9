"""What one check found."""

from typing import NamedTuple

OK, NOTICE, PROBLEM = "ok", "notice", "problem"
"""All is well; nothing stops, but somebody should know; something cannot work."""


class Finding(NamedTuple):
    """One line of the report.

    what : what was looked at
    found : what is there, in words
    level : `OK`, `NOTICE` or `PROBLEM`
    fix : how to change it; empty where nothing is to be changed
    """

    what: str
    found: str
    level: str = OK
    fix: str = ""

    def __str__(self) -> str:
        fix = f"\n{'':26}Fix: {self.fix}" if self.fix else ""
        return f"{self.level:8}{self.what:18}{self.found}{fix}"
