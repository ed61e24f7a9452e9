"""Find a field by any word: its label, its help, or another word for the same; and be led to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st

from ui.core import document, inputs, problems, session
from ui.core.problems import Page
from ui.core.text import md
from ui.fields import FIELDS
from ui.fields.synonyms import SYNONYMS

MOST = 8
WORD = re.compile(r"[^\s,;:?!]+")
IN_LABEL, MEANT, IN_HELP = 4, 2, 1
EACH = ("household.people", "rollovers")
"""Lists whose entries have fields of their own on a page; the fields of all others are columns of a table."""
NONE_YET = "none yet"
TABLES = {
    "holdings.accounts": "Accounts",
    "holdings.lots": "Lots",
    "securities": "Securities",
    "strategies": "Strategies",
}


@dataclass(frozen=True)
class Hit:
    """A field that fits: its place in the draft, its page, its name, and the table it is a column of, if any."""

    path: str
    page: Page
    label: str
    table: str = ""


def button() -> None:
    """Show the button that finds a field; F2 presses it."""
    if st.button(
        "Find",
        icon=":material/search:",
        type="tertiary",
        shortcut="F2",
        key="find",
        help="Find any field of the plan by a word",
    ):
        _dialog()


@st.dialog("Find a field")
def _dialog() -> None:
    asked = st.text_input(
        "What are you looking for?", placeholder="spending, basis, Medicare, retire …", key="find-words"
    )
    hits = find(asked)
    if asked and not hits:
        st.markdown("No field of the plan is called so. Try another word, or a part of it.")
    for number, hit in enumerate(hits):
        where = f"{hit.page.title}, {hit.table}" if hit.table in TABLES.values() else hit.page.title
        if st.button(f"{md(hit.label, 120)} :small[{md(where)}]", key=f"found-{number}", type="tertiary"):
            session.fill_slot(inputs.FOUND, hit)
            st.switch_page(hit.page.script)


def find(asked: str) -> list[Hit]:
    """Return the fields that fit best, the best one first: every word must be in the label, the help or a synonym."""
    wanted = words_of(asked)
    scored = [(sum(_scores(name, wanted)), name) for name in FIELDS if wanted and all(_scores(name, wanted))]
    best = sorted(scored, key=lambda one: -one[0])[:MOST]
    return [hit for _, name in best for hit in _hits(name)][:MOST]


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [word for word in map(_folded, WORD.findall(text)) if word]


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.casefold())


def _scores(name: str, wanted: list[str]) -> list[int]:
    """Return how well each wanted word fits a field, 0 where it does not at all."""
    field = FIELDS[name]
    label, text = _folded(field.label), _folded(f"{field.what} {field.why} {field.where}")
    return [_score(word, label, text) for word in wanted]


def _score(word: str, label: str, text: str) -> int:
    if _begins(word, label):
        return IN_LABEL
    groups = ([_folded(one) for one in group] for group in SYNONYMS)
    others = [one for group in groups if any(_begins(word, of) for of in group) for one in group]
    if any(_begins(one, label) for one in others):
        return MEANT
    return IN_HELP if _begins(word, text) else 0


def _begins(word: str, text: str) -> bool:
    """Return whether a word of the text, or several in a row, begin so."""
    return bool(word) and f" {word}" in f" {text}"


def _hits(name: str) -> list[Hit]:
    """Return the field's places on pages: of each person and rollover one, of other lists the table."""
    field, page, head = FIELDS[name], problems.page_of(name), name.partition("[]")[0]
    if "[]" not in name:
        return [Hit(name, page, field.label)]
    rest = name[len(head) + 2 :]
    if head not in EACH or "[]" in rest:
        return [Hit(name, page, field.label, TABLES.get(head, "below"))]
    if not session.rows(head):
        return [Hit(name, page, field.label, NONE_YET)]
    paths = [f"{head}[{number}]{rest}" for number in range(len(session.rows(head)))]
    return [Hit(path, page, problems.in_words(path)) for path in paths]


def lead(title: str) -> None:
    """Show the field that was looked for on top of its page; forget it on any other."""
    hit: Hit | None = session.slot(inputs.FOUND, lambda: None)
    if hit is None:
        return
    if hit.page.title != title:
        session.fill_slot(inputs.FOUND, None)
        return
    with st.container(border=True, key="found"):
        if hit.table:
            where = (
                f"the table [{hit.table}](#{hit.table.lower()})" if hit.table in TABLES.values() else "a table below"
            )
            st.markdown(f"**{md(hit.label)}** is a column of {where}. {_what(hit.path)}")
        else:
            inputs.show(hit.path, st, problems.in_words(hit.path))
        st.button("Done", key="found-done", type="tertiary", on_click=session.fill_slot, args=(inputs.FOUND, None))


def _what(name: str) -> str:
    return md(FIELDS[document.pattern(name)].what, 300)
