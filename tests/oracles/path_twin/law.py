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
from sim.law.state_law import STATE_SCRATCH
from sim.law.state_lines.amounts import StateAmount
from sim.law.state_projection import state_figures
from sim.scenario.enums import FilingStatus
from sim.scenario.household import Household
from sim.scenario.law_changes import LawChanges
from sim.tax.federal_return import federal_return
from sim.tax.irmaa import irmaa_monthly, project_irmaa
from sim.tax.itemized_return import return_deducting
from sim.tax.records import FederalReturn, ReturnInput
from sim.tax.state_return import state_tax, state_tax_into
from tests.oracles.federal_forms import figure
from tests.oracles.path_twin.itemizing import Listed
from tests.oracles.schedule_a import gifts_beside_standard, schedule_a

LAST_WAGE_BASE = 2027
AS_IT_IS = LawChanges()
LevelAtEnd = Callable[[int], float]
"""Price level at the end of a calendar year, 1 at the plan's start; before it by the plan's mean inflation."""


def level_before(start: date, year: int, inflation: float) -> float:
    """Return the price level at the end of a year before the plan's start, which has 1."""
    first = date(start.year, 1, 1)
    share = (start - first).days / (date(start.year + 1, 1, 1) - first).days
    return float((1 + inflation) ** -(start.year - year - 1 + share))


def _state_tax(
    law: np.void, growth: np.ndarray, inputs: ReturnInput, made: FederalReturn, found: dict[str, float]
) -> float:
    """Return one state's tax of the whole year; found : what the rules of its itemized deductions look at."""
    if not found:
        return state_tax(law, inputs, made, growth)
    scratch = np.zeros(1, STATE_SCRATCH)[0]
    amounts = {
        StateAmount.ITEMIZED_MEDICAL: found["medical_deducted"],
        StateAmount.ITEMIZED_MEDICAL_PAID: found["medical"],
        StateAmount.ITEMIZED_PROPERTY_TAX: found["property_tax"],
        StateAmount.ITEMIZED_PROPERTY_TAX_CAPPED: found["property_tax_deducted"],
        StateAmount.ITEMIZED_INCOME_TAX: found["taxes"] - found["property_tax_deducted"],
        StateAmount.ITEMIZED_MORTGAGE: found["mortgage_interest"],
        StateAmount.ITEMIZED_GIFTS: found["gifts"],
        StateAmount.ITEMIZED_GIFTS_BEFORE_FLOOR: found["gifts_before_floor"],
        StateAmount.ITEMIZED_INCOME_TAX_PAID: found["income_tax_paid"],
        StateAmount.ITEMIZED_PROPERTY_TAX_TO_10000: found["property_tax_to_10000"],
        StateAmount.ITEMIZED_LIMITATION: found["whole"] - found["total"],
        StateAmount.GIFTS_BESIDE_STANDARD: made.gifts_beside_standard,
        StateAmount.FEDERAL_ITEMIZED_LESS_INCOME_TAX: max(
            0.0, made.itemized_deductions - (found["taxes"] - found["property_tax_deducted"])
        ),
    }
    for amount, value in amounts.items():
        scratch["amounts"][0, amount] = value
    return float(state_tax_into(law, state_figures(law, growth), inputs, made, scratch))


