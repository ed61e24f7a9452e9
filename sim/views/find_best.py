"""The race as a picture: income against wealth, the front of those that nothing beats, and who dropped out."""

import pandas as pd
import plotly.graph_objects as go

from sim.results.explain import signed_usd, usd
from sim.results.paired import STANDARD_ERRORS
from sim.studies.find_best import Race, Runner
from sim.studies.racing import Gap, Goal
from sim.views.theme import LIGHT, Theme, dressed, hover, label
from sim.views.view import View

FRONT, BEST, LEVEL, DROPPED = "Front", "Best by the goal", "As good as the best", "Dropped out: measurably worse"
SYMBOL = {DROPPED: "x", LEVEL: "circle", FRONT: "diamond", BEST: "star"}
SIZE = {DROPPED: 7, LEVEL: 10, FRONT: 13, BEST: 18}
NAMED = 4


def race_view(race: Race, theme: Theme = LIGHT) -> View:
    """Return every candidate by what it changes in income and in wealth, less today's plan without a harvest.

    Where income is the same for all, as where a fixed target is met, the conversion rule stands on its axis.
    """
    figure = go.Figure()
    front = sorted((one for one in race.runners if one.is_on_front), key=lambda one: one.income.mean or 0.0)
    line = {"color": theme.quiet, "width": 1.5, "dash": "dot"}
    if len(front) > 1:
        figure.add_trace(
            go.Scatter(
                x=_places(race, front),
                y=[one.wealth.mean for one in front],
                mode="lines",
                line=line,
                hoverinfo="skip",
                showlegend=False,
            )
        )
    for number, kind in enumerate(SYMBOL):
        chosen = [one for one in race.runners if kind_of(race, one) == kind]
        if chosen:
            figure.add_trace(_points(race, kind, chosen, theme.quiet if kind == DROPPED else theme.color(number)))
    figure.add_hline(y=0, line=line)
    if is_income_the_same(race):
        figure.update_xaxes(
            title_text="Roth conversion (income at the 10th percentile is the same for all)", type="category"
        )
    else:
        figure.add_vline(x=0, line=line)
        title = "Income at the 10th percentile, difference from no harvesting<br>[today's dollars a year]"
        figure.update_xaxes(title_text=title, tickformat="$,.0f")
    figure.update_yaxes(title_text="After-tax wealth, difference<br>[today's dollars]", tickformat="$,.0f")
    return View(dressed(figure, theme, height=520), table_of(race), " ".join(sentences_of(race)))


def is_income_the_same(race: Race) -> bool:
    """Return whether no candidate's income at the 10th percentile differs."""
    return not any(one.income.mean for one in race.runners)


def _places(race: Race, chosen: list[Runner]) -> list[float | str | None]:
    if is_income_the_same(race):
        return [label(one.candidate.conversion) for one in chosen]
    return [one.income.mean for one in chosen]


def kind_of(race: Race, one: Runner) -> str:
    """Return how a candidate is drawn."""
    if one is race.best:
        return BEST
    if one.is_on_front:
        return FRONT
    return LEVEL if one.dropped_in is None else DROPPED


def _points(race: Race, kind: str, chosen: list[Runner], color: str) -> go.Scatter:
    errors = [STANDARD_ERRORS * (one.wealth.standard_error or 0.0) for one in chosen]
    return go.Scatter(
        x=_places(race, chosen),
        y=[one.wealth.mean for one in chosen],
        mode="markers",
        name=kind,
        marker={"symbol": SYMBOL[kind], "size": SIZE[kind], "color": color},
        error_y={"type": "data", "array": errors, "color": color, "thickness": 1, "width": 3}
        if kind in (BEST, FRONT)
        else None,
        customdata=[hover(sentence(race, one)) for one in chosen],
        hovertemplate="%{customdata}<extra></extra>",
    )


