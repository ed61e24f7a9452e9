"""The page of this year's return: sliders, the bill before and after, the lines, the bracket map. Redrawn as one piece.

What is set here is no part of the plan: it lives as long as the session.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from sim.api import InputError, Moves, Scenario, bracket_map, year_basis, year_outcome
from sim.api.law import local_what, locality
from sim.api.year import (
    Beside,
    BracketMap,
    MapKind,
    YearBasis,
    YearOutcome,
    first_year_basis,
    return_lines,
    shown_lines,
    year_guards,
)
from sim.views.without_run.bracket_map import NAMES, bracket_map_view, rule_table
from sim.views.without_run.this_year import changed, lines_table, lots_table, moves_in_words
from ui.core import charts, glossary, inputs, problems, result_tables, session
from ui.core.text import md, usd

SLOT = "this_year"
LOSS_STEP, CONVERSION_STEP, MOST = 100, 1_000, 1e10
IN_A_ROW, N_VARIANTS = 5, 4
"""Parts of the bill beside each other; what is the same before and after each move."""

BESIDE_LABELS = {
    "other_income": ("Other ordinary income", "Not from investments: rents, alimony of old decrees, business."),
    "tax_exempt_interest": ("Tax-exempt interest", "Municipal bonds. It counts for Social Security and Medicare."),
    "hsa_deduction": ("HSA deduction", "What you paid into an HSA yourself this year."),
    "benchmark_premium": (
        "Benchmark premium, a year",
        "Only for people under 65 insured on the Marketplace: the second lowest silver plan for the year, on Form "
        "1095-A column B. With it the map shows where the premium credit ends.",
    ),
}


def _kept() -> dict[str, Any]:
    return session.slot(SLOT, dict)


def _number(name: str) -> float:
    """Return a number that was kept, 0 where what stands there is none that a widget can show."""
    value = _kept().get(name, 0.0)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) <= MOST else 0.0


def _keep(name: str, key: str) -> None:
    value = session.held(key)
    if value is not None:
        _kept()[name] = value


def _bound(name: str) -> dict[str, Any]:
    """Return what binds a widget to a value kept in the session."""
    key = f"year.{name}"
    return {"key": key, "on_change": _keep, "args": (name, key)}


def basis_or_ask() -> YearBasis | None:
    """Return the household's year; where the plan has faults, or its year no law, say so and return None."""
    scenario = problems.checked().scenario
    if scenario is None:
        st.info("The return needs a complete plan. Load a sample, or complete what is missing:")
        st.page_link("pages/start/home.py", label="Go to the samples", icon=":material/home:")
        problems.listing()
        return None
    try:
        return first_year_basis(scenario, _beside())
    except InputError as error:
        for problem in error.problems:
            st.error(problems.sentence(problem))
        return None


def _beside() -> Beside:
    return Beside(**{name: _number(name) for name in BESIDE_LABELS})


def panel(scenario: Scenario) -> None:
    """Show everything that a slider changes; only this piece is redrawn."""

    def body() -> None:
        now = problems.checked().scenario
        if now is None or now != scenario:  # a field of the plan was changed: the whole page follows
            st.rerun()
        basis = first_year_basis(scenario, _beside())
        moves = _sliders(basis, scenario.start)
        outcome = year_outcome(basis, moves)
        _bill(outcome)
        for sentence in moves_in_words(outcome):
            glossary.said(md(sentence, 600))
        for guard in year_guards(basis, moves.conversion):
            glossary.said(md(guard.words, 600))
        lines, brackets, lots = st.tabs(
            ["The return, line by line", "Bracket map", "Lots below cost"], key="year.tabs", on_change="rerun"
        )
        if lines.open:
            with lines:
                _lines(outcome)
        if brackets.open:
            with brackets:
                _map(bracket_map(basis, moves))
        if lots.open:
            with lots:
                _lots(outcome)

    st.fragment(body)()


