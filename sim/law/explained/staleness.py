"""What of the law's data is behind a year, or waits for an outcome: what a maintainer has to look up."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.law.explained.federal_rows import is_published_yearly
from sim.law.federal_law import federal_topics
from sim.law.figures import Figure
from sim.law.local.local_law import localities
from sim.law.state_tables import state_info
from sim.scenario.enums import STATES

_MOST_NAMED = 5


@dataclass(frozen=True)
class Stale:
    """One part of the data, and what is to be looked up for it."""

    where: str
    what: str


def stale_parts(year: int) -> list[Stale]:
    """Return what of the law's data is not that of a year, federal topics first, counties and cities last.

    Parameters
    ----------
    year : int
        The tax year that the data should hold.

    Returns
    -------
    list of Stale
        Empty where every figure of the year is published and verified.
    """
    return [*_federal(year), *_states(year), *_localities(year)]


def _federal(year: int) -> Iterator[Stale]:
    for topic, (_, figures) in federal_topics().items():
        behind = [figure for figure in figures.values() if _is_yearly(figure) and max(figure.values) < year]
        if behind:
            last = min(max(figure.values) for figure in behind)
            labels = "; ".join(figure.label for figure in behind)
            yield Stale(f"federal/{topic}.toml", f"no {year} yet, so {last} grows with prices: {labels}")


def _is_yearly(figure: Figure) -> bool:
    return bool(figure.indexed_by) or is_published_yearly(figure)


def _states(year: int) -> Iterator[Stale]:
    for code in STATES:
        info = state_info(code)
        last = max(info.badge)
        if info.tax == "none":
            continue
        if last < year:
            yield Stale(f"states/{code}.toml", f"no {year} yet, so {last} grows with prices")
        elif info.badge[year] == "projected":
            yield Stale(f"states/{code}.toml", f"{year} is projected, not what the state has published")
        if info.what_if[0]:
            yield Stale(
                f"states/{code}.toml", f"the outcome is open, and off unless a plan counts on it: {info.what_if[0]}"
            )


def _localities(year: int) -> Iterator[Stale]:
    for code in STATES:
        badges = {place.name: place.badge for place in localities(code)}
        older = {name: max(badge) for name, badge in badges.items() if max(badge) < year}
        projected = [name for name, badge in badges.items() if badge.get(year) == "projected"]
        if older:
            what = f"no {year} yet, so what is written for {min(older.values())} stands"
            yield Stale(f"local/{code}.toml", f"{what}: {_places(list(older), len(badges))}")
        if projected:
            what = f"{year} is projected, not what the places have published"
            yield Stale(f"local/{code}.toml", f"{what}: {_places(projected, len(badges))}")


def _places(names: list[str], of: int) -> str:
    return f"all {of} places" if len(names) == of > _MOST_NAMED else "; ".join(names)
