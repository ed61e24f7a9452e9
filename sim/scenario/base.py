"""What every scenario model shares: frozen, closed to unknown fields, no NaN and no infinity."""

from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sim.scenario.days import EARLIEST, LATEST

Money = Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False)]
"""Nominal USD, not negative."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A share of one: 0.10 is 10%."""

LEAST = 1e-9
"""Smaller ones are no shares, no price and no share of an account that anybody means: arithmetic turns them into 0."""


def _no_dust(value: float | None) -> float | None:
    if value is not None and 0 < value < LEAST:
        raise PydanticCustomError("dust", "Input is too small")
    return value


NoDust = AfterValidator(_no_dust)

Name = Annotated[str, Field(min_length=1, max_length=120)]
Symbol = Annotated[str, Field(min_length=1, max_length=24, pattern=r"^\S(.*\S)?$")]


def _no_count(value: Any) -> Any:
    """Refuse a number: pydantic reads 20260101 as seconds since 1970, which nobody means."""
    is_count = isinstance(value, int | float) or (isinstance(value, str) and value.strip(" +-").isdecimal())
    if is_count:
        raise PydanticCustomError("date_type", "Input should be a valid date")
    return value


def _in_range(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise PydanticCustomError("day_out_of_range", "Input is out of range")
    return day


Day = Annotated[date, BeforeValidator(_no_count), AfterValidator(_in_range)]
"""A day between `EARLIEST` and `LATEST`."""


class Model(BaseModel):
    """A part of a scenario: frozen, closed to unknown fields, text without blanks around it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _no_flag(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse true and false where a number belongs: pydantic reads them as 1 and 0, which nobody means."""
        if (value is True or value is False) and _is_number(cls.model_fields[str(info.field_name)].annotation):
            raise PydanticCustomError("flag_for_number", "Input should be a number")
        return value


def _is_number(annotation: Any) -> bool:
    """Return whether what is annotated so is a number, or a number or nothing."""
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return any(_is_number(part) for part in get_args(annotation))
    return annotation in (int, float)
