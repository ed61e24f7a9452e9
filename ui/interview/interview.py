"""The interview: six screens from nothing to a first answer. It writes into the draft, like every other page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from sim.api.scenario import Person
from sim.api.year import covering_years
from ui.core import problems, running, session
from ui.core.problems import Problem
from ui.core.text import count
from ui.core.values import as_day
from ui.interview import last_screens, moving, people, saved_money, sheltered, taxable

ANSWER = "pages/results/answer.py"
USUAL_YEARS = 30
"""The plan's length as long as nobody has said another: the draft's own default."""


class Screen(NamedTuple):
    """One idea. prefixes : where in the draft what is asked on it stands."""

    title: str
    intro: str
    show: Callable[[], None]
    prefixes: tuple[str, ...]


HELD = ("holdings", "securities")
SCREENS = (
    Screen(
        "You", "Age and state decide which tax rules hold.", people.who, (".born", "household.state", "filing_status")
    ),
    Screen(
        "Work and other income",
        "Income fills the tax brackets first.",
        people.income,
        ("wages", "social_security", "pensions"),
    ),
    Screen(
        "Retirement accounts",
        "Nothing inside them is a loss for tax; what they buy can still spoil one outside.",
        saved_money.retirement,
        HELD,
    ),
    Screen(
        "Taxable account",
        "Only here is a loss worth anything. What it cost matters as much as what it is worth.",
        saved_money.outside,
        HELD,
    ),
    Screen(
        "Rollover",
        "A direct rollover is not taxed. What the money buys, and when, matters.",
        last_screens.rollover,
        ("rollovers",),
    ),
    Screen(
        "Spending and what is left",
        "What you spend decides what is sold, and when.",
        last_screens.spending,
        ("household.spending", "heirs_tax_rate"),
    ),
)


def current() -> int:
    """Return the position of the screen that is shown."""
    held = sheltered.answers().get("screen")
    return min(max(held, 0), len(SCREENS) - 1) if isinstance(held, int) else 0


def show() -> None:
    """Show the screen with its progress and its buttons."""
    at = current()
    screen = SCREENS[at]
    st.progress((at + 1) / len(SCREENS), text=f"{at + 1} of {len(SCREENS)}")
    st.subheader(screen.title)
    st.markdown(screen.intro)
    if at in _asked():
        people.leave([one.place for one in faults(at)])
    screen.show()
    left = [one for one in faults(at) if one in problems.remaining()]
    if left and at in _asked():
        st.warning("\n".join(f"- {problems.sentence(one)}" for one in left), icon=":material/edit:")
    with st.container(horizontal=True):
        if at > 0:
            st.button("Back", icon=":material/arrow_back:", key="interview-back", on_click=_go, args=(at - 1,))
        if at < len(SCREENS) - 1:
            st.button(
                "Next", icon=":material/arrow_forward:", icon_position="right", type="primary", key="interview-next",
                on_click=_next, args=(at,),
            )  # fmt: skip
        else:
            _finish(at)
    if at == len(SCREENS) - 1:
        st.caption(last_screens.summary())


def faults(at: int) -> list[Problem]:
    """Return what is missing or wrong on a screen; on the last one everything that keeps the plan from running."""
    found = list(problems.checked().problems)
    if at == len(SCREENS) - 1:
        return found
    return [one for one in found if any(part in one.place for part in SCREENS[at].prefixes)]


def _asked() -> set[int]:
    """Return the screens on which it is said what is missing: those that were to be left before they were complete."""
    return session.slot("interview asked", set[int])


def _go(to: int) -> None:
    sheltered.answers()["screen"] = to


def _next(at: int) -> None:
    """A callback: go on where nothing is missing on this screen; else say what is."""
    sheltered.drop_empty_lots()
    if at < 2:
        people.leave(people.asked(at))
    if at == 2:
        moving.fit_plans()
    if at == 3:
        taxable.propose()
    if at == 4 and moving.plans() and not moving.answer():
        moving.choose(moving.CASH)
    if faults(at):
        _asked().add(at)
        return
    fit_years()
    _go(at + 1)


def fit_years() -> None:
    """Have the plan last as long as lives may, where nobody has said how long."""
    held = session.get("household.horizon_years")
    born = [as_day(person.get("born")) for person in session.rows("household.people")]
    start = as_day(session.get("start"))
    if held not in (USUAL_YEARS, sheltered.answers().get("years")) or start is None or None in born:
        return
    years = covering_years([Person(born=day) for day in born if day is not None], start.year)
    sheltered.answers()["years"] = years
    session.put("household.horizon_years", years)


def _finish(at: int) -> None:
    left = faults(at)
    pressed = st.button("Show me the answer", icon=":material/play_arrow:", type="primary", key="interview-run")
    if left:
        st.caption(f"{count(len(left), 'item')} to complete first.")
    if pressed and left:
        _asked().add(at)
        st.rerun()
    elif pressed:
        running.start()
        st.switch_page(ANSWER)