@dataclass(frozen=True)
class YearLaw:
    """What the household's return of one year is made with; `state` None where nothing is taxed.

    growth : price level of the year over that of each year the state's figures are written for; 1 for the first, which
        stands for figures that stay
    """

    federal: FederalLaw
    state: np.void | None
    growth: np.ndarray | None = None
    moved_to: tuple[float, np.void, np.ndarray] | None = None
    listed: Listed | None = None
    year: int = 0
    status: str = ""
    has_portfolio: bool = True

    def returned(self, inputs: ReturnInput) -> FederalReturn:
        if self.listed is not None and self.listed.is_used and self.state is not None:
            return self._with_lists(inputs)[0]
        return federal_return(self.federal, inputs)

    def state_tax(self, inputs: ReturnInput, made: FederalReturn) -> float:
        if self.state is None or self.growth is None:
            return 0.0
        if self.listed is not None and self.listed.is_used:
            return self._with_lists(inputs)[1]
        return self._of_states(inputs, made, {})

    def _of_states(self, inputs: ReturnInput, made: FederalReturn, amounts: dict[str, float]) -> float:
        """Return the state's tax; in the year of a move each state's by its days."""
        if self.state is None or self.growth is None:
            return 0.0
        first = _state_tax(self.state, self.growth, inputs, made, amounts)
        if self.moved_to is None:
            return first
        share, law, growth = self.moved_to
        return share * first + (1 - share) * _state_tax(law, growth, inputs, made, amounts)

    def _with_lists(self, inputs: ReturnInput) -> tuple[FederalReturn, float]:
        """Return both returns where the larger deduction is taken, the state's tax found in three rounds."""
        assert self.listed is not None
        lists, plain, on_state = (
            self.listed.lists(self.year, self.has_portfolio),
            federal_return(self.federal, inputs),
            0.0,
        )
        top = self.federal.ordinary.thresholds[-1]
        beside = gifts_beside_standard(lists, self.year, self.status)
        found_taxes: list[float] = []
        while len(found_taxes) < 3 or (len(found_taxes) == 3 and abs(found_taxes[2] - found_taxes[1]) >= 0.5):
            if len(found_taxes) == 3:  # rounds that have not met: what a geometric series of their steps comes to
                steps = found_taxes[1] - found_taxes[0], found_taxes[2] - found_taxes[1]
                ratio = steps[1] / steps[0] if steps[0] else 0.0
                on_state += steps[1] * ratio / (1.0 - ratio) if abs(ratio) < 0.5 else 0.0
            found = schedule_a(lists, plain.agi, on_state, plain.senior_deduction, top, self.year, self.status)
            deducted = (0.0, beside, beside)
            if found["total"] > plain.standard_deduction + beside:
                deducted = (found["total"], 0.0, found["for_amt"])
            made = return_deducting(self.federal, inputs, *deducted)
            of_law = {f"{name}_deducted": found[name] for name in ("medical", "property_tax")}
            paid = {"income_tax_paid": max(on_state, 0.0)}
            on_state = self._of_states(inputs, made, {**found, **lists, **of_law, **paid})
            found_taxes.append(on_state)
        return made, on_state


@dataclass(frozen=True)
class PublishedLaw:
    """The law in the data, later years projected; with `is_taxed` False every rate is zero."""

    household: Household
    is_taxed: bool = True
    changes: LawChanges = AS_IT_IS
    listed: Listed | None = None

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
        rise = level_at_end(year - 1) / level_at_end(last - 1) if year > last else 1.0
        federal = self._changed(federal, year, rise)
        state, move, moved_to = load_home_law(self.household, year, status), self.household.move, None
        if move.date is not None and move.date.year == year:
            new = load_home_law(self.household, year, status, True)
            days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            moved_to = ((move.date - date(year, 1, 1)).days / days, new, self._rises(new, year, level_at_end))
        growth = self._rises(state, year, level_at_end)
        return YearLaw(federal, state, growth, moved_to, self.listed, year, status.value)

    def _changed(self, federal: FederalLaw, year: int, rise: float) -> FederalLaw:
        """Return the law with the plan's what-ifs."""
        more = self.changes.rate_rise if year >= (self.changes.rate_rise_from or 0) else 0.0
        rates = tuple(rate + more for rate in federal.ordinary.rates)
        limit, step = federal.gains.loss_limit, federal.steps.gains
        if self.changes.indexes_loss_limit:
            limit = math.floor(limit * rise / step + 1e-9) * step
        return federal._replace(
            ordinary=federal.ordinary._replace(rates=rates), gains=federal.gains._replace(loss_limit=limit)
        )

    @staticmethod
    def _rises(state: np.void, year: int, level_at_end: LevelAtEnd) -> np.ndarray:
        bases = [int(base) for base in state["base_years"][: state["n_bases"]]]
        return np.array([level_at_end(year - 1) / level_at_end(base - 1) if 0 < base < year else 1.0 for base in bases])

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
