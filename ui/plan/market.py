"""The market's model: what it is, the figures it reads, and where they come from."""

from __future__ import annotations

import streamlit as st

from sim.api.market import bond_yields, model_of
from sim.api.scenario import MarketModel
from ui.core import inputs, problems, session
from ui.fields import words
from ui.plan import market_tables

COLUMNS_OF_FIELDS = 3
OF_A_MODEL: dict[str, tuple[str, ...]] = {
    "student_t": ("student_t.degrees_of_freedom",),
    "regimes": (
        "regimes.crisis_share",
        "regimes.crisis_months",
        "regimes.volatility_ratio",
        "regimes.crisis_drop",
        "regimes.togetherness",
    ),
    "bootstrap": ("history.block_years",),
    "replay": ("history.first_start", "history.last_start", "history.wraps"),
    "stress": ("stress.episode", "stress.placement"),
}
OWN_FALL = ("stress.fall", "stress.fall_months", "stress.recovery_months")
"""Figures of a script of one's own making."""

APPROXIMATE = ("2020", "2022")
SOURCES = (
    "- **Record:** calendar years 1928 to 2025, published each January by Aswath Damodaran (NYU Stern, *Historical "
    "returns on stocks, bonds and bills*). US stocks are the S&P 500 with dividends, US bonds the 10-year Treasury "
    "note, cash the 3-month bill. **Other classes have no record**: they follow your figures and move with the "
    "recorded ones.\n"
    "- **Built-in expected returns, volatilities and correlations** are the project's own round assumptions, not "
    "forecasts, and most have no published source; *Take the record's figures* derives them from the record instead: "
    "mean and standard deviation of calendar years, correlations of their logs. docs/markets.md says more.\n"
    "- **Scripts:** 1973-74, 2000-02 and 2007-09 are Robert Shiller's monthly averages of the S&P 500, its dividends, "
    "consumer prices and the 10-year yield. 2020 and 2022 are "
    "**approximate**: month-end closes and consumer prices agree with public copies of the published figures; "
    "month-end yields were held against published monthly averages only, and dividends are spread evenly.\n"
    "- **The pictures** show whole calendar years from the plan's first year on, drawn from the plan's seed by month "
    "ends; a run has other steps, so its paths are others. With 1,000 paths a share of paths is known to about three "
    "points (two standard errors), stocks' mean yearly return to about a fifth of a point.\n"
    "- **Bonds:** a year's yield is correlated with the next one's as those of 3-month bills were, 1928 to 2025 "
    "(0.92). The duration of US bonds is about the aggregate index's; the others are the project's own.\n"
    "- Inflation is drawn together with the returns in every model."
)


BONDS = ("persistence", "us_bond_duration", "long_bond_duration", "tips_duration")


def bond_fields() -> None:
    """Show how bonds move, and what they pay today."""
    st.markdown(
        "A bond fund pays the yield of the day, and its price falls by its duration for each point that yields rise. "
        "Today's yield is what you expect bonds to return, compounded; yields come back to it. So a loss on bonds is "
        "made good by higher income and by yields that fall again, and by nothing else."
    )
    inputs.field("market.bonds.follow_yields")
    if session.get("market.bonds.follow_yields") is False:
        return
    for name, column in zip(BONDS, st.columns(len(BONDS)), strict=True):
        inputs.field(f"market.bonds.{name}", column)
    found = market_tables.current()
    if found is not None:
        paid = ", ".join(f"{words.ASSET_CLASS[name]} {100 * paid:.1f}%" for name, paid in bond_yields(found).items())
        st.caption(f"Yields on the first day, before a fund's cost: {paid}.")


def model_fields() -> None:
    """Show what the chosen model is, and the figures it reads beside those of the classes."""
    name = str(session.get("market.model"))
    if name not in set(MarketModel):
        return
    st.caption(model_of(MarketModel(name)).SUMMARY)
    places = OF_A_MODEL.get(name, ())
    problems.below("market.history")
    problems.below("market.stress")
    if name == "stress" and session.get("market.stress.episode") == "fall_and_recovery":
        places += OWN_FALL
    columns = st.columns(COLUMNS_OF_FIELDS)
    for position, place in enumerate(places):
        inputs.field(f"market.{place}", columns[position % COLUMNS_OF_FIELDS])
    if name == "stress" and session.get("market.stress.episode") in APPROXIMATE:
        st.info("This script is approximate: see *Where these figures come from*.", icon=":material/info:")
