"""What can be spent, on the page *Retirement income*: a rate chosen, the search on demand; the certain income."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.api import InputError, Scenario, safe_spending
from sim.api.results import (
    CERTAIN_INCOME,
    MOST_RISK_AVERSION,
    RISK_AVERSION,
    SAFE_SPENDING,
    certain_income,
    rate_in_words,
)
from sim.api.studies import DEFAULT_RATE, LEAST_RATE, MOST_RATE, SAFE_PATHS, SafeAmount, SafeSpending, checked_rate
from ui.core import files, glossary, problems, result_tables, running
from ui.core.text import md, usd
from ui.results import on_demand
from ui.results.key_figures import delta_words
from ui.runs.jobs import Asked, Progress
from ui.runs.outcome import Outcome

LEVELS = (80.0, 90.0, 95.0)
"""Rates of success that are shown side by side [% of paths]."""

HOW = (
    "- **What you can spend** is the highest yearly target, to the dollar and in today's dollars, at which the chosen "
    f"share of {SAFE_PATHS:,} paths never falls short. Only the target is varied: spending rule, survivor's share and "
    "events stay as planned, and success is what it is in a run. All strategies see the same paths.\n"
    "- **Left open by luck**: the spending at which the wanted rate lies in the interval of the rate seen. "
    "**Difference**: ± is two standard errors over resampled paths, the same for both strategies.\n"
    "- **Interval of a success rate**: Wilson (1927), two standard errors.\n"
    "- **Certain income**: the steady income that is as good as the uncertain one, if twice the income is worth less "
    "than twice as much: utility of constant relative risk aversion over all lived years and paths. "
    f"{RISK_AVERSION:g}, the default, is the most that wages and work allow for (Chetty 2006) and the least of studies "
    "of investors (Elminejad, Havranek and Irsova, *Relative Risk Aversion: A Meta-Analysis*); 0 is the mean."
)


def show(outcome: Outcome) -> None:
    """Show what can be spent: the rate, the way to the answer, and the answer for the plan as it is."""
    st.subheader("What can I spend?")
    percent = st.number_input(
        "Share of paths that must never fall short [%]",
        0.0,
        100.0,
        DEFAULT_RATE,
        0.5,
        key="safe-rate",
        format="%.1f",
        width=360,
        help=f"{LEAST_RATE:g} to {MOST_RATE:g}%. Higher is safer, and leaves more unspent on most paths.",
    )
    scenario = problems.checked().scenario
    if scenario is None:
        st.info("The plan is not complete yet. Complete or fix it first.")
        return
    try:
        checked_rate(percent)
    except InputError as error:
        st.error(md(error.problems[0].message, 600))
        return
    found = _found_or_ask(scenario, percent)
    if found is not None:
        _keep(found)
        _answer(found)


def _wanted(percent: float, label: str = "Find it") -> on_demand.Wanted:
    busy = f"Searching what is safe to spend on {SAFE_PATHS:,} paths"
    return on_demand.Wanted("safe-spending", label, ":material/savings:", busy, (percent,))


def _work(percent: float) -> on_demand.Made[SafeSpending]:
    def work(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> SafeSpending:
        return safe_spending(scenario, percent, SAFE_PATHS, on_progress, should_cancel)

    return work


def _found_or_ask(scenario: Scenario, percent: float) -> SafeSpending | None:
    return on_demand.made_or_ask(_wanted(percent), scenario, _work(percent))


def take_what_is_found(outcome: Outcome) -> None:
    """Add what is safe to spend to the run on the page, where it has been found meanwhile for this very plan."""
    shown = running.latest()
    found = on_demand.kept(_wanted(DEFAULT_RATE))
    if found is not None and shown is not None and not shown.is_old and shown.outcome.summary[SAFE_SPENDING] is None:
        _keep(found)
        outcome.summary.update({key: shown.outcome.summary[key] for key in (SAFE_SPENDING, "goal")})


def first(outcome: Outcome, goal: str) -> None:
    """Where what is safe to spend comes first and is not known yet, work it out beside the answer that is there."""
    current = running.of_this_plan()
    if goal != SAFE_SPENDING or outcome.summary[SAFE_SPENDING] is not None or current is None:
        return
    scenario = current[1]
    if not scenario.has_taxable_account or len(scenario.strategies) < 2:
        return
    wanted = _wanted(DEFAULT_RATE, "Find what is safe to spend")
    if on_demand.made_or_begun(wanted, scenario, _work(DEFAULT_RATE)) is not None:
        st.rerun()  # it was there at once: the answer above is drawn again with it


def _keep(found: SafeSpending) -> None:
    """Add the answer to the run's own files, where the run is of this very plan."""
    shown = running.latest()
    if shown is not None and not shown.is_old:
        shown.outcome.add("safe_spending", found.as_json())


