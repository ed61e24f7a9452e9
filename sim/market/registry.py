"""The market models by name: the file of a model is named as the model is in the scenario."""

from importlib import import_module
from typing import Protocol, cast

from sim.market.spread import spread_over
from sim.market.tables import MarketTables, Setting
from sim.scenario.market import MarketModel


class Model(Protocol):
    """What a model's file holds."""

    TITLE: str
    SUMMARY: str

    def build(self, setting: Setting) -> MarketTables: ...


def model_of(name: MarketModel) -> Model:
    """Return the file of a model."""
    return cast(Model, import_module(f"sim.market.models.{name.value}"))


def build_market(setting: Setting) -> MarketTables:
    """Return the tables of the user's market; raises `InputError` where the model cannot be built from its figures."""
    tables = model_of(setting.market.model).build(setting)
    base = tables.base._replace(is_in_pairs=int(setting.is_in_pairs))
    if setting.n_sets > 0 and n_starts(tables) is None:
        base = base._replace(spread=spread_over(setting.days, setting.dt, base.loadings, setting.n_sets))
    return tables._replace(base=base)


def n_starts(tables: MarketTables) -> int | None:
    """Return the number of different paths where a model has only so many, None where it draws them."""
    return tables.years.n_starts or None
