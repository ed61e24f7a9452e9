"""Law beside the income tax return: Medicare premiums, premium tax credit, estate tax. Tables for kernels."""

from functools import lru_cache
from typing import NamedTuple

from sim.law.federal_law import figures_of, require_year
from sim.law.figures import FIRST_YEAR, shared_step
from sim.scenario.enums import FilingStatus

N_TIERS = 5
UNREACHABLE = 1e18  # threshold of a tier that a filing status does not have [USD/yr]

Four = tuple[float, float, float, float]
Five = tuple[float, float, float, float, float]
Six = tuple[float, float, float, float, float, float]


class IrmaaLaw(NamedTuple):
    """42 USC 1395r(i) of one premium year. Amounts a person [USD/month], thresholds of MAGI [USD/yr].

    over : MAGI above which each tier but the top begins; ``UNREACHABLE`` where the status has fewer tiers
    part_b_add, part_d_add : what each of those tiers adds, then the top tier
    threshold_step, premium_step : multiples to which thresholds and premiums are rounded
    """

    year: int
    over: Four
    top_from: float
    part_b_add: Five
    part_d_add: Five
    part_b_standard: float
    top_frozen_through: float
    threshold_step: float
    premium_step: float


class AcaLaw(NamedTuple):
    """IRC 36B of one year: bands of applicable percentage, limits, and the poverty line of the 48 states and DC."""

    band_from: Six
    band_to: Six
    initial_share: Six
    final_share: Six
    lowest_multiple: float
    cliff_multiple: float
    poverty_base: float
    poverty_per_person: float
    poverty_step: float


class EstateLaw(NamedTuple):
    """IRC 2001(c), 2010(c) of one year of death [USD].

    exclusion_step : multiple to which a later year's exclusion is rounded
    """

    year: int
    basic_exclusion: float
    exclusion_step: float
    thresholds: tuple[float, ...]
    rates: tuple[float, ...]


def premium_lookback(year: int) -> int:
    """Return the years between the income that counts and the premium year. Reference: 42 USC 1395r(i)(4)(B)."""
    return int(figures_of("irmaa")["lookback_years"].number(max(year, FIRST_YEAR), FilingStatus.SINGLE))


@lru_cache(maxsize=64)
def load_irmaa_law(year: int, status: FilingStatus, is_lived_apart: bool = False) -> IrmaaLaw:
    """Return Medicare's adjustment of one premium year.

    ``status`` is that of the return two years before; separate filers who lived apart all year use the single table.
    """
    require_year(year)
    figures = figures_of("irmaa")
    if status is FilingStatus.MARRIED_FILING_SEPARATELY and is_lived_apart:
        status = FilingStatus.SINGLE
    over = figures["over"].numbers(year, status)
    return IrmaaLaw(
        year=year,
        over=_padded(over, N_TIERS - 1, UNREACHABLE),  # type: ignore[arg-type]
        top_from=figures["top_from"].number(year, status),
        part_b_add=_tiers(figures["part_b_add"].numbers(year, status)),
        part_d_add=_tiers(figures["part_d_add"].numbers(year, status)),
        part_b_standard=figures["part_b_standard"].number(year, status),
        top_frozen_through=figures["top_frozen_through"].number(year, status),
        threshold_step=shared_step(figures, ("over", "top_from"), status),
        premium_step=shared_step(figures, ("part_b_standard", "part_b_add", "part_d_add"), status),
    )


def _padded(numbers: tuple[float, ...], length: int, filler: float) -> tuple[float, ...]:
    return numbers + (filler,) * (length - len(numbers))


def _tiers(amounts: tuple[float, ...]) -> Five:
    """Return five amounts; a status with fewer tiers keeps its top tier in the last place."""
    lower, top = amounts[:-1], amounts[-1]
    return (*_padded(lower, N_TIERS - 1, top), top)  # type: ignore[return-value]


def zero_irmaa_law(law: IrmaaLaw) -> IrmaaLaw:
    """Return ``law`` without any adjustment or premium, for the test that harvesting is then worth exactly nothing."""
    zeros = (0.0,) * N_TIERS
    return law._replace(part_b_add=zeros, part_d_add=zeros, part_b_standard=0.0)  # type: ignore[arg-type]


@lru_cache(maxsize=16)
def load_aca_law(year: int) -> AcaLaw:
    """Return the premium tax credit's law of one year (the poverty line is that of the 48 states and DC).

    Simplification: Alaska and Hawaii have higher poverty lines.
    """
    figures = figures_of("aca")
    if year not in figures["poverty_base"].values:
        require_year(year)
    status = FilingStatus.SINGLE  # nothing here differs by filing status
    lists = {
        name: figures[name].numbers(year, status) for name in ("band_from", "band_to", "initial_share", "final_share")
    }
    numbers = {name: figures[name].number(year, status) for name in AcaLaw._fields[4:-1]}
    step = shared_step(figures, ("poverty_base", "poverty_per_person"), status)
    return AcaLaw(**lists, **numbers, poverty_step=step)  # type: ignore[arg-type]


def last_aca_year() -> int:
    """Return the last year whose applicable percentages are published, a year ahead of the tax figures."""
    return max(figures_of("aca")["initial_share"].values)


@lru_cache(maxsize=16)
def load_estate_law(year: int) -> EstateLaw:
    """Return the estate tax law of one year of death."""
    require_year(year)
    figures = figures_of("estate")
    status = FilingStatus.SINGLE
    return EstateLaw(
        year=year,
        basic_exclusion=figures["basic_exclusion"].number(year, status),
        exclusion_step=figures["basic_exclusion"].step[status],
        thresholds=figures["thresholds"].numbers(year, status),
        rates=figures["rates"].numbers(year, status),
    )
