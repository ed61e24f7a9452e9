"""What a run takes of memory, worked out before it begins: 20 KB of input may ask for gigabytes."""

import os
from collections.abc import Mapping

import numpy as np

from sim.engine.records.fields import TERMINAL_FIELDS, YEARLY_FIELDS
from sim.engine.run.reduced import kept_fields, precision
from sim.environment import RUN_MEMORY
from sim.errors import InputError, Problem
from sim.scenario.models import Scenario

MEMORY_VARIABLE = RUN_MEMORY.name
"""The environment variable that says how much a run may take [MB]."""
MB = 1_000_000
A_RESULT, A_YEAR, ALWAYS = 105, 72, 5 * MB
"""Measured: what findings, summary and report take for a while, by strategy and path, by path and year, and at all."""


def held_bytes(n_strategies: int, n_paths: int, n_years: int) -> int:
    """Return the memory of a run's own arrays [bytes]."""
    kept = kept_fields(n_strategies, n_paths, n_years)
    each = np.dtype(precision(n_strategies, n_paths, n_years, kept)).itemsize
    summed = 0 if len(kept) == len(YEARLY_FIELDS) else 2 * len(YEARLY_FIELDS)
    by_path = 8 * (summed + len(TERMINAL_FIELDS)) * n_strategies * n_paths
    return each * len(kept) * n_strategies * n_paths * n_years + by_path + 8 * n_paths * n_years


def run_bytes(n_strategies: int, n_paths: int, n_years: int) -> int:
    """Return the most memory that a run takes until its summary is written [bytes], within a fourth of the truth."""
    beside = A_RESULT * n_strategies * n_paths + A_YEAR * n_paths * n_years + ALWAYS
    return held_bytes(n_strategies, n_paths, n_years) + beside


def most_bytes(environ: Mapping[str, str] = os.environ) -> int:
    """Return how much memory one run may take [bytes].

    Raises
    ------
    InputError
        The environment variable holds no such number.
    """
    return RUN_MEMORY.value(environ) * MB


def in_words(n_bytes: int) -> str:
    """Return an amount of memory as people say it: ``5.4 GB``, ``320 MB``."""
    return f"{n_bytes / 1e9:.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:.0f} MB"


def too_much(scenario: Scenario, needed: int, most: int, most_paths: int) -> InputError:
    """Return what is said of work that would take more memory than it may."""
    fewer = f"take at most {most_paths:,} paths, or " if 0 < most_paths < scenario.simulation.n_paths else ""
    fix = (
        f"This would take about {in_words(needed)} of memory, and a run may take {in_words(most)}: {fewer}fewer years "
        f"or strategies. Whoever runs the program may allow more: {MEMORY_VARIABLE}, in MB."
    )
    return InputError([Problem("simulation.n_paths", str(scenario.simulation.n_paths), fix)])
