"""The law of a year on a path, for the twin: the published law, then projected by the path's prices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law, zero_rate_law
from sim.scenario.enums import FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import FederalReturn, ReturnInput

LevelAtEnd = Callable[[int], float]
"""Price level at the end of a calendar year; 1 before the plan."""


@dataclass(frozen=True)
class YearLaw:
    """What the household's return of one year is made with."""

    federal: FederalLaw
    state_tax: Callable[[ReturnInput, FederalReturn], float] = lambda inputs, federal: 0.0

    def returned(self, inputs: ReturnInput) -> FederalReturn:
        return federal_return(self.federal, inputs)


LawOfYear = Callable[[int, LevelAtEnd], YearLaw]


def published_law_of_year(status: FilingStatus, change: Any = None) -> LawOfYear:
    """Return the function that makes a year's law; `change` alters the base law (zero rates)."""
    last = federal_years()[-1]

    def law_of_year(year: int, level_at_end: LevelAtEnd) -> YearLaw:
        law = load_federal_law(min(year, last), status)
        law = change(law) if change else law
        if year > last:
            law = project_federal_law(law, level_at_end(year - 1) / level_at_end(last - 1), year)
        return YearLaw(law)

    return law_of_year


def zero_rate_law_of_year(status: FilingStatus) -> LawOfYear:
    """Return the law with every rate at zero."""
    return published_law_of_year(status, zero_rate_law)
