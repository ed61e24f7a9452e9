"""The app's entry point: the fence, page config and navigation, nothing else.

`python -m streamlit run streamlit_app.py` serves it. Streamlit imports this file for the server, which it finds as
`app`, and runs it as a script for each view of a page.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui import places, readiness
from ui.core import frame
from ui.finding import finding
from ui.server.fences import Fence
from ui.server.order import InOrder
from ui.server.ready import Ready
from ui.server.settings import serve_named_pages, start_again_if_lost


def show_page() -> None:
    """Draw the page that was asked for, with the navigation around it."""
    st.set_page_config(
        page_title="Rollover and harvesting",
        page_icon="🏦",  # a Material icon would be fetched from another host by every page
        layout="wide",
        menu_items={"about": "What tax-loss harvesting around a 401(k) rollover is worth, path by path, after tax."},
    )

    frame.open_session()
    page = st.navigation(places.pages(), position="hidden")
    st.set_page_config(page_title=f"{page.title} | Rollover and harvesting")
    if page.url_path != "present":  # a shared screen shows no names
        frame.bar(page.url_path, finding.button)
        finding.lead(page.title)
    try:
        page.run()
    finally:  # a page may stop early
        frame.close_run()


if __name__ == "__main__":
    show_page()
else:
    HERE, HOSTS = Path(__file__).resolve(), st.get_option("server.allowedHosts")
    start_again_if_lost(HERE, HOSTS)
    serve_named_pages()
    app = st.App(
        HERE,
        middleware=[
            Middleware(Fence, hosts=HOSTS),
            Middleware(Ready, what_lacks=readiness.what_lacks),
            Middleware(InOrder),
        ],
    )
