"""A file that is being read in a process of its own: begun in a callback, waited for a moment, then shown at work."""

from __future__ import annotations

import streamlit as st

from sim.api.importers import Apart, Request
from ui.core.text import md

AT_ONCE_SECONDS = 3.0
POLL_SECONDS = 0.3


def begun(request: Request, content: bytes) -> Apart:
    """Return the reading of a file, begun; most files are read by the time this returns."""
    apart = Apart(request, content).start()
    apart.wait(AT_ONCE_SECONDS)
    return apart


def under_way(apart: Apart) -> bool:
    """Return whether the file is still being read; then show it, with a way to stop, and at its end the page again."""
    if apart.is_done:
        return False

    def body() -> None:
        # As in `ui.core.running`: the fragment polls alone, and the whole page is drawn again once the file is read.
        if apart.is_done:
            st.rerun()
        st.markdown(f":material/hourglass_top: Reading **{md(apart.request.name, 80)}**")
        st.button("Cancel", icon=":material/stop_circle:", on_click=apart.cancel, key="reading-cancel")

    st.fragment(body, run_every=POLL_SECONDS)()
    return True
