"""Lower what heirs, charity and the estate tax are computed from."""

import numpy as np

from sim.law.beside_return import EstateLaw, load_estate_law
from sim.law.rmd_law import inherited_years
from sim.scenario.models import Scenario

NO_ESTATE_TAX = 1e18
"""An exclusion [USD] that nobody reaches."""


def lower_heirs(household: np.void, scenario: Scenario) -> None:
    """Fill everything about heirs and about who cashes out; without taxes heirs pay none."""
    heirs = scenario.household.heirs
    household["heirs_tax_rate"] = scenario.household.heirs_tax_rate if scenario.simulation.taxes else 0.0
    household["heirs_gains_rate"] = heirs.gains_tax_rate if scenario.simulation.taxes else 0.0
    household["cash_out_years"] = scenario.terminal.cash_out_years
    household["heirs_factor"] = heirs_factor(heirs.growth_rate, heirs.discount_rate)
    household["charity_share"], household["charity_amount"] = heirs.charity_share, heirs.charity_amount
    household["elects_portability"] = heirs.elects_portability


def heirs_factor(growth_rate: float, discount_rate: float) -> float:
    """Return what a dollar in an inherited account is worth that comes out in equal parts at the end of each year."""
    years = inherited_years()
    rise = (1.0 + growth_rate) / (1.0 + discount_rate)
    return sum(rise**year for year in range(1, years + 1)) / years


def load_estate_laws(years: tuple[int, ...], is_taxed: bool) -> tuple[EstateLaw, ...]:
    """Return the estate tax law of every published year, without any tax where none is charged."""
    laws = tuple(load_estate_law(year) for year in years)
    return laws if is_taxed else tuple(law._replace(basic_exclusion=NO_ESTATE_TAX) for law in laws)
