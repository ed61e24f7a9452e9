"""Whether the browser has asked for something newer than what is worked out now: then nobody waits for it any more."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def waits() -> bool:
    """Return whether a move of the user, or the end of the session, waits for this script to end.

    Streamlit lets a fragment finish whatever is moved in it meanwhile, and has no public word for what waits. Where a
    version keeps it under other names nothing is seen to wait, and work goes on to its end. A page's own clock, which
    asks again and again, is no move.
    """
    requests = getattr(get_script_run_ctx(suppress_warning=True), "script_requests", None)
    state = getattr(getattr(requests, "_state", None), "name", "")
    by_clock = getattr(getattr(requests, "_rerun_data", None), "is_auto_rerun", False)
    return state == "STOP" or (state == "RERUN" and not by_clock)