def _sliders(basis: YearBasis, began: date) -> Moves:
    short, long = basis.harvestable
    limits = (
        ("short_loss", "Short-term losses to harvest", short, LOSS_STEP, "lots held one year or less"),
        ("long_loss", "Long-term losses to harvest", long, LOSS_STEP, "lots held more than one year"),
        ("conversion", "Roth conversion", basis.convertible, CONVERSION_STEP, "pretax money in IRAs and 401(k)s"),
    )
    values = {}
    for column, (name, label, limit, step, what) in zip(st.columns(3), limits, strict=True):
        values[name] = _slider(column, name, label, limit, step, what)
    with st.expander(f"What the plan does not say about {basis.year}", icon=":material/edit_note:"):
        _beside_inputs(basis)
    if basis.year == began.year:
        with st.expander(f"Gains realized so far in {basis.year}", icon=":material/event_available:"):
            inputs.gains_so_far("@year")
    return Moves(**values).within(basis)


def _slider(where: Any, name: str, label: str, limit: float, step: int, what: str) -> float:
    """Show one slider from $0 to what is really held; the last step is cut to it."""
    if limit < 1:
        where.slider(f"{label} [USD]", 0, 1, 0, disabled=True, key=f"year.{name}.none", help=f"There are no {what}.")
        where.caption(f"None: no {what}." if "money" in what else f"None: no {what} are below cost.")
        return 0.0
    top = int(-(-limit // step) * step)
    value = min(max(int(_number(name)), 0), top)
    held = "is held" if "money" in what else "could be harvested"
    moved = where.slider(
        f"{label} [USD]", 0, top, value, step, format="localized", help=f"{usd(limit)} {held}: {what}.", **_bound(name)
    )
    return min(float(moved), limit)


def _beside_inputs(basis: YearBasis) -> None:
    columns = st.columns(3)
    for number, (name, (label, help_text)) in enumerate(BESIDE_LABELS.items()):
        columns[number % 3].number_input(
            label,
            min_value=0.0,
            value=max(_number(name), 0.0),
            step=500.0,
            format="%.0f",
            icon=":material/attach_money:",
            help=help_text,
            disabled=name == "benchmark_premium" and not basis.has_anyone_under_65,
            **_bound(name),
        )
    glossary.noted(
        "The page counts a whole calendar year at today's prices. Sales and withdrawals that pay for spending are not "
        "foreseen: enter their gains here; a withdrawal from an IRA is taxed as a conversion is."
    )


def _bill(outcome: YearOutcome) -> None:
    found, basis = outcome.bills, outcome.basis
    parts: list[tuple[str, Any, str]] = [
        ("Federal tax", found.amount("federal_tax_due"), "Regular tax, AMT, NIIT and the other taxes of the return."),
        (f"{basis.taxing_state} tax", found.state, "By the state's own rules; its badge and sources are below."),
        (f"Medicare {basis.premium_year}", found.surcharge, "The income-related surcharge on Parts B and D (IRMAA)."),
    ]
    if basis.fixed.payroll_tax > 0:
        same = [found.payroll_tax] * N_VARIANTS
        parts.append(("Payroll tax", same, "Social Security and Medicare tax on wages; no move changes it."))
    if basis.fixed.premiums > 0:
        same = [found.premiums] * N_VARIANTS
        parts.append((f"Premiums {basis.year}", same, "Medicare Part B, and D and a supplement as typed, from 65 on."))
    if found.credit.any():
        parts.append(("Premium credit", -found.credit, "Before 65, on the Marketplace."))
    parts.append(("Total", found.total, "The sum of the others."))
    columns = [column for first in range(0, len(parts), IN_A_ROW) for column in st.columns(min(len(parts), IN_A_ROW))]
    for column, (label, amounts, help_text) in zip(columns, parts, strict=False):
        before, after = float(amounts[0]), float(amounts[3])
        delta = changed(after - before) or "no change"
        color: Any = "inverse" if changed(after - before) else "off"
        arrow: Any = "auto" if changed(after - before) else "off"
        column.metric(label, usd(after), delta, delta_color=color, delta_arrow=arrow, help=help_text, border=True)


def _lines(outcome: YearOutcome) -> None:
    everything = st.checkbox("Show lines that are zero", value=bool(_kept().get("zeros", False)), **_bound("zeros"))
    lines = return_lines(outcome)
    table = lines_table(lines if everything else shown_lines(lines))
    static(table, ("Before", "After", "Change"))
    glossary.noted(
        "Line numbers are those of the forms for 2025. Gain worksheet: Qualified Dividends and Capital Gain Tax "
        "Worksheet. Changes come from both moves together."
    )


def static(table: pd.DataFrame, amounts: tuple[str, ...] = ()) -> None:
    """Show a table as wrapped text, amounts to the right; a row that has but its first cell is a heading."""
    shown = table.copy()
    first = table.columns[0]
    texts = [name for name in table.columns if name not in amounts]
    is_head = (table[texts[1:]] == "").all(axis=1) & table[list(amounts)].isna().all(axis=1)
    shown[texts] = table[texts].map(lambda text: md(text, 600))
    shown[first] = [f"**{text}**" if head else text for text, head in zip(shown[first], is_head, strict=True)]
    written: dict[Any, Any] = {name: changed if name == "Change" else usd for name in amounts}
    st.table(shown.style.format(written, na_rep=""), border="horizontal", hide_index=True)


def _map(found: BracketMap) -> None:
    kinds, kept = list(MapKind), _kept().get("focus")
    focus = st.segmented_control(
        "Explain the curve of",
        kinds,
        default=kept if kept in kinds else MapKind.CONVERSION,
        format_func=lambda kind: NAMES[kind],
        required=True,
        **_bound("focus"),
    )
    view = bracket_map_view(found, focus or MapKind.CONVERSION, charts.page_theme())
    charts.draw(view, "year.map")
    glossary.said(md(view.words, 900))
    with st.expander("Every rule on this curve, as a table", icon=":material/table:"):
        result_tables.show(charts.in_words(rule_table(found.curves[focus or MapKind.CONVERSION])))
    with st.expander("The three rates every $10,000, as a table", icon=":material/table:"):
        result_tables.show(charts.in_words(view.table))


def _lots(outcome: YearOutcome) -> None:
    lots = outcome.basis.lots
    if not lots:
        st.info("No lot of a taxable account is below cost on the plan's first day, so there is nothing to harvest.")
        return
    static(lots_table(lots, outcome.moves), ("Value", "Loss", "Taken here"))
    glossary.noted(
        f"Values and terms are those of {outcome.basis.scenario.start:%m/%d/%Y}. The sliders take the largest relative "
        "losses first. Reinvested dividends in any account are purchases too."
    )


def warm_up() -> None:
    """Compile what the page computes with, on the caller's thread."""
    from sim.api import sample_scenario

    basis = year_basis(sample_scenario("early-retiree"), Beside(benchmark_premium=1.0))
    bracket_map(basis, Moves())


BADGE_WORDS = {
    "two_sources": ":green-badge[:material/verified: verified against two sources]",
    "one_source": ":blue-badge[:material/check: verified against one source]",
    "projected": ":orange-badge[:material/trending_up: projected]",
}


def state_badge(basis: YearBasis) -> None:
    """Show how well the law of the state and of the county or city is checked for this year, with its sources."""
    info, home = basis.state, basis.scenario.household
    _badge(info.name, basis.year, info.badge)
    if info.left_out:
        glossary.noted(
            md("Not counted: " + "; ".join(f"{name} (at most {usd(most)} a year)" for name, most in info.left_out))
        )
    if home.local_income_tax.place:
        place = locality(home.state, home.local_income_tax.place)
        _badge(place.name, basis.year, place.badge)
        info = info._replace(sources=info.sources + place.sources, notes=info.notes + place.notes)
    elif local_what(home.state) and not basis.locality:
        st.caption(md(f"No local income tax is counted. {local_what(home.state)} Choose yours under You."))
    with st.expander(f"Sources of {basis.taxing_state}'s tax", icon=":material/link:"):
        st.markdown("\n".join(f"- {source_link(source)}" for source in info.sources))
        if info.notes:
            st.markdown("\n".join(f"- {md(note)}" for note in info.notes))


def _badge(name: str, year: int, badge: dict[int, str]) -> None:
    st.markdown(f"**{md(name)} {year}** {BADGE_WORDS[badge.get(year, 'projected')]}")


def source_link(source: str) -> str:
    """Return a source of the data, ``title | address``, as a Markdown link."""
    title, _, address = (part.strip() for part in source.rpartition("|"))
    return f"[{md(title)}](<{address}>)" if address.startswith("https://") else md(source, 600)
