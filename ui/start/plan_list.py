"""The saved plans: open, rename, duplicate, delete and take that back."""

from __future__ import annotations

import streamlit as st

from sim.api.store import PlanHead
from ui.core import saving, session, store
from ui.core.frame import notify
from ui.core.text import count, md
from ui.core.times import when

AT_FIRST = 8


def panel() -> None:
    """Show the saved plans, the one changed last first."""
    heads, trouble = store.tried(lambda store: store.plans())
    if trouble:
        st.warning(f"Saved plans cannot be read now. {md(trouble)}", icon=":material/cloud_off:")
        return
    heads = heads or []
    if len(heads) > 1:
        st.page_link("pages/start/clients.py", label="All clients and plans in one table", icon=":material/groups:")
    if not heads:
        st.caption("No plan is saved yet. What you enter is saved automatically as you type.")
    for head in heads[:AT_FIRST]:
        _row(head)
    if len(heads) > AT_FIRST:
        with st.expander(f"{count(len(heads) - AT_FIRST, 'older plan')}"):
            for head in heads[AT_FIRST:]:
                _row(head)
    _deleted()


def _row(head: PlanHead) -> None:
    if head.trouble:
        _damaged_row(head)
        return
    is_open = saving.link().plan_id == head.id
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        mark = " :blue-badge[open now]" if is_open else ""
        st.markdown(f"**{md(head.name or 'Plan without a name', 80)}**{mark}  \n:small[Changed {when(head.changed)}]")
        st.button("Open", key=f"open-{head.id}", on_click=open_plan, args=(head.id,), disabled=is_open, wrap=False)
        with st.popover("More", key=f"more-{head.id}", wrap=False):
            key = f"name-{head.id}"
            st.text_input("Name", value=head.name, key=key, max_chars=120, on_change=_rename, args=(head.id, key))
            st.button(
                "Duplicate",
                icon=":material/content_copy:",
                key=f"duplicate-{head.id}",
                on_click=_duplicate,
                args=(head.id,),
                width="stretch",
            )
            _delete_button(head)


def _damaged_row(head: PlanHead) -> None:
    """Show a plan whose record is damaged: it costs itself, not the list."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{md(head.name or 'Plan without a name', 80)}**  \n:small[{md(head.trouble)}]")
        _delete_button(head)


def _delete_button(head: PlanHead) -> None:
    st.button(
        "Delete",
        icon=":material/delete:",
        key=f"delete-{head.id}",
        on_click=_delete,
        args=(head,),
        width="stretch",
    )


def _deleted() -> None:
    """Offer to take the last deletion back, and below it the earlier ones of the last month."""
    just = session.slot("deleted", lambda: "")
    heads, _ = store.tried(lambda store: store.deleted())
    heads = heads or []
    for head in [head for head in heads if head.id == just]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{md(head.name or 'Plan without a name', 80)}** was deleted.")
            _undo_button(head, "undo-delete")
    others = [head for head in heads if head.id != just]
    if others:
        with st.expander("Deleted in the last 30 days", icon=":material/delete:"):
            for head in others:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(f"{md(head.name or 'Plan without a name', 80)}, changed {when(head.changed)}")
                    _undo_button(head, f"undo-delete-{head.id}")


def _undo_button(head: PlanHead, key: str) -> None:
    st.button("Undo", icon=":material/undo:", key=key, on_click=_restore, args=(head.id,), wrap=False)


def open_plan(plan_id: str) -> None:
    """A callback: make a saved plan the one on the pages."""
    found, trouble = store.tried(lambda store: store.get(plan_id))
    if found is None:
        notify(md(trouble) or "This plan is not there any more: it was deleted in another tab.")
    else:
        saving.show(found)
        notify(f"**{md(found.name, 80)}** opened.")


def _rename(plan_id: str, key: str) -> None:
    name = str(session.held(key) or "").strip()
    if name and saving.link().plan_id == plan_id:
        session.put("name", name)
        session.renew_widgets()
    elif name:
        _tell(store.tried(lambda store: store.rename(plan_id, name))[1])


def _duplicate(plan_id: str) -> None:
    """A callback: copy a plan and open the copy."""
    head, trouble = store.tried(lambda store: store.duplicate(plan_id, saving.browser_id()))
    if head is None:
        _tell(trouble)
    else:
        open_plan(head.id)


def _tell(trouble: str) -> None:
    """Have the page say why nothing was done."""
    if trouble:
        notify(md(trouble))


def _delete(head: PlanHead) -> None:
    store.tried(lambda store: store.delete(head.id))
    session.fill_slot("deleted", head.id)
    if saving.link().plan_id == head.id:
        session.open_blank()
        saving.detach(is_untouched=True)


def _restore(plan_id: str) -> None:
    store.tried(lambda store: store.restore(plan_id))
    session.fill_slot("deleted", "")
