"""The law of a year on a path, for the twin: the published law, then projected by the path's prices."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.law.beside_return import IrmaaLaw, load_irmaa_law
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.local.home_law import load_home_law
from sim.law.projection import project_federal_law, zero_rate_law
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.tax.federal_return import federal_return
from sim.tax.irmaa import irmaa_monthly, project_irmaa
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_return import state_tax
from tests.oracles.federal_forms import figure

LAST_WAGE_BASE = 2027
LevelAtEnd = Callable[[int], float]
"""Price level at the end of a calendar year, 1 at the plan's start; before it by the plan's mean inflation."""


def level_before(start: date, year: int, inflation: float) -> float:
    """Return the price level at the end of a year before the plan's start, which has 1."""
    first = date(start.year, 1, 1)
    share = (start - first).days / (date(start.year + 1, 1, 1) - first).days
    return float((1 + inflation) ** -(start.year - year - 1 + share))


@dataclass(frozen=True)
class YearLaw:
    """What the household's return of one year is made with; `state` None where nothing is taxed.

    growth : price level of the year over that of each year the state's figures are written for; 1 for the first, which
        stands for figures that stay
    """

    federal: FederalLaw
    state: np.void | None
    growth: np.ndarray | None = None

    def returned(self, inputs: ReturnInput) -> FederalReturn:
        return federal_return(self.federal, inputs)

    def state_tax(self, inputs: ReturnInput, made: FederalReturn) -> float:
        if self.state is None or self.growth is None:
            return 0.0
        return state_tax(self.state, inputs, made, self.growth)


@dataclass(frozen=True)
class PublishedLaw:
    """The law in the data, later years projected; with `is_taxed` False every rate is zero."""

    household: Household
    is_taxed: bool = True

    def of_year(self, year: int, level_at_end: LevelAtEnd, status: FilingStatus | None = None) -> YearLaw:
        """Return the law of a year's return, for the household's status or another one."""
        last, status = federal_years()[-1], status or self.household.filing_status
        federal = load_federal_law(min(year, last), status)
        if not self.is_taxed:
            federal = zero_rate_law(federal)
        if year > last:
            federal = project_federal_law(federal, level_at_end(year - 1) / level_at_end(last - 1), year)
        if not self.is_taxed:
            return YearLaw(federal, None)
        state = load_home_law(self.household, year, status)
        bases = [int(base) for base in state["base_years"][: state["n_bases"]]]
        rises = [level_at_end(year - 1) / level_at_end(base - 1) if 0 < base < year else 1.0 for base in bases]
        return YearLaw(federal, state, np.array(rises))

    def household_brackets(self, year: int) -> tuple[float, ...]:
        """Return the published ordinary rates, also where nothing is taxed."""
        return load_federal_law(min(year, federal_years()[-1]), self.household.filing_status).ordinary.rates

    def surcharge(self, year: int, magi: float, level_at_end: LevelAtEnd, status: FilingStatus) -> float:
        """Return one person's monthly Medicare surcharge, Part B and D, by the MAGI of two years before [USD]."""
        if not self.is_taxed:
            return 0.0
        return float(sum(irmaa_monthly(self.irmaa(year, level_at_end, status), magi)))

    def wage_base(self, year: int, level_at_end: LevelAtEnd) -> float:
        """Return the wages that Social Security tax is asked of: published to 2027, then by prices, to $300."""
        if year <= LAST_WAGE_BASE:
            return float(figure("payroll_tax", "social_security_wage_base", year, "single"))
        rise = level_at_end(year - 1) / level_at_end(LAST_WAGE_BASE - 1)
        return (
            math.floor(figure("payroll_tax", "social_security_wage_base", LAST_WAGE_BASE, "single") * rise / 300 + 0.5)
            * 300.0
        )

    def irmaa(self, year: int, level_at_end: LevelAtEnd, status: FilingStatus) -> IrmaaLaw:
        """Return Medicare's adjustment of a premium year."""
        last = federal_years()[-1]
        base: IrmaaLaw = load_irmaa_law(min(year, last), status)
        if year <= last:
            return base
        level = level_at_end(year - 1)
        frozen = level_at_end(int(base.top_frozen_through) - 1)
        return project_irmaa(base, level / level_at_end(last - 1), level / frozen, year)
