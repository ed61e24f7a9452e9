"""Random lists of deductions, and a state's tax with them, for the tests of states."""

import random

import numpy as np

from sim.law.federal_law import load_federal_law
from sim.law.itemizing.itemizing_law import load_itemizing_law
from sim.law.state_projection import state_figures
from sim.law.state_tables import load_state_law
from sim.scenario.enums import FilingStatus
from sim.tax.itemized_return import federal_itemizing
from sim.tax.listed.schedule_a import Itemized, Lists
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_itemizing import write_lists
from sim.tax.state_return import state_tax_into


def random_lists(rng: random.Random, varies: bool = True) -> Lists:
    """Return lists of every size, often empty in parts; varies : by up to half of the sizes that are drawn."""

    def some(*amounts: float) -> float:
        return rng.choice(amounts) * (rng.uniform(0.5, 1.5) if varies else 1.0)

    return Lists(
        some(0, 5_000, 80_000),
        some(0, 8_000, 60_000),
        some(0, 9_000, 25_000),
        some(0, 900, 30_000, 500_000),
        some(0, 20_000),
        some(0, 40_000, 900_000),
        some(0, 10_000),
        some(0, 70_000),
    )


def with_lists(
    state: str, year: int, status: FilingStatus, inputs: ReturnInput, lists: Lists, paid: float, scratch: np.void
) -> tuple[FederalReturn, float]:
    """Return the federal return with `paid` of state income tax deducted, and the state's tax on it [USD/yr]."""
    law = load_state_law(state, year, status, itemizes=True)
    filed, found = federal_itemizing(
        load_federal_law(year, status), load_itemizing_law(year, status), inputs, lists, paid
    )
    written = getattr(write_lists, "py_func", write_lists)  # an inner kernel; without the compiler the function itself
    written(scratch, lists, Itemized(*found), FederalReturn(*filed))
    tax = float(state_tax_into(law, state_figures(law, 1.0), inputs, filed, scratch))
    return FederalReturn(*filed), tax
