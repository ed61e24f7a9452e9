"""What every scenario model shares: frozen, closed to unknown fields, no NaN and no infinity."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Money = Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False)]
"""Nominal USD, not negative."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A share of one: 0.10 is 10 %."""

Name = Annotated[str, Field(min_length=1, max_length=120)]
Symbol = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^\S(.*\S)?$")]


class Model(BaseModel):
    """A part of a scenario: frozen, closed to unknown fields, text without blanks around it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
