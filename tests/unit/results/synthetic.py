"""Made-up runs with figures known beforehand."""

import json
from typing import Any

import numpy as np

from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS
from sim.engine.run.result import RunResult
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from, scenario_json
from sim.scenario.written.samples import sample_scenario


def scenario_with(names: tuple[str, ...], sample: str = "californian-couple", **changes: Any) -> Scenario:
    """Return a sample whose strategies have these names: the first harvests nothing, the others every month."""
    document = json.loads(scenario_json(sample_scenario(sample)))
    document["strategies"] = [
        {"name": name, "harvest": "monthly" if index else "none"} for index, name in enumerate(names)
    ]
    document["simulation"] = {"n_paths": 10, "seed": 7}
    return scenario_from({**document, **changes})


def made_up_result(
    n_paths: int = 4,
    n_years: int = 3,
    names: tuple[str, ...] = ("No harvesting", "Every month"),
    sample: str = "californian-couple",
    year_share: np.ndarray | None = None,
    inflation: float = 0.0,
    **fields: np.ndarray | float,
) -> RunResult:
    """Return a run in which every field is 0 but those given (broadcast to its shape)."""
    shape = (len(names), n_paths, n_years)
    share = np.ones(n_years) if year_share is None else np.asarray(year_share, dtype=np.float64)
    yearly = {field: np.zeros(shape) for field in YEARLY_FIELDS}
    terminal = {field: np.zeros(shape[:2]) for field in TERMINAL_FIELDS}
    start_wealth = float(fields.pop("start_wealth", 100_000.0))  # type: ignore[arg-type]
    for field, values in fields.items():
        target = yearly if field in yearly else terminal
        target[field] = np.broadcast_to(np.asarray(values, dtype=np.float64), target[field].shape).copy()
    if "spending_floor" not in fields:
        yearly["spending_floor"] = yearly["spending_target"].copy()
    if "end_year" not in fields:
        terminal["end_year"][:] = 2025 + n_years
    return RunResult(
        scenario=scenario_with(names, sample),
        years=np.arange(2026, 2026 + n_years),
        year_share=share,
        price_level=np.broadcast_to((1 + inflation) ** np.cumsum(share), (n_paths, n_years)).copy(),
        yearly=yearly,
        terminal=terminal,
        start_wealth=start_wealth,
        law_version="made-up",
    )


def random_result(seed: int = 1, n_paths: int = 50, n_years: int = 6, n_strategies: int = 3) -> RunResult:
    """Return a run with plausible random figures in every field, so that views and exports have something to show."""
    draw = np.random.default_rng(seed)
    shape = (n_strategies, n_paths, n_years)
    fields: dict[str, Any] = {field: draw.uniform(0, 5_000, shape) for field in YEARLY_FIELDS}
    fields["spending_target"] = np.full(shape, 80_000.0)
    fields["spending"] = np.minimum(80_000.0, draw.uniform(75_000, 120_000, shape))
    fields["spending_floor"] = fields["spending_target"]
    fields["spending_real"] = fields["spending"]
    fields["outside_income"] = np.full(shape, 60_000.0)
    fields["tax_paid"] = draw.uniform(5_000, 15_000, shape)
    fields["after_tax_wealth"] = draw.uniform(5e5, 2e6, shape[:2])
    fields["heirs_wealth"] = fields["after_tax_wealth"] * 1.1
    fields["liquidation_tax"] = fields["after_tax_wealth"] * 0.1
    fields["wealth_before_tax"] = fields["after_tax_wealth"] * 1.1
    fields["open_tax"] = draw.uniform(0, 9_000, shape[:2])
    names = ("No harvesting", *(f"Strategy {index}" for index in range(1, n_strategies)))
    share = np.array([0.5] + [1.0] * (n_years - 1))
    return made_up_result(n_paths, n_years, names, year_share=share, inflation=0.02, start_wealth=1e6, **fields)
