"""One path on a page: which one, its record (made on demand, kept for the session), its years as tables, its files."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from sim.api import record_path
from sim.api.export import DISCLAIMER, csv_archive, tables_workbook
from sim.api.trace import (
    PathRecord,
    Rank,
    accounts_table,
    all_tables,
    cash_table,
    lots_table,
    path_of,
    return_table,
    trades_table,
    wash_table,
    years_table,
)
from sim.views.one_path import path_view
from ui.core import charts, files, session
from ui.core.text import count, md, usd
from ui.fields.words import ASSET_CLASS
from ui.runs.outcome import Outcome

Key = tuple[str, int, int]
SLOT = "one-path"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOW = (
    "- **The same code:** the engine's own kernels, compiled for the run, run here once more as Python with every call "
    "watched. Every yearly figure equals the run's to the last bit; the page would say so if one did not.\n"
    "- **Which path:** the paths in the order of this strategy's after-tax wealth in today's dollars; at the 10th "
    "percentile, one path in ten is worse.\n"
    "- **Units:** a replacement is counted in units of the security it stands for and shown in its own shares. Lots "
    "are numbered in the order of purchase; the plan's own lots come first, in the order of its table.\n"
    "- **Tax** of a year is filed and paid the next April; Medicare surcharges go by the income of two years before.\n"
    "- **Uncertain:** everything: this is one future among many, not a forecast."
)
NUMBERS = {"Price level at the end": "{:.4f}", "Shares": "{:,.6f}"}


def choose(outcome: Outcome) -> tuple[int, int]:
    """Let the user choose a strategy and a path; return both by position."""
    left, middle, right = st.columns(3)
    names = [strategy["name"] for strategy in outcome.strategies]
    strategy = left.selectbox("Strategy", range(len(names)), len(names) - 1, lambda k: names[k], key="path-strategy")
    rank = middle.selectbox(
        "Path",
        list(Rank),
        format_func=lambda one: str(one)[:1].upper() + str(one)[1:],
        key="path-rank",
        help="By what this strategy leaves after tax at the horizon, in today's dollars.",
    )
    rank, most = rank or Rank.MEDIAN, outcome.result.n_paths
    if rank is not Rank.NUMBER:
        path = path_of(outcome.findings, strategy, rank)
        right.metric("Path number", f"{path + 1:,} of {most:,}")
        return strategy, path
    number = right.number_input("Path number", 1, most, 1, key="path-number", help=f"From 1 to {most:,}.")
    return strategy, int(number) - 1


def record_of(outcome: Outcome, strategy: int, path: int) -> PathRecord:
    """Return the path's record, made now or kept from before."""
    key: Key = (outcome.summary["scenario_sha256"], strategy, path)
    kept: tuple[Key, PathRecord] | None = session.slot(SLOT, lambda: None)
    if kept is not None and kept[0] == key:
        return kept[1]
    with st.spinner("Running this path with every step written down"):
        record = record_path(outcome.result.scenario, strategy, path)
    session.fill_slot(SLOT, (key, record))
    return record


def show(record: PathRecord) -> None:
    """Show the path's years, one of them in full, and the files."""
    if not record.is_the_engines:
        st.error("This record differs from the run in the last bits of some figure. Please report it.")
    last = len(record.year_ends) - 1
    years = [int(year) for year in record.years[: last + 1]]
    st.subheader("Every year")
    view = path_view(record, charts.page_theme())
    st.markdown(md(view.words, 900))
    charts.draw(view, "one-path")
    _show(_in_cents(years_table(record, ASSET_CLASS).iloc[: last + 1]))
    st.subheader("One year in full")
    wanted = st.select_slider("Year", years, key="path-year") if last else years[0]
    year = years.index(wanted)
    names = ("Cash", "The return", "Accounts", "Trades", "Wash sales", "Lots at the end")
    tabs = st.tabs(names, on_change="rerun")
    makers = (_cash, show_return, _accounts, _trades, _washes, _lots)
    for tab, make in zip(tabs, makers, strict=True):
        if tab.open:
            with tab:
                make(record, year)
    _files(record)


