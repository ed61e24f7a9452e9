"""From the data files to the federal law of one year and one filing status."""

from functools import lru_cache
from pathlib import Path

from sim.errors import InputError, Problem
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
from sim.law.figures import FIRST_YEAR, Figure, read_topic, shared_step
from sim.law.filing_status import CODE_OF
from sim.scenario.enums import FilingStatus

FEDERAL_FOLDER = Path(__file__).with_name("federal")


@lru_cache(maxsize=1)
def federal_topics() -> dict[str, tuple[str, dict[str, Figure]]]:
    """Return every federal topic: file name -> (title, figures by name).

    Raises
    ------
    InputError
        Every figure of every file that breaks the schema.
    """
    topics, problems = {}, []
    for path in sorted(FEDERAL_FOLDER.glob("*.toml")):
        try:
            topics[path.stem] = read_topic(path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return topics


def figures_of(topic: str) -> dict[str, Figure]:
    """Return the figures of one federal topic by name."""
    return federal_topics()[topic][1]


@lru_cache(maxsize=1)
def federal_years() -> tuple[int, ...]:
    """Return the tax years every indexed figure has a published value for, rising."""
    every_figure = [figure for _, figures in federal_topics().values() for figure in figures.values()]
    last = min(max(figure.values) for figure in every_figure if figure.indexed_by)
    return tuple(range(FIRST_YEAR, last + 1))


def figures_in_words(year: int, inflation: float) -> str:
    """Return how a year's federal figures came about: published, or projected with an inflation assumed [1/yr]."""
    last = federal_years()[-1]
    if year <= last:
        return "published figures"
    return f"figures of {last}, projected to {year} with {inflation:.1%} a year"


def require_year(year: int) -> None:
    """Refuse a year without published figures.

    Raises
    ------
    InputError
        With the years that are there and how to project.
    """
    years = federal_years()
    if year not in years:
        message = f"no published law for this year: the data holds {years[0]} to {years[-1]}"
        if year > years[-1]:
            message += ". Later years need an explicit inflation assumption (sim.law.projection)"
        raise InputError([Problem("year", str(year), message)])


@lru_cache(maxsize=64)
def load_federal_law(year: int, status: FilingStatus) -> FederalLaw:
    """Return the federal law of one published year and one filing status.

    Raises
    ------
    InputError
        Year without published figures, or a data file that breaks the schema.
    """
    require_year(year)
    return FederalLaw(
        year=year,
        filing_status=int(CODE_OF[status]),
        ordinary=_ordinary(year, status),
        gains=_gains(year, status),
        deductions=_deductions(year, status),
        social_security=_social_security(year, status),
        amt=_amt(year, status),
        surtaxes=_surtaxes(year, status),
        steps=_steps(status),
        investments=InvestmentLaw(**_numbers("fund_income", InvestmentLaw._fields, year, status)),
    )


def _ordinary(year: int, status: FilingStatus) -> OrdinaryLaw:
    figures = figures_of("ordinary")
    return OrdinaryLaw(
        thresholds=figures["thresholds"].numbers(year, status),  # type: ignore[arg-type]
        rates=figures["rates"].numbers(year, status),  # type: ignore[arg-type]
    )


def _gains(year: int, status: FilingStatus) -> GainsLaw:
    figures = figures_of("capital_gains")
    rates = figures["rates"].numbers(year, status)
    middle_threshold, top_threshold = figures["thresholds"].numbers(year, status)
    loss_limit = figures["loss_limit"].number(year, status)
    return GainsLaw(middle_threshold, top_threshold, *rates, loss_limit)  # type: ignore[call-arg]


def _numbers(topic: str, names: tuple[str, ...], year: int, status: FilingStatus) -> dict[str, float]:
    figures = figures_of(topic)
    return {name: figures[name].number(year, status) for name in names}


def _deductions(year: int, status: FilingStatus) -> DeductionLaw:
    return DeductionLaw(**_numbers("deductions", DeductionLaw._fields, year, status))


def _social_security(year: int, status: FilingStatus) -> SocialSecurityLaw:
    return SocialSecurityLaw(**_numbers("social_security", SocialSecurityLaw._fields, year, status))


def _surtaxes(year: int, status: FilingStatus) -> SurtaxLaw:
    return SurtaxLaw(**_numbers("surtaxes", SurtaxLaw._fields, year, status))


def _amt(year: int, status: FilingStatus) -> AmtLaw:
    low_rate, high_rate = figures_of("amt")["rates"].numbers(year, status)
    names = ("exemption", "phaseout_start", "phaseout_rate", "high_rate_threshold", "has_separate_addback")
    return AmtLaw(low_rate=low_rate, high_rate=high_rate, **_numbers("amt", names, year, status))


def _steps(status: FilingStatus) -> RoundingSteps:
    return RoundingSteps(
        ordinary=figures_of("ordinary")["thresholds"].step[status],
        gains=figures_of("capital_gains")["thresholds"].step[status],
        standard=figures_of("deductions")["standard"].step[status],
        aged_addition=figures_of("deductions")["aged_addition"].step[status],
        amt=shared_step(figures_of("amt"), ("exemption", "high_rate_threshold"), status),
        amt_phaseout=figures_of("amt")["phaseout_start"].step[status],
    )
