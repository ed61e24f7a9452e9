"""The app's seven places, and the pages of each: one table for navigation, bar and tests."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st


class View(NamedTuple):
    """One page of a place: its script, its title, and its name on the place's row of pages, where that is shorter."""

    script: str
    title: str
    url_path: str
    short: str = ""

    @property
    def label(self) -> str:
        return self.short or self.title


class Place(NamedTuple):
    """One place: its name, its icon, and its pages, the first of which opens."""

    name: str
    icon: str
    views: tuple[View, ...]


HOME = "pages/start/home.py"
ANSWER = "pages/results/answer.py"
PRESENT = "pages/results/present.py"
CHECK = "pages/plan/check.py"

PLACES = (
    Place("Home", ":material/home:", (View(HOME, "Home", ""),)),
    Place(
        "Your plan",
        ":material/edit_note:",
        (
            View("pages/plan/household.py", "You", "household"),
            View("pages/plan/holdings.py", "Accounts", "holdings"),
            View("pages/plan/rollover.py", "Rollover", "rollover"),
            View(CHECK, "Check", "check"),
            View("pages/plan/strategies.py", "Strategies", "strategies"),
            View("pages/plan/market.py", "Market", "market"),
        ),
    ),
    Place(
        "The answer",
        ":material/fact_check:",
        (
            View(ANSWER, "The answer", "answer"),
            View("pages/results/attribution.py", "Where it comes from", "why", "Why"),
            View("pages/results/timing_map.py", "When to harvest", "timing", "When"),
            View("pages/results/what_moves.py", "What moves it", "what_moves", "What could change it"),
            View("pages/results/find_best.py", "Find the best", "find_best"),
        ),
    ),
    Place(
        "This year",
        ":material/receipt_long:",
        (
            View("pages/results/this_year.py", "This year", "this_year", "Tax return"),
            View("pages/plan/planner.py", "Harvest planner", "harvest"),
        ),
    ),
    Place(
        "Over time",
        ":material/timeline:",
        (
            View("pages/results/over_time.py", "Over time", "over_time", "Year by year"),
            View("pages/results/income.py", "Retirement income", "income"),
            View("pages/results/tax_drag.py", "Tax drag", "tax_drag"),
        ),
    ),
    Place(
        "Compare",
        ":material/balance:",
        (
            View("pages/results/compare.py", "Compare", "compare", "Strategies"),
            View("pages/results/compare_plans.py", "Compare plans", "plans", "Plans"),
        ),
    ),
    Place(
        "Share",
        ":material/ios_share:",
        (
            View("pages/results/export.py", "Export", "take_away", "Files"),
            View(PRESENT, "Present", "present"),
        ),
    ),
)
TRUST = Place(
    "Trust",
    ":material/verified_user:",
    (
        View("pages/learn/cannot_do.py", "What it cannot do", "cannot_do"),
        View("pages/learn/law.py", "The law", "law"),
        View("pages/learn/one_path.py", "One path in full", "one_path"),
    ),
)
"""Why the figures can be relied on, and where not: behind a link of its own."""

APART: tuple[View, ...] = (
    View("pages/plan/interview.py", "Start my own", "begin"),
    View("pages/start/clients.py", "Clients", "clients"),
)
"""Pages that stand in no place: a way into one."""


def pages() -> list[st.Page]:
    """Return every page for Streamlit's navigation; the places' own row replaces its list."""
    views = [view for place in (*PLACES, TRUST) for view in place.views]
    return [
        st.Page(view.script, title=view.title, url_path=view.url_path or None, default=view.script == HOME)
        for view in (*views, *APART)
    ]


def place_of(url_path: str) -> Place | None:
    """Return the place in which a page stands, None where it stands in none."""
    return next(
        (place for place in (*PLACES, TRUST) for view in place.views if view.url_path == url_path),
        None,
    )


def row_of_places(here: Place | None) -> None:
    """Show the way to each place; the one that is shown is marked."""
    for place in (*PLACES, TRUST):
        label = f"**{place.name}**" if place == here else place.name
        st.page_link(place.views[0].script, label=label, icon=place.icon)


def row_of_views(here: Place | None, url_path: str) -> None:
    """Show the pages of the place that is shown, where it has more than one."""
    if here is None or len(here.views) < 2:
        return
    with st.container(key="views", horizontal=True, gap="small"):
        for view in here.views:
            label = f"**{view.label}**" if view.url_path == url_path else view.label
            st.page_link(view.script, label=label)
