"""The returns of the years on a page: rates, brackets and Medicare over all paths or on one; one year in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.api import Scenario
from sim.api.studies import TAX_YEARS_PATHS, TaxYears, tax_years
from sim.api.trace import PathRecord, Rank, path_of
from sim.views.view import View
from sim.views.years.tax_years import filled_brackets, medicare_tiers, required_by_year, tax_rates
from sim.views.years.year_flows import year_flows
from ui.core import charts, glossary, result_tables, session
from ui.core.text import md
from ui.results import on_demand
from ui.runs.jobs import Asked, Progress
from ui.runs.outcome import Outcome

LABEL = "Tax rates, brackets, Medicare and required distributions on"
ALL = "All paths"
ONE = (Rank.MEDIAN, Rank.WORST_TENTH, Rank.BEST_TENTH)
CHOSEN = "over-time-year"
ADVICE = "Click a year in one of the pictures above, or choose it here."
HOW = (
    "- **Effective rate**: income tax over the modified adjusted gross income (adjusted gross income and tax-exempt "
    "interest). **Marginal rate**: that of the federal bracket in which the next dollar of ordinary income falls; what "
    "a dollar more does to the tax on benefits, to surcharges or to the state's tax is not in it. Over all paths, both "
    "are those of a dollar of all their income, so that paths with a high income count more.\n"
    "- **Brackets** hold the income that is taxed at ordinary rates, after deductions; long-term gains and qualified "
    "dividends have rates of their own (IRC 1(h)). After a death the survivor files as single.\n"
    "- **Medicare's tier** is the one that the year's surcharges were charged by, usually for the income of two years "
    "before (42 USC 1395r(i)). Tier 1 is the lowest surcharge, tier 5 the highest.\n"
    f"- Where a run has more than {TAX_YEARS_PATHS:,} paths, these pictures show its first {TAX_YEARS_PATHS:,}."
)

Record = Callable[[Outcome, int, int], PathRecord]
ShowReturn = Callable[[PathRecord, int], None]


def show(outcome: Outcome, strategy: int, record_of: Record, show_return: ShowReturn) -> None:
    """Show what the returns of the years say, and one year of a path in full.

    record_of : gives a strategy's path written down. show_return : shows a year's return of it
    """
    scenario = outcome.result.scenario
    rank = st.selectbox(LABEL, (ALL, *ONE), format_func=_sentence_case, key="over-time-paths", width=460)
    path = path_of(outcome.findings, strategy, rank if isinstance(rank, Rank) else Rank.MEDIAN)
    found = _over_all(outcome, strategy) if rank == ALL else tax_years(scenario, strategy, [path])
    if found is None:
        return
    of_path = f"path {path + 1:,}" if rank != ALL else f"the median path, number {path + 1:,}"

    def body() -> None:
        _pictures(outcome, found, (strategy, None if rank == ALL else path))
        _one_year(outcome, strategy, path, of_path, record_of, show_return)

    st.fragment(body)()


def _sentence_case(one: Rank | str) -> str:
    return f"{one[:1].upper()}{one[1:]}"


def _over_all(outcome: Outcome, strategy: int) -> TaxYears | None:
    """Return the returns of all paths, or of the first ones of a large run; None while they are worked out."""
    wanted = on_demand.Wanted(
        "over-time", "Work out rates and brackets", ":material/percent:", "Reading the returns",
        (outcome.summary["scenario_sha256"], strategy),
    )  # fmt: skip

    def work(plan: Scenario, on_progress: Progress, should_cancel: Asked) -> TaxYears:
        n_paths = min(plan.simulation.n_paths, TAX_YEARS_PATHS)
        return tax_years(plan, strategy, range(n_paths), on_progress, should_cancel)

    return on_demand.made_or_begun(wanted, outcome.result.scenario, work)


def _pictures(outcome: Outcome, found: TaxYears, of: tuple[int, int | None]) -> None:
    """Show the four pictures, made once; a click on a year of one of them chooses it.

    of : strategy, and path where it is one path's
    """
    theme, is_future = charts.page_theme(), outcome.findings.is_in_future_dollars

    def make() -> dict[str, View]:
        return {
            "Effective and marginal rate": tax_rates(found, theme),
            "Federal brackets, as the income fills them": filled_brackets(found, theme, is_future=is_future),
            "Medicare's tier": medicare_tiers(found, theme, is_future=is_future),
            "Required distributions": required_by_year(found, theme, is_future=is_future),
        }

    made = outcome.once(("tax years", *of, len(found.paths), theme.text), make)
    for title, view in made.items():
        st.subheader(title)
        glossary.said(md(view.words, 600))
        _take_click(title, view)
    with st.expander("The same figures as tables", icon=":material/table:"):
        for title, view in made.items():
            glossary.said(f"**{title}**")
            result_tables.show(charts.in_words(view.table, is_future))


def _take_click(title: str, view: View) -> None:
    """Draw a picture; a year newly clicked in it becomes the one that is shown in full."""
    key = f"over-time-{title}"
    clicked = charts.draw_to_click(view, key)
    if clicked != session.slot(f"{key}-clicked", lambda: None):
        session.fill_slot(f"{key}-clicked", clicked)
        if clicked is not None:
            session.fill_slot(CHOSEN, int(clicked))
            session.renew(CHOSEN)


def _one_year(
    outcome: Outcome, strategy: int, path: int, of_path: str, record_of: Record, show_return: ShowReturn
) -> None:
    st.subheader("One year in full")
    years = outcome.result.years[outcome.result.is_lived(strategy)[path]].tolist()
    chosen: Any = session.slot(CHOSEN, lambda: None)
    key = session.key(CHOSEN)

    def keep() -> None:
        session.fill_slot(CHOSEN, session.held(key))

    at = years.index(chosen) if chosen in years else None
    year = st.selectbox("Year", years, at, key=key, on_change=keep, placeholder="Choose a year", width=240, help=ADVICE)
    if year is None:
        gone = f"On {of_path}, nobody lives in {chosen} any more: its last year is {years[-1]}. "
        st.caption((gone if chosen is not None else "") + ADVICE)
        return
    record = record_of(outcome, strategy, path)
    place = years.index(year)
    view = year_flows(record, place, charts.page_theme())
    glossary.said(
        f"**Where the money of {year} came from, and where it went**, on {of_path}, in the dollars of {year}, as on "
        "statements. Taxes are those paid in the year, most of them for the year before."
    )
    charts.draw(view, "year-flows")
    with st.expander("The same figures as a table", icon=":material/table:"):
        result_tables.show(charts.in_cents(view.table))
    glossary.said(f"**The return of {year}**")
    show_return(record, place)
