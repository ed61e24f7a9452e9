"""Harvesting and asset location, alone and together: the four corners of a comparison, and what is beyond their sum."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sim.results.findings import Findings
from sim.results.paired import STANDARD_ERRORS, Measure, PairedDifference, differences, paired_difference
from sim.views.sentences import WEALTH, quantity
from sim.views.theme import LIGHT, Theme, dressed
from sim.views.view import View

NAMES = ("Harvesting alone", "Location alone", "Both together", "Beyond the sum of both")


AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class Corners:
    """What harvesting and location are worth alone and together, all against neither, and what is more than the sum.

    The positions are those of the strategies.
    """

    neither: int
    harvesting: int
    location: int
    both: int
    alone_harvesting: PairedDifference
    alone_location: PairedDifference
    together: PairedDifference
    beyond_the_sum: PairedDifference


def corners(findings: Findings, measure: Measure) -> Corners | None:
    """Return the four corners among the strategies of a run, None where it has none."""
    found = _corners_among(findings.result.scenario.strategies)
    if found is None:
        return None
    neither, harvesting, location, both = found
    gaps = differences(findings, measure, neither)
    beyond = gaps[both] - gaps[harvesting] - gaps[location]
    made = [paired_difference(row, measure, findings.luck) for row in (*gaps[list(found[1:])], beyond)]
    return Corners(neither, harvesting, location, both, *made)


def _corners_among(strategies: tuple[Any, ...]) -> tuple[int, int, int, int] | None:
    """Return the positions of (neither, harvesting, location, both) that differ in nothing but these two."""
    for neither, one in enumerate(strategies):
        if one.takes_losses or one.location != AS_IT_IS:
            continue
        for both, other in enumerate(strategies):
            if not other.takes_losses or other.location == AS_IT_IS:
                continue
            harvesting = _position(strategies, other.model_copy(update={"location": one.location}))
            location = _position(strategies, one.model_copy(update={"location": other.location}))
            if harvesting >= 0 and location >= 0:
                return neither, harvesting, location, both
    return None


def _position(strategies: tuple[Any, ...], wanted: Any) -> int:
    """Return the position of a strategy that is this one but for its name, -1 where there is none."""
    unnamed = wanted.model_dump(exclude={"name"})
    return next((k for k, one in enumerate(strategies) if one.model_dump(exclude={"name"}) == unnamed), -1)


def four_corners(findings: Findings, theme: Theme = LIGHT, measure: Measure = WEALTH) -> View | None:
    """Return a bar for each corner, and one for what the two tools add to each other; None where the run lacks them."""
    found = corners(findings, measure)
    if found is None:
        return None
    rows = (found.alone_harvesting, found.alone_location, found.together, found.beyond_the_sum)
    errors = [STANDARD_ERRORS * row.standard_error for row in rows]
    bars = go.Bar(
        x=list(NAMES),
        y=[row.mean for row in rows],
        marker={"color": [theme.color(k) for k in range(len(rows))]},
        error_y={"type": "data", "array": errors, "color": theme.quiet},
    )
    figure = go.Figure(bars)
    figure.update_yaxes(title_text=f"Difference from neither<br>[{findings.dollars}]", tickformat="$,.0f")
    table = pd.DataFrame({"": NAMES, f"{measure.label} [USD]": [row.mean for row in rows], "± [USD]": errors})
    said = [quantity(row.mean, measure) if row.is_measurable else "no measurable difference" for row in rows]
    words = f"Against “{findings.names[found.neither]}”: " + "; ".join(map(": ".join, zip(NAMES, said, strict=True)))
    return View(dressed(figure, theme, height=380), table, f"{words}.")
