"""The app's entry point: the fence, page config and navigation, nothing else.

`python -m streamlit run streamlit_app.py` serves it. Streamlit imports this file for the server, which it finds as
`app`, and runs it as a script for each view of a page.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.core import frame
from ui.server.fences import Fence
from ui.server.settings import start_again_if_lost


def show_page() -> None:
    """Draw the page that was asked for, with the navigation around it."""
    st.set_page_config(
        page_title="Rollover and harvesting",
        page_icon="🏦",  # a Material icon would be fetched from another host by every page
        layout="wide",
        menu_items={"about": "What tax-loss harvesting around a 401(k) rollover is worth, path by path, after tax."},
    )

    marks = frame.open_session()
    pages = {
        "": [
            st.Page("pages/start/home.py", title="Start", icon=":material/home:", default=True),
        ],
        "Plan": [
            st.Page("pages/plan/household.py", title="Household", icon=marks["pages/plan/household.py"]),
            st.Page("pages/plan/holdings.py", title="Holdings", icon=marks["pages/plan/holdings.py"]),
            st.Page("pages/plan/rollover.py", title="Rollover", icon=marks["pages/plan/rollover.py"]),
            st.Page(
                "pages/plan/planner.py", url_path="harvest", title="Harvest planner", icon=":material/event_available:"
            ),
            st.Page("pages/plan/strategies.py", title="Strategies", icon=marks["pages/plan/strategies.py"]),
            st.Page("pages/plan/market.py", title="Market", icon=marks["pages/plan/market.py"]),
        ],
        "Results": [
            st.Page("pages/results/answer.py", title="The answer", icon=":material/fact_check:"),
            st.Page(
                "pages/results/attribution.py",
                url_path="why",
                title="Where it comes from",
                icon=":material/account_tree:",
            ),
            st.Page(
                "pages/results/timing_map.py", url_path="timing", title="When to harvest", icon=":material/grid_on:"
            ),
            st.Page("pages/results/what_moves.py", title="What moves it", icon=":material/tornado:"),
            st.Page("pages/results/find_best.py", title="Find the best", icon=":material/search:"),
            st.Page("pages/results/this_year.py", title="This year", icon=":material/receipt_long:"),
            st.Page("pages/results/compare.py", title="Compare", icon=marks["pages/results/compare.py"]),
            st.Page("pages/results/tax_drag.py", title="Tax drag", icon=":material/trending_down:"),
            st.Page("pages/results/income.py", title="Retirement income", icon=":material/payments:"),
            st.Page(
                "pages/results/compare_plans.py", url_path="plans", title="Compare plans", icon=":material/view_column:"
            ),
            st.Page("pages/results/present.py", title="Present", icon=":material/slideshow:"),
            st.Page("pages/results/export.py", url_path="take_away", title="Export", icon=":material/download:"),
        ],
        "Learn": [
            st.Page("pages/learn/cannot_do.py", title="What it cannot do", icon=":material/block:"),
            st.Page("pages/learn/one_path.py", title="One path in full", icon=":material/route:"),
            st.Page("pages/learn/law.py", title="The law", icon=":material/gavel:"),
        ],
    }

    page = st.navigation(pages)
    if page.url_path != "present":  # a shared screen shows no names
        frame.sidebar()
    try:
        page.run()
    finally:  # a page may stop early
        frame.close_run()


if __name__ == "__main__":
    show_page()
else:
    HERE, HOSTS = Path(__file__).resolve(), st.get_option("server.allowedHosts")
    start_again_if_lost(HERE, HOSTS)
    app = st.App(HERE, middleware=[Middleware(Fence, hosts=HOSTS)])
