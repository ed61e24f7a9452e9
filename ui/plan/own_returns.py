"""A record of one's own returns: the upload, what is wrong with the file, and how the record is used."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from sim.api import Problem
from sim.api.importers import Apart, Request
from sim.api.scenario import RETURN_NAMES
from ui.core import problems, reading, session
from ui.core.frame import notify
from ui.core.problems import SHOWN
from ui.core.text import count, md
from ui.plan import market_tables

USES = {"bootstrap": "Its whole years, in random blocks", "fit": "A lognormal market fitted to it"}
SLOT, UNDER_WAY = "own-returns", "own-returns-file"
EXAMPLE = "date,us_stock,us_bond,inflation\n2015,0.0138,0.0128,0.0073\n2016,0.1177,0.0069,0.0207\n"


@dataclass
class Refused:
    """A file that could not be read, and why."""

    name: str
    problems: tuple[Problem, ...]


def panel() -> None:
    """Show the upload, the record that stands in the plan, and what is wrong with either."""
    key = session.key("own-returns-file")
    left, right = st.columns([3, 2])
    left.file_uploader(
        "Your returns (.csv)",
        key=key,
        on_change=_received,
        args=(key,),
        help=f"A heading row with date and any of {', '.join(RETURN_NAMES)}; then one row a month (1990-01) or "
        "year (1990). Returns are decimals: 0.05 is 5%. At least 24 months or 10 years. The file is read on "
        "this computer only.",
    )
    right.markdown("Such as")
    right.code(EXAMPLE, language=None)
    apart: Apart | None = session.slot(UNDER_WAY, lambda: None)
    if apart is not None and not reading.under_way(apart):
        _take_over(apart)
        st.rerun()
    refused = session.slot(SLOT, lambda: Refused("", ()))
    if refused.problems:
        _refusal(refused)
    own = session.get("market.own")
    if isinstance(own, dict):
        _kept(own)
    problems.below("market.own")


def _refusal(refused: Refused) -> None:
    lines = "\n".join(f"- {_sentence(problem)}" for problem in refused.problems[:SHOWN])
    more = len(refused.problems) - SHOWN
    tail = f"\n- and {more} more like these" if more > 0 else ""
    st.error(f"**{md(refused.name, 80)}** could not be read. Your plan is unchanged.\n\n{lines}{tail}")


def _sentence(problem: Problem) -> str:
    found = f" (found: {md(problem.value, 60)})" if problem.value else ""
    return f"**{md(problem.place)}:** {md(problem.message)}{found}"


def _kept(own: dict[str, object]) -> None:
    market = market_tables.current()
    if market is not None and market.own is not None:
        kept, n = market.own, len(next(iter(market.own.returns.values())))
        names = ", ".join(market_tables.LABELS[str(name)] for name in kept.returns)
        what = count(n, "month") if kept.period == "monthly" else count(n, "year")
        since = f"{kept.first_year}-{kept.first_month:02}" if kept.period == "monthly" else str(kept.first_year)
        st.markdown(f"**{md(kept.name, 80)}**: {what} from {since} on; {md(names)}.")
    options, key = list(USES), session.key("market.own.use")
    use = own.get("use") if own.get("use") in USES else options[0]
    st.selectbox(
        "How it is used",
        options,
        index=options.index(str(use)),
        format_func=USES.__getitem__,
        key=key,
        on_change=_use_changed,
        args=(key,),
        help="Resampling keeps what happened together in a year; a short record is better fitted.",
    )


def _use_changed(key: str) -> None:
    session.put("market.own.use", session.held(key))


def _received(key: str) -> None:
    """A callback: begin to read the file; one that is still being read is stopped."""
    given, before = session.held(key), session.slot(UNDER_WAY, lambda: None)
    session.fill_slot(SLOT, None)
    session.fill_slot(UNDER_WAY, None)
    if before is not None:
        before.cancel()
    if given is None:
        return
    apart = reading.begun(Request("returns", given.name), given.getvalue())
    if apart.is_done:
        _take_over(apart)
    else:
        session.fill_slot(UNDER_WAY, apart)


def _take_over(apart: Apart) -> None:
    """Put what was read into the plan; a refused file changes nothing."""
    session.fill_slot(UNDER_WAY, None)
    if apart.answer.problems:
        session.fill_slot(SLOT, Refused(apart.request.name, apart.answer.problems))
    else:
        session.put("market.own", apart.answer.result.model_dump(mode="json"))
        notify(f"**{md(apart.request.name, 80)}** is in the plan.")
