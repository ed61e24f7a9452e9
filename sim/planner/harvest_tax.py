"""What a loss saves on a household's own return, and what the basis given up costs later.

The return is the one of `sim.year`: federal and state tax, the Medicare surcharge that rests on it two years later,
less the premium tax credit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.scenario.models import Scenario
from sim.tax.batch import input_table
from sim.tax.records import ReturnInput
from sim.year.basis import Beside, YearBasis, in_year, without_so_far, year_basis
from sim.year.bill import bills_of_table

_COLUMN = {name: index for index, name in enumerate(ReturnInput._fields)}
_GAINS = [_COLUMN["stcg"], _COLUMN["ltcg"]]
_CARRIED_IN = [_COLUMN["st_carryover"], _COLUMN["lt_carryover"]]


@dataclass(frozen=True, slots=True)
class Losses:
    """What sales of one calendar year add to its Schedule D after wash sales [USD], negative for losses.

    `given_up` is the basis that is gone from the household: losses kept and losses lost for good. A deferred loss is
    not given up, for it lies in the basis of its replacement.
    """

    year: int
    short: float = 0.0
    long: float = 0.0
    given_up: float = 0.0


@dataclass(frozen=True, slots=True)
class TaxEffect:
    """Tax with and without some sales [USD, nominal].

    saved : less tax for the years of the sales, negative where the sales cost tax
    carried : more loss carried into the year after
    cost_later : more tax in the year after, if what was bought instead is then sold at a long-term gain as large as the
        basis given up, the loss carried set against it, the rest of that year like the year of the last sale
    """

    saved: float
    carried: float
    cost_later: float

    @property
    def net(self) -> float:
        return self.saved - self.cost_later


class Returns:
    """The returns of many cases of one household, year after year, each case with its own gains and carryovers."""

    def __init__(self, scenario: Scenario, beside: Beside, n_cases: int) -> None:
        home = scenario.household
        self._scenario, self._beside = scenario, beside
        self.carried = np.tile((home.loss_carryover_short, home.loss_carryover_long), (n_cases, 1))
        self.taxable_income = np.zeros(n_cases)

    def basis(self, year: int) -> YearBasis:
        """Return a year of the household; what stands beside the plan belongs to its first year alone."""
        if year == self._scenario.start.year:
            return year_basis(self._scenario, self._beside)
        return year_basis(in_year(self._scenario, year))

    def file(self, basis: YearBasis, gains: np.ndarray) -> np.ndarray:
        """Return the bill of each case (n_cases,) [USD] and move its carryovers on.

        Parameters
        ----------
        basis : YearBasis
        gains : (n_cases, 2) short-term and long-term beside those of the basis, signed [USD]
        """
        table = np.repeat(input_table([basis.inputs]), len(gains), axis=0)
        table[:, _GAINS] += gains
        table[:, _CARRIED_IN] = self.carried
        made = bills_of_table(basis, table)
        self.carried = np.column_stack([made.amount("st_carryover_out"), made.amount("lt_carryover_out")])
        self.taxable_income = made.amount("unfloored_taxable_income")
        return made.total


def tax_effects(scenario: Scenario, cases: Sequence[Sequence[Losses]], beside: Beside | None = None) -> list[TaxEffect]:
    """Return the effect of each case against no sale at all; a case is what its sales do in each calendar year.

    Raises
    ------
    InputError
        A year before the first one whose law is in the data.
    """
    beside = beside or Beside()
    years = sorted({losses.year for case in cases for losses in case})
    if not years:
        return [TaxEffect(0.0, 0.0, 0.0) for _ in cases]
    rows: list[Sequence[Losses]] = [(), *cases]
    returns, saved = Returns(scenario, beside, len(rows)), np.zeros(len(rows))
    for year in range(scenario.start.year, years[-1] + 1):
        bill = returns.file(returns.basis(year), _gains(rows, year))
        saved += bill[0] - bill
    carried = returns.carried.sum(axis=1)
    later = np.zeros((len(rows), 2))
    later[:, 1] = [sum(losses.given_up for losses in case) for case in rows]
    like_the_last = Returns(without_so_far(scenario), Beside(), len(rows))
    like_the_last.carried = returns.carried
    bill_later = like_the_last.file(like_the_last.basis(years[-1]), later)
    return [
        TaxEffect(float(saved[i]), float(carried[i] - carried[0]), float(bill_later[i] - bill_later[0]))
        for i in range(1, len(rows))
    ]


def taxable_incomes(
    scenario: Scenario, case: Sequence[Losses], years: Sequence[int], beside: Beside
) -> dict[int, float]:
    """Return Form 1040 line 15 before it is cut off at zero, with the case's sales, by year [USD/yr]."""
    returns, found = Returns(scenario, beside, 1), {}
    for year in range(scenario.start.year, max(years, default=0) + 1):
        returns.file(returns.basis(year), _gains([case], year))
        found[year] = float(returns.taxable_income[0])
    return found


def _gains(cases: Sequence[Sequence[Losses]], year: int) -> np.ndarray:
    gains = np.zeros((len(cases), 2))
    for index, case in enumerate(cases):
        for losses in case:
            if losses.year == year:
                gains[index] += (losses.short, losses.long)
    return gains
