"""Presentation mode: one idea a page in large type, names masked, inputs hidden, next and back by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from sim.api import Findings
from sim.api.results import MEASURE, SAFE_SPENDING, goal_json, masked, versus, when_words
from sim.views import Theme, View, difference_distribution, income_by_source, tax_by_kind
from ui.core import charts, dollars, running, session
from ui.core.text import md, percent
from ui.results import key_figures, to_do
from ui.runs.outcome import Outcome

SLOT, HEIGHT, CHART_TYPE, MOST_ACTIONS = "slide", 490, {"size": 16, "family": charts.PAGE_FONT}, 5
LARGE = """<style>
[data-testid=stHeader] {display: none}
[data-testid=stMainBlockContainer] {padding: 1.2rem 3rem 0.5rem; max-width: 82rem}
[data-testid=stMainBlockContainer] h1 {font-size: 2.6rem; padding: 0 0 .4rem}
.st-key-slide [data-testid=stMarkdownContainer] :is(p, li) {font-size: 1.6rem; line-height: 1.5}
.st-key-slide [data-testid=stCaptionContainer] p {font-size: 1.1rem}
.st-key-slide [data-testid=stMetricLabel] p {font-size: 1.3rem}
.st-key-slide [data-testid=stMetricValue] :is(div, p) {font-size: 3.2rem; line-height: 1.3}
.st-key-slide h2 {font-size: 2.4rem}
.st-key-slide [data-testid=stMetricDelta] div {font-size: 1.3rem}
</style>"""


class Slide(NamedTuple):
    """One idea: a title, and what draws it."""

    title: str
    draw: Callable[[Outcome], None]


def outcome_or_ask() -> Outcome | None:
    """Return the last run under neutral names; where there is none, say how to get one and return None."""
    shown = running.latest()
    if shown is None:
        st.info("There is nothing to present yet: press **Run** first.")
        return None
    kept: tuple[str, Outcome] | None = session.slot("masked-run", lambda: None)
    if kept is None or kept[0] != shown.sha256:
        kept = (shown.sha256, Outcome.of(masked(shown.outcome.result)))
        session.fill_slot("masked-run", kept)
    if shown.is_old:
        st.warning("The plan has changed since this run.", icon=":material/history:")
    return kept[1].in_future_dollars() if dollars.are_future() else kept[1]


def show(outcome: Outcome) -> None:
    """Show the slide at hand, and below it the way on and back."""
    position = min(int(session.slot(SLOT, lambda: 0)), len(SLIDES) - 1)
    slide = SLIDES[position]
    st.html(LARGE)
    with st.container(key="slide", height=590, border=False):
        st.title(slide.title)
        slide.draw(outcome)
    _controls(position)


def _controls(position: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.button("Back", shortcut="Left", key="slide-back", disabled=position == 0, on_click=_go, args=(position - 1,))
        last = position == len(SLIDES) - 1
        st.button("Next", shortcut="Right", key="slide-next", disabled=last, on_click=_go, args=(position + 1,))
        st.markdown(f"{position + 1} of {len(SLIDES)}")
        dollars.switch(is_labeled=False)
        if st.button("Leave", shortcut="Escape", key="slide-leave", icon=":material/close:"):
            st.switch_page("pages/results/answer.py")


def _go(position: int) -> None:
    session.fill_slot(SLOT, position)


def _question(outcome: Outcome) -> None:
    st.markdown(
        "- Inside a 401(k) or an IRA there is no taxable gain or loss.\n"
        "- A direct rollover to a traditional IRA is not taxed: there is no tax on it for a loss to lower.\n"
        "- Harvesting can help only in a *taxable* account, mostly by deferring tax.\n"
        "- A purchase in the IRA within 30 days before or after can destroy the loss for good."
    )


def _by_spending(outcome: Outcome) -> tuple[str, str] | None:
    """Return headline and words where what is safe to spend decides, under the neutral names; else None."""
    shown = running.latest()
    if shown is None:
        return None
    decided = goal_json(shown.outcome.findings, key_figures.wanted_goal())
    words: str = decided["lead"]
    for own, neutral in zip(shown.outcome.findings.names, outcome.findings.names, strict=True):
        words = words.replace(f"“{own}”", f"“{neutral}”")
    return (decided["headline"], words) if decided["decided_by"] == SAFE_SPENDING else None


def _answer(outcome: Outcome) -> None:
    objective = key_figures.wanted_objective()
    if (decided := _by_spending(outcome)) is not None:
        st.markdown(f"## {md(decided[0])}\n\n{md(decided[1], 600)}")
        return
    found = outcome.summary["verdict"][objective]
    st.markdown(f"## {md(found['headline'])}")
    strategy, reference = key_figures.pair(outcome, objective)
    if strategy == reference:
        st.markdown(md(found["sentence"], 600))
        return
    key_figures.show(outcome, (objective,))
    better = versus(outcome.findings, MEASURE[objective], reference)[strategy].share_better
    st.markdown(f"Better on **{percent(better)}** of the random markets.")


def _figures(outcome: Outcome) -> None:
    key_figures.show(outcome, ("after_tax_wealth_real", "heirs_wealth_real", "mean_income_real"))
    st.markdown(
        "Losses harvested are not wealth: each one lowers the basis of the replacement, and most of the tax comes due "
        "later. Heirs may receive the shares at their value of that day, and then it does not."
    )


def _paths(outcome: Outcome) -> None:
    objective = key_figures.wanted_objective()
    strategy, reference = key_figures.pair(outcome, objective)
    if strategy == reference:
        st.markdown("There is no difference to show: on every path both end the same.")
        return
    view = partial(difference_distribution, strategy=strategy, reference=reference, measure=MEASURE[objective])
    _picture(view, outcome, "slide-paths")


def _picture(view: Callable[[Findings, Theme], View], outcome: Outcome, key: str) -> None:
    made = view(outcome.findings, charts.page_theme())
    made.figure.update_layout(height=HEIGHT, font=CHART_TYPE)
    made.figure.update_xaxes(title_font=CHART_TYPE)
    made.figure.update_yaxes(title_font=CHART_TYPE)
    st.plotly_chart(made.figure, theme=None, width="stretch", key=key, config={"displayModeBar": False}, alt=made.words)


def _to_do(outcome: Outcome) -> None:
    found = to_do.advised(outcome, outcome.summary["goal"])
    if not found.actions:
        st.markdown("Nothing is to be done for its tax now.")
    for action in found.actions[:MOST_ACTIONS]:
        st.markdown(f"- **{when_words(action)}:** {md(action.what, 150)}")


def _tax(outcome: Outcome) -> None:
    strategy, reference = key_figures.pair(outcome, key_figures.wanted_objective())
    if strategy == reference:
        st.markdown("Harvesting changes no tax here.")
        return
    _picture(partial(tax_by_kind, strategy=strategy, reference=reference), outcome, "slide-tax")


def _income(outcome: Outcome) -> None:
    strategy, _ = key_figures.pair(outcome, key_figures.wanted_objective())
    _picture(partial(income_by_source, strategy=strategy), outcome, "slide-income")


def _rests_on(outcome: Outcome) -> None:
    found = outcome.summary
    years = found["years"]
    st.markdown(
        f"- {found['n_paths']:,} random markets, the same for every strategy, {years[0]} to {years[-1]}.\n"
        "- Federal and state law as published; later years grow with inflation where the law says so.\n"
        "- Returns and inflation are assumptions. ± covers chance only, two standard errors.\n"
        "- A simulation, not tax or investment advice: have a tax professional check before you trade."
    )
    st.caption(f"Seed {found['seed']}, law {md(found['law_version'])}.")


SLIDES = (
    Slide("What is harvesting worth around this rollover?", _question),
    Slide("The answer", _answer),
    Slide("What to do, by when", _to_do),
    Slide("Now, and for heirs", _figures),
    Slide("Not only the average: every random market", _paths),
    Slide("Which tax changes, and when", _tax),
    Slide("Where the money of each year comes from", _income),
    Slide("What this is based on", _rests_on),
)
