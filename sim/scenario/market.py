"""The market the household assumes: which model, and its figures. Each model reads its own part and no other."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model
from sim.scenario.enums import AssetClass


class MarketModel(StrEnum):
    """The models of returns: one line here and one file of the same name in ``sim/market/models``."""

    LOGNORMAL = "lognormal"


class ClassAssumption(Model):
    """What the market model assumes about one asset class."""

    expected_return: Annotated[
        float, Field(gt=-0.5, lt=0.5, allow_inf_nan=False, description="Arithmetic nominal return a year")
    ]
    volatility: Annotated[float, Field(ge=0, lt=1.5, allow_inf_nan=False, description="Standard deviation a year")]


class Market(Model):
    """How returns and inflation come about. Classes that are not named use the defaults in ``data/market.toml``."""

    model: MarketModel = MarketModel.LOGNORMAL
    classes: dict[AssetClass, ClassAssumption] = Field(default_factory=dict)
    inflation: Annotated[float, Field(gt=-0.05, lt=0.2, allow_inf_nan=False, description="Mean inflation a year")] = (
        0.025
    )
    inflation_volatility: Annotated[float, Field(ge=0, lt=0.1, allow_inf_nan=False)] = 0.012
