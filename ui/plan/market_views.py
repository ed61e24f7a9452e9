"""The market's pictures: a thousand paths of the model that stands on the page, of one asset class at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import streamlit as st

from sim.api import InputError, sample_market
from sim.api.market import MarketFigures, MarketSample
from sim.api.scenario import Market
from sim.views import Theme, View
from sim.views.market import market_and_record, market_correlations, market_falls, market_growth, market_years
from ui.core import charts, result_tables, session
from ui.core.text import md
from ui.core.values import as_day
from ui.plan import market_tables
from ui.plan.market_tables import LABELS

N_PATHS, MOST_YEARS, CACHED = 1_000, 60, 3
TABS: tuple[tuple[str, Callable[[MarketFigures, Theme], View]], ...] = (
    ("Growth", market_growth),
    ("Yearly returns", market_years),
    ("Falls", market_falls),
    ("Correlations", market_correlations),
    ("Model and record", market_and_record),
)


def panel() -> None:
    """Show the tabs; only the open one is drawn."""
    market = market_tables.current()
    if market is None:
        _not_yet()
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    asset_class = left.selectbox("Shown for", list(LABELS), format_func=LABELS.__getitem__, key="market-class")
    is_real = right.checkbox("After inflation", key="market-real", disabled=asset_class == "inflation")
    drawn = (market.model_dump_json(), *_years(), _seed(), _rollover())
    try:
        with st.spinner("Drawing paths. The first time after an update the simulator is compiled, about a minute."):
            sample = _sample(*drawn)
    except InputError:  # its problems stand beside the fields and at the foot of the page
        _not_yet()
        return
    shown = (asset_class, is_real and asset_class != "inflation")
    for tab, (name, _) in zip(st.tabs([name for name, _ in TABS], on_change="rerun"), TABS, strict=True):
        if tab.open:
            with tab:
                made = _view(name, charts.page_theme(), shown, drawn)
                st.markdown(md(made.words, 900))
                charts.draw(made, f"market-{name}")
                with st.expander("The same figures as a table", icon=":material/table:"):
                    result_tables.show(made.table)
    n, what = sample.level.shape[0], "start years of the record" if sample.is_replay else f"paths, seed {_seed()}"
    st.caption(f"{n:,} {what}; {sample.n_years} whole calendar years from {sample.first_year} on.")


def _not_yet() -> None:
    st.info("The pictures come back once what is marked above is completed or fixed.", icon=":material/edit:")


@lru_cache(maxsize=CACHED * len(TABS))
def _view(name: str, theme: Theme, shown: tuple[str, bool], drawn: tuple[str, int, int, int, date | None]) -> View:
    """Return a picture, made once; shown : the class, and whether after inflation. drawn : what the paths come from."""
    figures = MarketFigures(_sample(*drawn), Market.model_validate_json(drawn[0]), shown[0], LABELS, shown[1])
    return dict(TABS)[name](figures, theme)


@lru_cache(maxsize=CACHED)
def _sample(market: str, first_year: int, n_years: int, seed: int, rollover: date | None) -> MarketSample:
    return sample_market(Market.model_validate_json(market), seed, first_year, n_years, N_PATHS, rollover)


def _years() -> tuple[int, int]:
    """Return the plan's first year and horizon, or this year and thirty where the draft does not say."""
    start, horizon = as_day(session.get("start")), session.get("household.horizon_years")
    is_sound = isinstance(horizon, int) and 1 <= horizon <= MOST_YEARS
    return (start or date.today()).year, horizon if is_sound else 30


def _seed() -> int:
    seed = session.get("simulation.seed")
    return seed if isinstance(seed, int) and 0 <= seed < 2**63 else 1


def _rollover() -> date | None:
    moves = [as_day(move.get("date")) for move in session.rows("rollovers") if move.get("method") != "stay_in_plan"]
    return min((move for move in moves if move), default=None)
