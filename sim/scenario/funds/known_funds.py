"""Funds that households hold: what each tracks, which are substantially identical, and what can replace them.

References
----------
IRC 1091(a); Reg. 1.1091-1; Pub. 550, Wash Sales ("Substantially identical"): facts and circumstances decide. No ruling
says whether two funds of different firms on one index are identical, so that reading is a switch.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from sim.errors import InputError, Problem
from sim.scenario.base import Model, Share, Symbol
from sim.scenario.enums import AssetClass


class IdentityReading(StrEnum):
    """Which funds count as substantially identical."""

    SAME_FUND = "same_fund"
    SAME_INDEX = "same_index"


@dataclass(frozen=True)
class Fund:
    """One fund of the list; the figures are approximate, as of the list's day.

    index_group : name of the index's group; the identity group in the reading `same_index`
    portfolio : share classes of one fund share it; the identity group in the reading `same_fund`
    replacement : symbol on another index in the same asset class, None where there is nothing to harvest
    reason : why the replacement is not identical, or why there is none
    dividend_yield : distributions a year as a share of price
    qualified_share : share of distributions that are qualified dividends
    expense_ratio : yearly cost as a share of value
    treasury_share ... long_gain_rate : as of a `Security`
    mix : the parts of a fund of several asset classes, empty for all others
    """

    symbol: str
    name: str
    index: str
    asset_class: AssetClass
    index_group: str
    portfolio: str
    replacement: str | None
    reason: str
    dividend_yield: float
    qualified_share: float
    expense_ratio: float
    mix: dict[AssetClass, float]
    treasury_share: float = 0.0
    treasury_assets: float | None = None
    exempt_share: float = 0.0
    declares_daily: bool = False
    reit_share: float = 0.0
    foreign_share: float = 0.0
    foreign_tax_share: float = 0.0
    short_gain_rate: float = 0.0
    long_gain_rate: float = 0.0

    def identity_group(self, reading: IdentityReading = IdentityReading.SAME_INDEX) -> str:
        """The group whose funds are substantially identical to this one in `reading`."""
        return self.index_group if reading is IdentityReading.SAME_INDEX else self.portfolio


OF_A_GROUP = (
    "treasury_share",
    "treasury_assets",
    "exempt_share",
    "declares_daily",
    "reit_share",
    "foreign_share",
    "foreign_tax_share",
    "short_gain_rate",
    "long_gain_rate",
)
FIGURES_OF_A_FUND = ("dividend_yield", "qualified_share", "expense_ratio", *OF_A_GROUP)
"""What a security takes over from a fund of the list."""


@dataclass(frozen=True)
class FundList:
    """All funds by symbol, the day of their figures and where those come from."""

    as_of: date
    sources: tuple[str, ...]
    funds: dict[str, Fund]

    def find(self, symbol: str) -> Fund | None:
        """The fund of this symbol, None where the list does not know it."""
        return self.funds.get(symbol.strip().upper())

    def are_identical(self, one: str, other: str, reading: IdentityReading = IdentityReading.SAME_INDEX) -> bool:
        """True where two symbols are substantially identical in `reading`; unknown symbols only to themselves."""
        first, second = self.find(one), self.find(other)
        if first is None or second is None:
            return one.strip().upper() == other.strip().upper()
        return first.identity_group(reading) == second.identity_group(reading)


class _FundRow(Model):
    symbol: Symbol
    name: Annotated[str, Field(min_length=1)]
    expense_ratio: Annotated[float, Field(ge=0, le=0.05, allow_inf_nan=False)]
    portfolio: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None = None


class _Group(Model):
    index: Annotated[str, Field(min_length=1)]
    asset_class: AssetClass
    dividend_yield: Annotated[float, Field(ge=0, le=0.25, allow_inf_nan=False)]
    qualified_share: Share
    treasury_share: Share = 0.0
    treasury_assets: Share | None = None
    exempt_share: Share = 0.0
    declares_daily: bool = False
    reit_share: Share = 0.0
    foreign_share: Share = 0.0
    foreign_tax_share: Annotated[float, Field(ge=0, le=0.25, allow_inf_nan=False)] = 0.0
    short_gain_rate: Annotated[float, Field(ge=0, le=0.25, allow_inf_nan=False)] = 0.0
    long_gain_rate: Annotated[float, Field(ge=0, le=0.25, allow_inf_nan=False)] = 0.0
    replacement: Symbol | None = None
    reason: Annotated[str, Field(min_length=10)]
    mix: Annotated[dict[AssetClass, Share], Field(default_factory=dict)]
    funds: Annotated[tuple[_FundRow, ...], Field(min_length=1)]


class _Document(Model):
    as_of: date
    approximate: bool
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    group: dict[str, _Group]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = [*_symbol_problems(self.group), *_replacement_problems(self.group), *_mix_problems(self.group)]
        if problems:
            raise InputError(problems)
        return self


def _symbol_problems(groups: dict[str, _Group]) -> list[Problem]:
    seen: dict[str, str] = {}
    portfolios: dict[str, str] = {}
    problems = []
    for name, group in groups.items():
        for row in group.funds:
            if row.symbol in seen:
                problems.append(Problem(f"group.{name}", row.symbol, f"is already listed in group {seen[row.symbol]}"))
            seen[row.symbol] = name
            portfolio = row.portfolio or row.symbol
            if portfolios.setdefault(portfolio, name) != name:
                message = f"share classes of one fund belong in one group; this fund is also in {portfolios[portfolio]}"
                problems.append(Problem(f"group.{name}", portfolio, message))
    return problems


def _replacement_problems(groups: dict[str, _Group]) -> list[Problem]:
    home = {row.symbol: name for name, group in groups.items() for row in group.funds}
    problems = []
    for name, group in groups.items():
        place, symbol = f"group.{name}.replacement", group.replacement
        if symbol is None:
            continue
        if symbol not in home:
            problems.append(Problem(place, symbol, "is not a fund of this list; add it"))
        elif home[symbol] == name:
            problems.append(
                Problem(place, symbol, "is in the same identity group, so it would be a wash sale; choose another")
            )
        elif groups[home[symbol]].asset_class != group.asset_class:
            problems.append(Problem(place, symbol, "is in another asset class; the plan's allocation would change"))
    return problems


def _mix_problems(groups: dict[str, _Group]) -> list[Problem]:
    return [
        Problem(f"group.{name}.mix", str(sum(group.mix.values())), "the parts must add up to 1")
        for name, group in groups.items()
        if group.mix and abs(sum(group.mix.values()) - 1) > 1e-9
    ]


def parse_funds(text: str) -> FundList:
    """The list in a TOML text of the form of `funds.toml`.

    Raises
    ------
    InputError
        with every mistake: TOML that does not parse, fields missing or out of range, a symbol twice, a replacement that
        is unknown, identical or in another asset class
    """
    try:
        document = _Document.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError([Problem("funds.toml", "", f"is not valid TOML: {error}")]) from None
    except ValidationError as error:
        raise InputError(
            [Problem(".".join(map(str, one["loc"])), str(one["input"])[:60], one["msg"]) for one in error.errors()]
        ) from None
    funds = {
        row.symbol: _fund(name, group, row)
        for name, group in document.group.items()
        for row in group.funds
    }  # fmt: skip
    return FundList(document.as_of, document.sources, funds)


def _fund(name: str, group: _Group, row: _FundRow) -> Fund:
    return Fund(
        symbol=row.symbol,
        name=row.name,
        index=group.index,
        asset_class=group.asset_class,
        index_group=name,
        portfolio=row.portfolio or row.symbol,
        replacement=group.replacement,
        reason=group.reason,
        dividend_yield=group.dividend_yield,
        qualified_share=group.qualified_share,
        expense_ratio=row.expense_ratio,
        mix=dict(group.mix),
        **{name: getattr(group, name) for name in OF_A_GROUP},
    )


@cache
def known_funds() -> FundList:
    """The list that comes with the package."""
    return parse_funds(files("sim.scenario.funds").joinpath("funds.toml").read_text(encoding="utf-8"))
