"""Every federal figure in force in a year for a filing status, as rows a person can read and search."""

import tomllib
from dataclasses import dataclass
from datetime import date

from sim.law.early_distribution import early_exceptions
from sim.law.explained.words import dollars, in_words, share
from sim.law.federal_law import federal_topics, federal_years
from sim.law.figures import Figure
from sim.law.rmd_law import DATA_FILE, load_rmd_tables, missed_distribution_rate
from sim.scenario.enums import FilingStatus

PUBLISHED, FROZEN, PROJECTED = "published", "frozen by statute", "projected"


@dataclass(frozen=True)
class LawRow:
    """One figure: what it is, its value, whether it is published, what it does later, and its source."""

    topic: str
    figure: str
    value: str
    status: str
    later: str
    source: str


def federal_rows(year: int, filing_status: FilingStatus) -> list[LawRow]:
    """Return every federal figure of one year; one not yet published is the last one, marked projected."""
    rows = [
        _row(title, figure, year, filing_status)
        for title, figures in federal_topics().values()
        for figure in figures.values()
    ]
    return [*rows, *_distribution_rows(), *_exception_rows()]


def years_shown() -> tuple[int, ...]:
    """Return the years with published figures, and the next one, whose figures are partly known."""
    years = federal_years()
    return (*years, years[-1] + 1)


def _row(title: str, figure: Figure, year: int, filing_status: FilingStatus) -> LawRow:
    last = max(figure.values)
    value = figure.value(min(year, last), filing_status)
    status = FROZEN if figure.frozen_by and not is_published_yearly(figure) else PUBLISHED
    if status == PUBLISHED and year > last:
        status = f"{PROJECTED} from {last}"
    step = figure.step[filing_status]
    later = f"Does not change: {figure.frozen_by}"
    if figure.indexed_by:
        way = "down to" if figure.rounding == "down" else "to the nearest"
        later = f"Indexed to {figure.indexed_by}; rounded {way} {dollars(step)}"
    later += f". Shown only: {figure.unused}" if figure.unused else ""
    return LawRow(title, figure.label, in_words(value, figure.unit), status, later, figure.reference)


def is_published_yearly(figure: Figure) -> bool:
    """Return whether a figure that is not grown by an index is published again every year."""
    return figure.frozen_by.startswith("published")


def _distribution_rows() -> list[LawRow]:
    title, uniform = "Required minimum distributions", load_rmd_tables().uniform
    stays = "Does not change: set by statute"
    data = tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))
    ages, begins = data["applicable_age"], data["required_beginning"]
    rows = [
        LawRow(
            title,
            f"Starting age, born on or after {_day(row['born_from'])}",
            f"{row['age']:g}",
            FROZEN,
            stays,
            row["reference"],
        )
        for row in ages
    ]
    table = " · ".join(f"{age}: {uniform[age]:g}" for age in (73, 75, 80, 85, 90, 95, 100))
    tables = "26 CFR 1.401(a)(9)-9(c) (T.D. 9930)"
    missed = f"{share(missed_distribution_rate(False))}, {share(missed_distribution_rate(True))} when corrected in time"
    waits = f"{begins['month']:02}/{begins['day']:02}"
    return [
        *rows,
        LawRow(title, "The first one may wait until, in the next year", waits, FROZEN, stays, begins["reference"]),
        LawRow(
            title,
            "Uniform Lifetime Table, age: divisor",
            table,
            FROZEN,
            "Does not change until a new regulation",
            tables,
        ),
        LawRow(title, "Excise tax on a distribution not taken", missed, FROZEN, stays, "IRC 4974(a), (e)"),
    ]


def _day(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _exception_rows() -> list[LawRow]:
    title = "Exceptions to the 10% additional tax"
    return [
        LawRow(
            title,
            found.label,
            f"{', '.join(found.accounts)}{f'; up to {dollars(found.limit)}' if found.limit else ''}",
            FROZEN,
            "Does not change: set by statute",
            found.reference,
        )
        for found in early_exceptions().values()
    ]