def _cash(record: PathRecord, year: int) -> None:
    st.markdown("Every dollar that came into the household's cash and left it, from the first day to the last.")
    _show(_in_cents(cash_table(record, year)))


def show_return(record: PathRecord, year: int) -> None:
    """Show a year's federal return and what is paid beside it. year : position on the path's year axis."""
    table = return_table(record, year)
    if table.empty:
        st.info("No return is filed for this year.")
        return
    st.markdown("The federal return by its forms' lines; lines that are zero are left out. It is paid the next April.")
    _show(_in_cents(table[["Line", "Amount [USD]", "Form", "Part"]]))


def _accounts(record: PathRecord, year: int) -> None:
    if not record.account_names:
        st.info("There is no plan, IRA or other sheltered account.")
        return
    st.markdown("Each sheltered account from its first dollar to its last; there is no taxable gain or loss in it.")
    _show(_in_cents(accounts_table(record, year)))


def _trades(record: PathRecord, year: int) -> None:
    table = trades_table(record, [year])
    st.markdown(
        f"{count(len(table), 'row')}: each purchase, and each lot's part of each sale. In a plan or an IRA only what "
        "the wash-sale rule must know is listed."
    )
    if len(table):
        _show(_in_cents(table))


def _washes(record: PathRecord, year: int) -> None:
    table = wash_table(record, [year])
    if table.empty:
        st.info("No loss of this year was disallowed by a wash sale.")
        return
    lost = sum(match.loss for match in record.washes if match.year == year and match.is_permanent)
    st.markdown(f"{count(len(table), 'match', 'matches')}; {md(usd(lost))} of losses is lost for good.")
    _show(_in_cents(table))


def _lots(record: PathRecord, year: int) -> None:
    table = lots_table(record, [year])
    st.markdown(f"{count(len(table), 'open lot')} in the taxable accounts at the end of the year.")
    if len(table):
        _show(_in_cents(table))


def _show(table: pd.DataFrame) -> None:
    """Show a table of text, the amounts to the right; the first column stays in sight."""
    text = st.column_config.TextColumn
    columns = {}
    for place, name in enumerate(table.columns):
        is_amount = any(mark in str(name) for mark in ("USD", "%", "Shares", "Price"))
        columns[name] = text(str(name), pinned=place == 0, alignment="right" if is_amount else "left")
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns)


def _in_cents(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as text: amounts to the cent, dates the US way, nothing where nothing is known."""
    return pd.DataFrame({name: [_cell(str(name), value) for value in table[name]] for name in table.columns})


def _cell(name: str, value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    if not isinstance(value, float):
        return str(value)
    if "USD" in name:
        return usd(value, cents=True)
    if "[%" in name:
        return f"{value:.2f}"
    return NUMBERS.get(name, "{:,.6g}").format(value)


def _files(record: PathRecord) -> None:
    strategy = record.scenario.strategies[record.strategy].name
    notes = [
        ("Plan", record.scenario.name),
        ("Strategy", strategy),
        ("Path", f"{record.path + 1}"),
        ("Seed", str(record.scenario.simulation.seed)),
        ("Dollars", "of the year they are paid in (not adjusted for inflation)"),
        ("Please note", DISCLAIMER),
    ]
    st.subheader("Export this path")
    with st.container(horizontal=True):
        for label, ending, media, make in (
            ("Workbook (.xlsx)", "xlsx", XLSX, partial(_workbook, record, notes)),
            ("Tables (.csv, zipped)", "csv.zip", "application/zip", partial(_archive, record, notes)),
        ):
            st.download_button(
                label,
                make,
                files.plan_name(f"path-{record.path + 1}.{ending}"),
                media,
                icon=":material/download:",
                on_click="ignore",
                key=f"path-{ending}",
            )


def _workbook(record: PathRecord, notes: list[tuple[str, str]]) -> bytes:
    return tables_workbook(all_tables(record), notes, date.today())


def _archive(record: PathRecord, notes: list[tuple[str, str]]) -> bytes:
    return csv_archive(all_tables(record), notes)
