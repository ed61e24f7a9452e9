"""What every part of a report is made of: closed records, and texts and numbers within bounds."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MOST_TEXT, MOST_LONG_TEXT, MOST_POINTS, MOST_NODES, MOST_DEPTH = 4_000, 2**18, 2**15, 2**21, 14
TAG = re.compile(r"<(?!/?(?:b|i|em|strong|sub|sup|extra)>|br ?/?>)")
"""Markup that none of our pictures has: a label could hold a link, say."""


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


Text = Annotated[str, StringConstraints(max_length=MOST_TEXT)]
Word = Annotated[str, StringConstraints(max_length=300)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Number = Annotated[float, Field(ge=-1e30, le=1e30)]
Whole = Annotated[int, Field(ge=-(2**53), le=2**53)]
Share = Annotated[float, Field(ge=0, le=1)]
Cell = Text | bool | Whole | Number | None


class Part(BaseModel):
    """A part of a report: closed to what is not named, exact in its types, no number that is none."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Open(Part):
    """A part that holds more than is read; the rest is plain JSON within bounds."""

    model_config = ConfigDict(extra="allow")
