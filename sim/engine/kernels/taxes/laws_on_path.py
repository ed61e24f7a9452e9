"""The law of every year of a path: published, then projected by the path's prices; once for all strategies."""

from sim.compile.decorators import inner_kernel
from sim.engine.kernels.taxes.law_changes import changed_by_what_if
from sim.engine.kernels.taxes.law_rows import (
    aca_law_in,
    federal_law_in,
    irmaa_law_in,
    write_federal_law,
    write_irmaa_law,
)
from sim.engine.records.limits import MAX_YEARS
from sim.engine.records.types import Household, PathLaws, YearEnds
from sim.law.beside_return import AcaLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law, rounded_nearest
from sim.law.state_projection import grow_state_law
from sim.tax.aca import credit_limit, project_aca
from sim.tax.irmaa import project_irmaa


@inner_kernel
def price_index(household: Household, base_year: int, year: int, price_at_year_end: YearEnds) -> float:
    """Return the price level behind the figures of a year over the one behind those of the calendar year `base_year`.

    A year's figures rest on prices up to the end of the year before (IRC 1(f)(3): the twelve months to August).

    Parameters
    ----------
    price_at_year_end : (n_years,) price level, 1 at the start
    """
    level_at_base = _level_behind(household, base_year - household["first_year"], price_at_year_end)
    return _level_behind(household, year, price_at_year_end) / level_at_base


@inner_kernel(inline=True)
def _level_behind(household: Household, year: int, price_at_year_end: YearEnds) -> float:
    """Return the price level at the end of the year before a year of the plan, or before the plan; 1 at the start."""
    if year > 0:
        return price_at_year_end[year - 1]
    return household["price_growth_before"] ** (year - household["share_of_year_before"])


@inner_kernel
def fill_laws(laws: PathLaws, household: Household, price_at_year_end: YearEnds) -> None:
    """Fill in the laws of every year of a path. Modifies `laws`."""
    first_year = household["first_year"]
    last = laws["n_published"] - 1
    last_year = laws["first_published"] + last
    for year in range(price_at_year_end.shape[0]):
        calendar_year = first_year + year
        published = min(last, max(0, calendar_year - laws["first_published"]))
        federal = federal_law_in(laws["published_federal"][published])
        irmaa = irmaa_law_in(laws["published_irmaa"][published])
        laws["growth"][year] = 1.0
        if calendar_year > last_year:
            index = price_index(household, last_year, year, price_at_year_end)
            since_freeze = price_index(household, int(irmaa.top_frozen_through), year, price_at_year_end)
            laws["growth"][year] = index
            federal = project_federal_law(federal, index, calendar_year)
            irmaa = project_irmaa(irmaa, index, since_freeze, calendar_year)
        laws["wage_base"][year] = _wage_base(household, year, price_at_year_end)
        if household["has_law_changes"] == 1:
            federal = changed_by_what_if(household, federal, year, laws["growth"][year])
        write_federal_law(laws["federal"][year], federal)
        write_irmaa_law(laws["irmaa"][year], irmaa)
        _fill_state_figures(laws, household, year, year, price_at_year_end)
    if laws["move_year"] >= 0:
        _fill_state_figures(laws, household, MAX_YEARS, laws["move_year"], price_at_year_end)


@inner_kernel
def _wage_base(household: Household, year: int, price_at_year_end: YearEnds) -> float:
    """Return the wages of a year that are subject to Social Security tax [USD]. Reference: 42 USC 430.

    Simplification: the base grows with prices, not with average wages.
    """
    base, published = household["wage_base"][year], household["wage_base_year"]
    if household["first_year"] + year <= published:
        return base
    return rounded_nearest(
        base * price_index(household, published, year, price_at_year_end), household["wage_base_step"]
    )


@inner_kernel
def _fill_state_figures(laws: PathLaws, household: Household, row: int, year: int, price_at_year_end: YearEnds) -> None:
    """Fill in a state's figures of a year, each grown from the year it is written for. Modifies `laws`.

    row : the year, or behind all years the state moved to
    """
    law, growth = laws["state"][laws["state_at"][row]], laws["state_growth"]
    growth[0] = 1.0
    for at in range(1, law["n_bases"]):
        base_year = law["base_years"][at]
        growth[at] = 1.0
        if household["first_year"] + year > base_year:
            growth[at] = price_index(household, base_year, year, price_at_year_end)
    grow_state_law(law, growth, laws["state_figures"][row])


@inner_kernel(inline=True)
def federal_law_of(laws: PathLaws, year: int) -> FederalLaw:
    """Return the federal law of a year of the path."""
    return federal_law_in(laws["federal"][year])


@inner_kernel(inline=True)
def bracket_end(laws: PathLaws, year: int, bracket: int) -> float:
    """Return the taxable income at which a bracket of a year of the path ends [USD/yr].

    Out of the record: indexing the law's tuple could raise, and every kernel above would ask whether it did.
    """
    return laws["federal"][year]["thresholds"][bracket + 1]


@inner_kernel(inline=True)
def irmaa_law_of(laws: PathLaws, year: int) -> IrmaaLaw:
    """Return Medicare's law of a premium year of the path."""
    return irmaa_law_in(laws["irmaa"][year])


@inner_kernel
def aca_law_of(household: Household, laws: PathLaws, year: int, price_at_year_end: YearEnds) -> AcaLaw:
    """Return the premium credit's law of a year, its poverty line projected where none is published."""
    calendar_year, last_year = household["first_year"] + year, laws["first_published"] + laws["n_aca"] - 1
    last = laws["n_aca"] - 1
    law = aca_law_in(laws["published_aca"][min(last, max(0, calendar_year - laws["first_published"]))])
    if calendar_year > last_year:
        law = project_aca(law, price_index(household, last_year, year, price_at_year_end))
    return law


@inner_kernel
def aca_limit(household: Household, laws: PathLaws, year: int, n_people: int, price_at_year_end: YearEnds) -> float:
    """Return the household income above which there is no premium credit [USD/yr]."""
    return credit_limit(aca_law_of(household, laws, year, price_at_year_end), n_people)
