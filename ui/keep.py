"""A refreshed page finds the plan again: drafts are kept in the server's memory, by browser, until the server stops.

The browser is known by the random cookie that Streamlit itself sets against forged requests. A new session starts from
a copy of what that browser last had; a session that is under way is never changed from outside.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

import streamlit as st

from ui import document, session

COOKIE = "_streamlit_xsrf"
MOST_DRAFTS = 100


class Drafts:
    """The last draft of each browser, as JSON text; the oldest go first."""

    def __init__(self, most: int = MOST_DRAFTS) -> None:
        self._lock = threading.Lock()
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._most = most

    def put(self, browser: str, text: str) -> None:
        with self._lock:
            self._texts[browser] = text
            self._texts.move_to_end(browser)
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)

    def get(self, browser: str) -> str | None:
        return self._texts.get(browser)


@st.cache_resource(show_spinner=False)
def drafts() -> Drafts:
    """Return the process's one shelf of drafts."""
    return Drafts()


def browser_id() -> str:
    """Return a name for this browser, '' where it sent no cookie (then nothing is kept)."""
    token = unmasked(str(st.context.cookies.get(COOKIE, "")))
    return hashlib.sha256(token).hexdigest() if token else ""


def unmasked(cookie: str) -> bytes:
    """Return the token inside the cookie, b'' where it has another form.

    The server writes the same token anew with every page load, each time under another random mask:
    ``2|mask|token xor mask|time``, in hexadecimal.
    """
    try:
        version, mask_text, masked_text, _ = cookie.split("|")
        mask, masked = bytes.fromhex(mask_text), bytes.fromhex(masked_text)
    except ValueError:
        return b""
    if version != "2" or not mask:
        return b""
    return bytes(byte ^ mask[position % len(mask)] for position, byte in enumerate(masked))


def restore_and_keep() -> None:
    """Give a new session the draft its browser last had, and keep the draft of a session under way."""
    browser = browser_id()
    if not browser:
        return
    kept = drafts().get(browser)
    if kept is not None and session.is_new():
        session.open_draft(document.from_canonical(kept))
    drafts().put(browser, document.canonical(session.draft()))
