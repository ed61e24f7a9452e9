"""The list of clients: filter, sort, open, work out, and what is noted beside each."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from sim.api.book import rows_of
from sim.api.export import tables_workbook
from sim.api.store import MOST_CLIENT, MOST_NOTE, ClientLine, ClientNotes
from ui.core import document, problems, running, saving, session, store
from ui.core.frame import notify
from ui.core.text import count, md
from ui.runs.client_runs import ClientRuns, answer_in
from ui.start import plan_list
from ui.start.client_table import COLUMNS, filtered, is_up_to_date, shown, wants

RUNS, KEPT, OPENED, LOOK_SECONDS = "client-runs", "client-kept", "client-opened", 1.0
FIRST_PAGE = "pages/plan/household.py"
MOST_FAILURES, MOST_REASONS = 20, 5


def panel() -> None:
    """Show the clients with all that can be done."""
    if session.slot(OPENED, lambda: False):
        session.fill_slot(OPENED, False)
        st.switch_page(FIRST_PAGE)
    _keep_the_open_plans_answer()
    lines, trouble = store.tried(lambda store: store.clients.lines())
    if trouble:
        st.warning(f"Saved plans cannot be read now. {md(trouble)}", icon=":material/cloud_off:")
        return
    if not lines:
        st.info("No plan is saved yet. Enter one, open a file on *Home*, or load an example: it is saved as you type.")
        return
    found = filtered(lines, wants(lines))
    st.caption(f"{count(len(found), 'plan')} of {count(len(lines), 'plan')}. Click a head to sort, a box to choose.")
    chosen = _table(found)
    _to_do(lines, found, chosen)
    _runs()
    if len(chosen) == 1:
        _beside(chosen[0])
    _export(found)


def _keep_the_open_plans_answer() -> None:
    """Keep what was run on the other pages, as if it had been worked out here."""
    found, plan_id = running.of_this_plan(), saving.link().plan_id
    if found is None or not plan_id or session.slot(KEPT, lambda: "") == found[0].sha256 + plan_id:
        return
    shown, scenario = found
    answer = answer_in(rows_of(shown.outcome.findings), scenario.name)
    plan, _ = store.tried(lambda store: store.get(plan_id))
    if plan is not None and problems.check(document.canonical(plan.document)).sha256 == shown.sha256:
        store.tried(lambda store: store.clients.keep_answer(plan_id, plan.document, answer))
        session.fill_slot(KEPT, shown.sha256 + plan_id)


def _table(lines: list[ClientLine]) -> list[ClientLine]:
    """Show the lines; return those that are chosen."""
    event: Any = st.dataframe(
        shown(lines),
        key=session.key(f"clients-{hash(tuple(line.plan.id for line in lines))}"),  # a place means another line now
        hide_index=True,
        width="stretch",
        column_config=COLUMNS,
        on_select="rerun",
        selection_mode="multi-row",
    )
    return [lines[row] for row in event.selection.rows if row < len(lines)]


def _to_do(lines: list[ClientLine], found: list[ClientLine], chosen: list[ClientLine]) -> None:
    runs: ClientRuns | None = session.slot(RUNS, lambda: None)
    is_running = runs is not None and runs.is_running
    old = [line for line in found if not line.plan.trouble and not is_up_to_date(line)]
    asked = [line for line in chosen if not line.plan.trouble]
    with st.container(horizontal=True, vertical_alignment="center"):
        one = asked[0].plan.id if len(asked) == 1 else ""
        st.button("Open the plan", icon=":material/folder_open:", on_click=_open, args=(one,), disabled=not one)
        st.button(
            f"Work out {count(len(asked), 'plan')}" if asked else "Work out the chosen",
            icon=":material/play_arrow:",
            key="clients-run-chosen",
            on_click=_start,
            args=(asked,),
            disabled=is_running or not asked,
        )
        st.button(
            f"Work out what is old or missing ({len(old):,})",
            key="clients-run-old",
            on_click=_start,
            args=(old,),
            disabled=is_running or not old,
            help="Every plan of the table above that was not worked out yet, that changed since, or whose answer rests "
            "on figures of the law that have changed.",
        )


def _open(plan_id: str) -> None:
    """A callback: open a plan, and go to it once the page is drawn again."""
    plan_list.open_plan(plan_id)
    session.fill_slot(OPENED, True)


def _start(lines: list[ClientLine]) -> None:
    """A callback: work out some clients on a thread of its own."""
    saving.keep()
    door, trouble = store.tried(lambda store: store)
    if door is None:
        notify(md(trouble))
        return
    session.fill_slot(RUNS, ClientRuns(door, lines, os.cpu_count() or 1).start())


def _runs() -> None:
    runs: ClientRuns | None = session.slot(RUNS, lambda: None)
    if runs is None:
        return
    if runs.is_running:
        st.fragment(_progress, run_every=LOOK_SECONDS)(runs)
        return
    done = runs.n_done - len(runs.failed)
    words = f"{count(done, 'plan')} worked out." + (" Stopped; the rest is as before." if runs.is_stopped else "")
    st.success(words, icon=":material/check:") if not runs.failed else st.warning(words)
    for failure in runs.failed[:MOST_FAILURES]:
        draft = dict(failure.document)
        why = "\n".join(
            f"- {problems.sentence(one, draft) if one.place else md(one.message)}"
            for one in failure.problems[:MOST_REASONS]
        )
        st.markdown(f"**{md(failure.client, 80)}** was not worked out. Open the plan and correct:\n\n{why}")


def _progress(runs: ClientRuns) -> None:
    if not runs.is_running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        words = f"{runs.n_done:,} of {count(runs.count, 'plan')}; now {md(runs.now, 60)}"
        st.progress(runs.n_done / max(runs.count, 1), words)
        st.button("Stop", icon=":material/stop:", key="clients-stop", on_click=runs.cancel, wrap=False)


def _beside(line: ClientLine) -> None:
    """Show what is noted beside a plan; whatever is typed is kept at once."""
    st.subheader(md(line.client, 80), anchor=False)
    if line.answer is not None:
        st.markdown(f"**{md(line.answer.get('headline', ''))}** {md(line.answer.get('do_first', ''))}")
        if line.answer.get("missing"):
            st.caption(f"Not in the plan: {md(line.answer['missing'], 600)}.")
    keys = {name: f"clients-{name}-{line.plan.id}" for name in ("client", "follow_up", "note")}
    what = line.plan.id, keys
    left, right = st.columns(2)
    left.text_input(
        "Client",
        line.beside.client or line.client,
        key=keys["client"],
        max_chars=MOST_CLIENT,
        on_change=_write,
        args=what,
        help="The household's name: its plans stand together in the table.",
    )
    right.date_input(
        "Follow up on",
        line.beside.follow_up,
        key=keys["follow_up"],
        format="MM/DD/YYYY",
        on_change=_write,
        args=what,
    )
    st.text_area("Note", line.beside.note, key=keys["note"], max_chars=MOST_NOTE, on_change=_write, args=what)


def _write(plan_id: str, keys: dict[str, str]) -> None:
    """A callback: keep what is noted beside a plan."""
    day = session.held(keys["follow_up"])
    beside = ClientNotes(
        str(session.held(keys["client"]) or "").strip(),
        str(session.held(keys["note"]) or ""),
        day if isinstance(day, date) else None,
    )
    trouble = store.tried(lambda store: store.clients.write(plan_id, beside))[1]
    if trouble:
        notify(md(trouble))


def _export(lines: list[ClientLine]) -> None:
    table = shown(lines).assign(Note=[line.beside.note for line in lines]).astype(object)
    table = table.where(pd.notna(table), None)
    notes = [
        ("Clients", f"{len(lines):,}"),
        ("What this is", "Figures of saved plans on random markets. No tax advice."),
    ]
    st.download_button(
        "Download this list",
        lambda: tables_workbook({"Clients": table}, notes, date.today()),
        "clients.xlsx",
        icon=":material/download:",
        on_click="ignore",
        key="clients-download",
    )
