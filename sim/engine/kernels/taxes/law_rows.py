"""Laws as records: kernels hand a record over by its address.

Handed over as the nested tuples that the tax kernels calculate with, the laws of a path were 500 numbers to copy at
every call, a fifth of the time of a path without trades.
"""

import numpy as np

from sim.compile.decorators import inner_kernel
from sim.engine.records.types import AcaRow, FederalRow, IrmaaRow
from sim.law.beside_return import AcaLaw, IrmaaLaw
from sim.law.federal_records import (
    AmtLaw,
    DeductionLaw,
    FederalLaw,
    GainsLaw,
    InvestmentLaw,
    OrdinaryLaw,
    RoundingSteps,
    SocialSecurityLaw,
    SurtaxLaw,
)


@inner_kernel(inline=True)
def _four(numbers: np.ndarray) -> tuple[float, float, float, float]:
    """Return an array of four numbers as a tuple."""
    return numbers[0], numbers[1], numbers[2], numbers[3]


@inner_kernel(inline=True)
def _five(numbers: np.ndarray) -> tuple[float, float, float, float, float]:
    """Return an array of five numbers as a tuple."""
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]


@inner_kernel(inline=True)
def _six(numbers: np.ndarray) -> tuple[float, float, float, float, float, float]:
    """Return an array of six numbers as a tuple."""
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


@inner_kernel(inline=True)
def _seven(numbers: np.ndarray) -> tuple[float, float, float, float, float, float, float]:
    """Return an array of seven numbers as a tuple."""
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]


@inner_kernel(inline=True)
def federal_law_in(row: FederalRow) -> FederalLaw:
    """Return the `FederalLaw` that a record holds."""
    return FederalLaw(
        row["year"],
        row["filing_status"],
        OrdinaryLaw(_seven(row["thresholds"]), _seven(row["rates"])),
        GainsLaw(*_six(row["gains"])),
        DeductionLaw(*_seven(row["deductions"])),
        SocialSecurityLaw(*_six(row["social_security"])),
        AmtLaw(*_seven(row["amt"])),
        SurtaxLaw(*_six(row["surtaxes"])),
        RoundingSteps(*_six(row["steps"])),
        InvestmentLaw(row["investments"][0], row["investments"][1]),
    )


@inner_kernel(inline=True)
def write_federal_law(row: FederalRow, law: FederalLaw) -> None:
    """Make a record hold a `FederalLaw`. Modifies `row`."""
    row["year"], row["filing_status"] = law.year, law.filing_status
    for k in range(7):
        row["thresholds"][k] = law.ordinary.thresholds[k]
        row["rates"][k] = law.ordinary.rates[k]
        row["deductions"][k] = law.deductions[k]
        row["amt"][k] = law.amt[k]
    for k in range(6):
        row["gains"][k] = law.gains[k]
        row["social_security"][k] = law.social_security[k]
        row["surtaxes"][k] = law.surtaxes[k]
        row["steps"][k] = law.steps[k]
    row["investments"][0], row["investments"][1] = law.investments.reit_rate, law.investments.foreign_tax_unlimited


@inner_kernel(inline=True)
def irmaa_law_in(row: IrmaaRow) -> IrmaaLaw:
    """Return the `IrmaaLaw` that a record holds."""
    return IrmaaLaw(
        row["year"],
        _four(row["over"]),
        row["top_from"],
        _five(row["part_b_add"]),
        _five(row["part_d_add"]),
        row["part_b_standard"],
        row["top_frozen_through"],
        row["threshold_step"],
        row["premium_step"],
    )


@inner_kernel(inline=True)
def write_irmaa_law(row: IrmaaRow, law: IrmaaLaw) -> None:
    """Make a record hold an `IrmaaLaw`. Modifies `row`."""
    row["year"], row["top_from"], row["part_b_standard"] = law.year, law.top_from, law.part_b_standard
    row["top_frozen_through"] = law.top_frozen_through
    row["threshold_step"], row["premium_step"] = law.threshold_step, law.premium_step
    for k in range(4):
        row["over"][k] = law.over[k]
    for k in range(5):
        row["part_b_add"][k] = law.part_b_add[k]
        row["part_d_add"][k] = law.part_d_add[k]


@inner_kernel(inline=True)
def aca_law_in(row: AcaRow) -> AcaLaw:
    """Return the `AcaLaw` that a record holds."""
    return AcaLaw(
        _six(row["band_from"]),
        _six(row["band_to"]),
        _six(row["initial_share"]),
        _six(row["final_share"]),
        row["lowest_multiple"],
        row["cliff_multiple"],
        row["poverty_base"],
        row["poverty_per_person"],
        row["poverty_step"],
    )
