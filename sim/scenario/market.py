"""The market the household assumes: which model, and its figures. Each model reads its own part and no other."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.document.sizes import MOST_CORRELATIONS, MOST_PERIODS
from sim.scenario.base import Model, Name
from sim.scenario.drawn.bond_yields import BondYields
from sim.scenario.drawn.months import Regimes, StudentT
from sim.scenario.enums import AssetClass

FEWEST_MONTHS, FEWEST_YEARS = 24, 10
"""A shorter record of one's own says too little: 24 months to fit, ten whole years otherwise."""

RETURN_NAMES = (*(str(asset_class) for asset_class in AssetClass), "inflation")
"""What has returns, in the order of every array of them: the asset classes, then inflation."""


class MarketModel(StrEnum):
    """The models of returns: one line here and one file of the same name in ``sim/market/models``."""

    LOGNORMAL = "lognormal"
    STUDENT_T = "student_t"
    REGIMES = "regimes"
    BOOTSTRAP = "bootstrap"
    REPLAY = "replay"
    STRESS = "stress"
    OWN = "own"


class Series(StrEnum):
    """A column of the yearly record since 1928 (``data/us_annual_returns.csv``)."""

    US_STOCKS = "us_stocks"
    BAA_CORPORATE_BONDS = "baa_corporate_bonds"
    REAL_ESTATE = "real_estate"
    TREASURY_BILLS = "treasury_bills"
    TREASURY_NOTES_10Y = "treasury_notes_10y"


class Episode(StrEnum):
    """A stretch of months that a stress script repeats."""

    YEARS_1973_1974 = "1973-1974"
    YEARS_2000_2002 = "2000-2002"
    YEARS_2007_2009 = "2007-2009"
    SPRING_2020 = "2020"
    YEAR_2022 = "2022"
    FALL_AND_RECOVERY = "fall_and_recovery"


class Placement(StrEnum):
    """When a stress script begins."""

    START = "start"
    BEFORE_ROLLOVER = "before_rollover"
    AFTER_ROLLOVER = "after_rollover"


class ReturnsAre(StrEnum):
    """How expected returns of classes are quoted: the mean of single years, or growth compounded over many."""

    ARITHMETIC = "arithmetic"
    COMPOUND = "compound"


class ClassAssumption(Model):
    """What the market model assumes about one asset class."""

    expected_return: Annotated[
        float,
        Field(gt=-0.5, lt=0.5, allow_inf_nan=False, description="Nominal return a year; Market.returns_are says which"),
    ]
    volatility: Annotated[float, Field(ge=0, lt=1.5, allow_inf_nan=False, description="Standard deviation a year")]


class Correlation(Model):
    """One pair's correlation of log returns, in place of the default."""

    first: AssetClass | Literal["inflation"]
    second: AssetClass | Literal["inflation"]
    value: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, description="Correlation, -1 to 1")]


class History(Model):
    """The yearly record of the United States since 1928: resampled in blocks, or replayed from every start year."""

    block_years: Annotated[int, Field(ge=1, le=20, description="Years that stay together when resampled")] = 5
    first_start: Annotated[int | None, Field(ge=1928, le=2200, description="First start year to replay")] = None
    last_start: Annotated[int | None, Field(ge=1928, le=2200, description="Last start year to replay")] = None
    wraps: Annotated[bool, Field(description="Replay late start years too, going on with 1928 after the last?")] = False
    series: Annotated[
        dict[AssetClass, Series],
        Field(description="Classes that follow a column of the record in addition to US stocks, US bonds and cash"),
    ] = Field(default_factory=dict)


class Stress(Model):
    """A script of what happened once, then lognormal returns."""

    episode: Episode = Episode.YEARS_2007_2009
    placement: Placement = Placement.START
    fall: Annotated[float, Field(ge=0.01, le=0.9, allow_inf_nan=False, description="Fall and recovery: loss")] = 0.30
    fall_months: Annotated[int, Field(ge=1, le=60)] = 3
    recovery_months: Annotated[int, Field(ge=1, le=120)] = 9


class OwnReturns(Model):
    """The user's own record: one share of return a period for each class in it, and inflation where it is known."""

    name: Name = "Own returns"
    period: Literal["monthly", "annual"]
    first_year: Annotated[int, Field(ge=1800, le=2200)]
    first_month: Annotated[int, Field(ge=1, le=12)] = 1
    returns: dict[
        AssetClass | Literal["inflation"],
        Annotated[tuple[Annotated[float, Field(gt=-1, lt=10, strict=True)], ...], Field(max_length=MOST_PERIODS)],
    ]
    use: Literal["fit", "bootstrap"] = "bootstrap"

    @model_validator(mode="after")
    def _columns_are_whole(self) -> Self:
        lengths = {len(column) for column in self.returns.values()}
        if not set(self.returns) - {"inflation"}:
            raise ValueError("The record holds no asset class; add a column such as us_stock.")
        if len(lengths) > 1:
            raise ValueError("The columns differ in length; give each column one figure per period.")
        fewest = FEWEST_MONTHS if self.period == "monthly" else FEWEST_YEARS
        if lengths and min(lengths) < fewest:
            what = "months" if self.period == "monthly" else "years"
            raise ValueError(f"Too short: {min(lengths)} {what}; at least {fewest} are needed. Add earlier periods.")
        return self


class Market(Model):
    """How returns and inflation come about. Classes that are not named use the defaults in ``data/market.toml``."""

    model: MarketModel = MarketModel.LOGNORMAL
    classes: dict[AssetClass, ClassAssumption] = Field(default_factory=dict)
    returns_are: Annotated[ReturnsAre, Field(description="How the expected returns in `classes` are quoted")] = (
        ReturnsAre.ARITHMETIC
    )
    correlations: Annotated[tuple[Correlation, ...], Field(max_length=MOST_CORRELATIONS)] = ()
    inflation: Annotated[float, Field(gt=-0.05, lt=0.2, allow_inf_nan=False, description="Mean inflation a year")] = (
        0.025
    )
    inflation_volatility: Annotated[float, Field(ge=0, lt=0.1, allow_inf_nan=False)] = 0.034
    inflation_persistence: Annotated[
        float,
        Field(ge=0, le=0.95, allow_inf_nan=False, description="Correlation of one year's inflation with the next"),
    ] = 0.62
    bonds: BondYields = BondYields()
    student_t: StudentT = StudentT()
    regimes: Regimes = Regimes()
    history: History = History()
    stress: Stress = Stress()
    own: OwnReturns | None = None