def amount(gap: Gap | None, goal: Goal) -> str:
    """Return a difference with two standard errors, in the goal's unit; that none can be measured where that is so."""
    if gap is None or gap.mean is None:
        return "n/a"
    error = STANDARD_ERRORS * (gap.standard_error or 0.0)
    if gap.mean == 0 and error == 0:
        return "the same"
    if goal.unit.startswith("real USD"):
        words = f"{signed_usd(gap.mean)} ± {usd(error)}"
    else:
        words = f"{gap.mean:+.2f} ± {error:.2f} {goal.unit}"
    return words if gap.is_measurable else f"no measurable difference ({words})"


def sentence(race: Race, one: Runner) -> str:
    """Return what became of a candidate."""
    start = f"{one.candidate.name}: {race.goal.label.lower()} {amount(one.goal, race.goal)} compared with no harvesting"
    if one is race.best:
        return f"{start}. The best of {len(race.runners)} on {one.n_paths} paths."
    if one.dropped_in is None:
        return f"{start}. No measurable difference from the best on {one.n_paths} paths."
    return f"{start}. Measurably worse than the best after {one.n_paths} paths, so it was not followed further."


def sentences_of(race: Race) -> list[str]:
    """Return the outcome in short sentences: who is best, by how much, whose merit that is, and who is as good."""
    best, goal, others = race.best, race.goal, race.as_good
    if len(others) == len(race.runners) - 1:
        n = len(race.runners)
        return [f"By {goal.label.lower()} there is no measurable difference among the {n}: keep the simplest."]
    told = [
        f"The best of {len(race.runners)} by {goal.label.lower()}: {best.candidate.name}.",
        f"Compared with no harvesting and everything else as planned: {amount(best.goal, goal)}.",
    ]
    if best.checked is not None:
        told.append(f"On fresh paths that had no part in the choice: {amount(best.checked, goal)}. Rely on this one.")
    if best.merit is not None:
        told += [
            f"Of that, the conversion and the rollover's date alone: {amount(best.merit.without_harvest, goal)}.",
            f"Harvesting alone: {amount(best.merit.harvest, goal)}.",
            f"What only both together have: {amount(best.merit.together, goal)}.",
        ]
    if race.without_harvest is not None:
        told.append(
            f"The same without harvesting, compared with the best: {amount(race.without_harvest.behind, goal)}."
        )
    if not others:
        return [*told, "Every other one is measurably worse."]
    names = "; ".join(one.candidate.name for one in others[:NAMED])
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    level = f"{len(others)} others show no measurable difference from it: {names}{more}."
    return [*told, f"{level} Choose the simplest of these."]


def table_of(race: Race) -> pd.DataFrame:
    """Return one row a candidate, the best first."""
    rows = []
    for one in race.runners:
        standing = kind_of(race, one)
        rows.append(
            {
                "Strategy": one.candidate.name,
                "Standing": standing if standing != DROPPED else f"out after round {one.dropped_in}",
                f"{race.goal.label} compared with no harvesting [{race.goal.unit}]": amount(one.goal, race.goal),
                "Behind the best": amount(one.behind, race.goal),
                "After-tax wealth": _dollars(one.wealth),
                "Income, 10th percentile": _dollars(one.income),
                "On fresh paths": "" if one.checked is None else amount(one.checked, race.goal),
                "Of it conversion and date alone": _part(one, race.goal, "without_harvest"),
                "Harvesting alone": _part(one, race.goal, "harvest"),
                "Only both together": _part(one, race.goal, "together"),
                "Paths": str(one.n_paths),
            }
        )
    return pd.DataFrame(rows)


def _part(one: Runner, goal: Goal, name: str) -> str:
    return "" if one.merit is None else amount(getattr(one.merit, name), goal)


def _dollars(gap: Gap) -> str:
    if gap.mean is None:
        return "n/a"
    return "the same" if gap.mean == 0 else f"{signed_usd(gap.mean)}"
