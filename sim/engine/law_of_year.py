"""The law of a year on a path: published, then projected by the path's prices."""

from typing import NamedTuple

import numpy as np

from sim.jit import inner_kernel
from sim.law.beside_return import AcaLaw, EstateLaw, IrmaaLaw
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law
from sim.tax.aca import credit_limit, project_aca
from sim.tax.irmaa import project_irmaa


class Laws(NamedTuple):
    """The law a path is taxed under.

    federal, irmaa, aca : of every published year, rising without a gap (the premium credit's a year ahead); later years
        are projected
    state : (n_years,) ``STATE_LAW`` of every year of the plan: what begins or ends by then is known, amounts grow on
        the path
    """

    federal: tuple[FederalLaw, ...]
    state: np.ndarray
    irmaa: tuple[IrmaaLaw, ...]
    aca: tuple[AcaLaw, ...]


class LawPair(NamedTuple):
    """The law for the household's filing status, for a survivor, who files as single, and for estates by year."""

    household: Laws
    survivor: Laws
    estate: tuple[EstateLaw, ...]


@inner_kernel
def price_index(plan, base_year, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the price level behind the figures of a year over the one behind those of the calendar year `base_year`.

    A year's figures rest on prices up to the end of the year before (IRC 1(f)(3): the twelve months to August).

    Parameters
    ----------
    price_at_year_end : (n_years,) price level, 1 at the start
    """
    base = base_year - plan["first_year"]
    level_at_base = price_at_year_end[base - 1] if base > 0 else 1.0
    level_now = price_at_year_end[year - 1] if year > 0 else 1.0
    return level_now / level_at_base


@inner_kernel
def federal_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the federal law of a year, projected where none is published."""
    calendar_year = plan["first_year"] + year
    last = len(laws.federal) - 1
    law = laws.federal[min(last, max(0, calendar_year - laws.federal[0].year))]
    if calendar_year > laws.federal[last].year:
        index = price_index(plan, laws.federal[last].year, year, price_at_year_end)
        law = project_federal_law(law, index, calendar_year)
    return law


@inner_kernel
def irmaa_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return Medicare's law of a premium year, projected where none is published."""
    calendar_year = plan["first_year"] + year
    last = len(laws.irmaa) - 1
    law = laws.irmaa[min(last, max(0, calendar_year - laws.irmaa[0].year))]
    if calendar_year > laws.irmaa[last].year:
        index = price_index(plan, law.year, year, price_at_year_end)
        since_freeze = price_index(plan, int(law.top_frozen_through), year, price_at_year_end)
        law = project_irmaa(law, index, since_freeze, calendar_year)
    return law


@inner_kernel
def aca_law_of(plan, laws, year, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the premium credit's law of a year, its poverty line projected where none is published."""
    calendar_year, last_year = plan["first_year"] + year, laws.federal[0].year + len(laws.aca) - 1
    law = laws.aca[min(len(laws.aca) - 1, max(0, calendar_year - laws.federal[0].year))]
    if calendar_year > last_year:
        law = project_aca(law, price_index(plan, last_year, year, price_at_year_end))
    return law


@inner_kernel
def aca_limit(plan, laws, year, n_people, price_at_year_end):  # type: ignore[no-untyped-def]
    """Return the household income above which there is no premium credit [USD/yr]."""
    return credit_limit(aca_law_of(plan, laws, year, price_at_year_end), n_people)
