"""The process of a script: some steps take a fixed course, the others are lognormal."""

import math

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.market.tables import MarketTables


@inner_kernel
def script_row(tables: MarketTables, normals: np.ndarray, dt: np.ndarray, c: int, row: np.ndarray) -> None:
    """Fill `row` (n_steps,) with the log growth of one class."""
    base, script = tables.base, tables.script
    for step in range(dt.shape[0]):
        is_scripted = script.is_scripted[step] == 1
        shock = 0.0
        for j in range(base.log_mean.shape[0]):
            shock += (script.residual[c, j] if is_scripted else base.loadings[c, j]) * normals[j, step]
        course = script.log_growth[step, c] if is_scripted else base.log_mean[c] * dt[step]
        row[step] = course + math.sqrt(dt[step]) * shock
