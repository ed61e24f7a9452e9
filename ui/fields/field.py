"""What a field of the scenario is on a page: label, kind of widget, and help in three sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    USD = "usd"
    NUMBER = "number"
    PERCENT = "percent"  # a share of one in the document, a percentage on the page
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    ACCOUNT = "account"  # an account's id, shown by its name
    SYMBOL = "symbol"
    LOCALITY = "locality"  # a county or city of the household's state


@dataclass(frozen=True)
class Field:
    label: str
    kind: Kind
    what: str
    why: str
    where: str
    choices: Mapping[str, str] = field(default_factory=dict)
    may_be_empty: bool = False
    digits: int = 2

    @property
    def help(self) -> str:
        """The three sentences as Markdown; dollar signs are escaped, for two of them would begin a formula."""
        text = f"{self.what}\n\n**Why it matters:** {self.why}\n\n**Where to find it:** {self.where}"
        return text.replace("$", "\\$")


YOUR_CHOICE = "Your own choice."
DECIDE = "Your own decision, or the adviser's proposal."
STATEMENT = "Brokerage statement"
