"""Nothing is lost: what is typed is saved at once, and found again after a refresh, a closed tab, a killed server.

The page's address names the plan; an address without a plan opens the one this browser had open last. Every save names
the version it was made from. Where another tab has saved since, nothing is overwritten: what was typed here goes on in
a copy, and the page offers to open the other tab's version instead.

Of one session two script threads may be at work: a key typed during a run begins another one at once, and the first,
told to stop, may be in the middle of a save. So a session saves one at a time, what it saves is compared within its
lock, and one that was told to stop while it waited ends where it next asks for the session.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from sim.api.scenario import SCHEMA_VERSION, upgraded
from sim.api.store import Conflict, Plan, PlanHead, PlanStore, copy_name
from ui.core import beside, document, session, store, undo
from ui.core.text import md

COOKIE = "_streamlit_xsrf"
ADDRESS = "plan"


@dataclass
class Link:
    """What ties the session to a saved plan. `text` is what was last saved or read; `other` the other tab's version."""

    plan_id: str = ""
    version: int = 0
    text: str = ""
    changed: datetime | None = None
    trouble: str = ""
    other: PlanHead | None = None
    is_told: bool = False


def link() -> Link:
    """Return this session's tie to its saved plan."""
    return session.slot("link", Link)


def browser_id() -> str:
    """Return a name for this browser, '' where it sent no cookie (then it is not known again)."""
    token = unmasked(str(st.context.cookies.get(COOKIE, "")))
    return hashlib.sha256(token).hexdigest() if token else ""


def unmasked(cookie: str) -> bytes:
    """Return the token inside the cookie, b'' where it has another form.

    The server writes the same token again with every page load, each time under another random mask:
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
    """Give a new session its plan, save what changed since the last run, and name the plan in the page's address."""
    with session.lock("restore"):
        if session.is_new():
            _restore()
    session.touch()
    with session.lock("undo"):
        undo.note()
    keep()
    tie = link()
    if tie.plan_id and st.query_params.get(ADDRESS) != tie.plan_id:
        st.query_params[ADDRESS] = tie.plan_id
    elif not tie.plan_id and ADDRESS in st.query_params:
        del st.query_params[ADDRESS]


def keep() -> None:
    """Save what changed; of several threads of a session one at a time."""
    with session.lock("save"):
        tie = link()
        _, tie.trouble = store.tried(lambda store: _keep(store, tie))


def _restore() -> None:
    session.draft()
    link().text = _text()  # a draft nobody has touched is not worth a place in the list
    wanted = str(st.query_params.get(ADDRESS, ""))
    browser = browser_id()

    def find(store: PlanStore) -> Plan | None:
        plan_id = wanted or (store.last_of(browser) if browser else None)
        return store.get(plan_id) if plan_id else None

    found, trouble = store.tried(find)
    if found is not None:
        show(found)
    elif wanted and not trouble:
        session.fill_slot("notice", "The plan at this address is not here: it was deleted, or is on another computer.")
    elif trouble:
        session.fill_slot("notice", md(trouble))


def show(plan: Plan) -> None:
    """Make a saved plan the session's own."""
    found = upgraded(plan.document, SCHEMA_VERSION)
    if found.get("schema_version", SCHEMA_VERSION) != SCHEMA_VERSION or document.misshapen(found):
        session.fill_slot(
            "notice", "This plan was saved by another version of the program, which is needed to open it."
        )
        return
    session.open_draft(found)
    beside.restore(plan.beside)
    session.fill_slot("link", Link(plan.id, plan.version, _text(), plan.changed))
    undo.forget()
    browser = browser_id()
    if browser:
        store.tried(lambda store: store.remember(browser, plan.id))


def detach(is_untouched: bool = False) -> None:
    """Tie the draft to no saved plan: the next save makes one of it; of an untouched draft, its first change."""
    beside.restore({})
    session.fill_slot("link", Link(text=_text() if is_untouched else ""))
    undo.forget()


def _text() -> str:
    return document.canonical({"document": session.draft(), "beside": beside.as_json()})


def _keep(store: PlanStore, tie: Link) -> None:
    text = _text()
    # Asking for the session ends a thread that was told to stop. So what was read above is of before any newer change
    # of the session, such as another plan: nothing of that one is saved under the tie to this one.
    if link() is not tie:
        return
    if text == tie.text:
        _look_for_other(store, tie)
        return
    saved = json.loads(text)
    if not tie.plan_id:
        head = _first_save(store, saved)
    else:
        try:
            head = store.save(tie.plan_id, tie.version, saved["document"], saved["beside"])
        except Conflict as conflict:
            head = _go_on_in_a_copy(store, tie, conflict)
            text = _text()
    tie.plan_id, tie.version, tie.text, tie.changed = head.id, head.version, text, head.changed


def _look_for_other(store: PlanStore, tie: Link) -> None:
    """Note where another tab has saved this plan since it was read here."""
    if not tie.plan_id or tie.is_told:
        return
    head = store.head(tie.plan_id)
    tie.other = head if head is not None and head.version > tie.version else None


def _first_save(store: PlanStore, saved: dict[str, Any]) -> PlanHead:
    browser, draft = browser_id(), saved["document"]
    same = store.same_as(draft, browser) if browser and not saved["beside"] else None
    head = same or store.create(draft, saved["beside"], browser)
    if browser:
        store.remember(browser, head.id)
    return head


def _go_on_in_a_copy(store: PlanStore, tie: Link, conflict: Conflict) -> PlanHead:
    session.put("name", copy_name(str(session.get("name") or "")))
    session.renew_widgets()
    browser = browser_id()
    head = store.create(_plain(session.draft()), beside.as_json(), browser)
    if browser:
        store.remember(browser, head.id)
    tie.other, tie.is_told = conflict.theirs, True
    return head


def _plain(draft: document.Document) -> document.Document:
    """Return the draft as JSON writes and reads it."""
    found: dict[str, Any] = json.loads(json.dumps(draft, default=str))
    return found


def open_theirs() -> None:
    """A callback: open the other tab's version. A copy made of what was typed here can still be taken back."""
    tie = link()
    other = tie.other
    found, _ = store.tried(lambda store: store.get(other.id) if other else None)
    if found is None:
        return
    if tie.is_told:
        store.tried(lambda store: store.delete(tie.plan_id))
    show(found)


def keep_mine() -> None:
    """A callback: go on with what stands here, as a plan of its own."""
    tie = link()
    if tie.is_told:
        tie.other, tie.is_told = None, False
        return
    # Not saved apart yet: what stands here is older than the other tab's version. The next save makes it a plan.
    session.put("name", copy_name(str(session.get("name") or "")))
    session.renew_widgets()
    session.fill_slot("link", Link())