def _answer(found: SafeSpending) -> None:
    content = found.as_json()
    if all(one.spending is None for one in found.strategies):
        st.warning(md(found.strategies[0].why_not, 600))
        return
    glossary.said("\n".join(f"- {md(sentence, 600)}" for sentence in content["sentences"]))
    result_tables.show(_table(found))
    st.caption(
        f"In today's dollars, {found.n_paths:,} paths. Your plan spends {md(usd(found.planned))} a year. The target is "
        "what is varied; the spending rule and events stay as planned."
    )
    files.figures_button(content, "safe-spending.json")


def show_levels() -> None:
    """Show what can be spent at three rates of success, by strategy, once it is asked for."""
    st.subheader("How much surer, how much less")
    scenario = problems.checked().scenario
    if scenario is None:
        st.info("The plan is not complete yet. Complete or fix it first.")
        return
    names = " / ".join(f"{level:g}" for level in LEVELS)
    wanted = on_demand.Wanted(
        "safe-spending-full",
        f"Find it for {names} of 100 markets",
        ":material/savings:",
        f"Searching for {names} of 100",
    )
    found = on_demand.made_or_ask(wanted, scenario, _levels)
    if found is None:
        st.caption("What you can spend a year so that it never falls short in so many of 100 simulated markets.")
        return
    result_tables.show(_level_table(found))
    st.caption(
        f"Spending a year in today's dollars, {found[0].n_paths:,} paths, and what each strategy makes of it a month "
        f"against {md(found[0].compared_with, 60)}; ± is two standard errors. "
        f"{on_demand.on_fewer_paths(found[0].n_paths, scenario)}"
    )


def _levels(scenario: Scenario, on_progress: Progress, should_cancel: Asked) -> list[SafeSpending]:
    """Return what is safe to spend at each of the levels, one search after the other."""

    def part(done: int) -> Progress:
        return lambda share: on_progress((done + share) / len(LEVELS))

    return [safe_spending(scenario, level, SAFE_PATHS, part(done), should_cancel) for done, level in enumerate(LEVELS)]


def _level_table(found: list[SafeSpending]) -> pd.DataFrame:
    rows: dict[str, list[str]] = {"Strategy": [one.name for one in found[0].strategies]}
    for level in found:
        wanted = f"{100 * level.rate:g} of 100 markets"
        rows[wanted] = ["n/a" if one.spending is None else usd(one.spending) for one in level.strategies]
        rows[f"A month, at {100 * level.rate:g}"] = [_a_month(level, one) for one in level.strategies]
    return pd.DataFrame(rows)


def _a_month(found: SafeSpending, one: SafeAmount) -> str:
    if one.name == found.compared_with or one.difference is None:
        return "compared with"
    return result_tables.difference_words(result_tables.a_month(vars(one.difference)))


def _table(found: SafeSpending) -> pd.DataFrame:
    rows = []
    for one in found.strategies:
        is_base, row = one.name == found.compared_with, one.difference
        rows.append(
            {
                "Strategy": one.name,
                "You can spend a year": "n/a" if one.spending is None else usd(one.spending),
                "Difference": "compared with" if is_base or row is None else result_tables.difference_words(vars(row)),
                "Left open by luck": f"{_end(one.lowest, 'less')} to {_end(one.highest, 'more')}",
                "No shortfall at it": "n/a"
                if one.success_rate is None or one.success_interval is None
                else rate_in_words(one.success_rate, one.success_interval),
            }
        )
    return pd.DataFrame(rows)


def _end(amount: int | None, otherwise: str) -> str:
    return otherwise if amount is None else usd(amount)


def show_certain_income(outcome: Outcome) -> None:
    """Show the steady income that is as good as each strategy's uncertain one."""
    st.subheader("The steady income that would be as good")
    g = st.number_input(
        "Relative risk aversion",
        0.0,
        MOST_RISK_AVERSION,
        RISK_AVERSION,
        0.5,
        key="risk-aversion",
        format="%.1f",
        width=360,
        help="How much you dislike lean years: 0 counts the mean alone; the higher, the more a lean year weighs.",
    )
    rows = [
        {
            "Strategy": one.name,
            "Certain income a year": usd(one.amount),
            "Difference": "compared with" if index == 0 else delta_words(one.difference, CERTAIN_INCOME)[0],
        }
        for index, one in enumerate(certain_income(outcome.findings, g))
    ]
    result_tables.show(pd.DataFrame(rows))
    st.caption("In today's dollars. A lived year without any income makes it \\$0 at a risk aversion of 1 or more.")
