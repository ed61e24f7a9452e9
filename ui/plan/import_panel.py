"""The import's widgets on the Holdings page; what they do is in `ui.plan.importing`."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.api.importers import IMPORTERS
from ui.core import reading, session
from ui.core.text import count, md, usd_md
from ui.core.values import EARLIEST
from ui.entry import tables
from ui.fields import words
from ui.plan import importing
from ui.plan.import_matching import LEAVE_OUT, NEW, account_for, type_for
from ui.plan.importing import Pending

OURS = {
    "symbol": "Symbol",
    "description": "Name",
    "quantity": "Shares",
    "value": "Value",
    "acquired": "Acquired",
    "cost_basis": "Cost basis",
    "account": "Account",
}


def show() -> None:
    """Show the upload, and the file on its way in."""
    uploader()
    waiting_file()


def uploader() -> None:
    """Show the upload."""
    layouts = ", ".join(sorted({importer.label for importer in IMPORTERS}))
    key = session.key("broker-file")
    st.file_uploader(
        "Broker's or plan's file (.csv, .xlsx, .ofx, .qfx, .xml)",
        key=key,
        on_change=importing.received,
        args=(key,),
        help=f"Recognized by its headings: {layouts}. At most 5 MB. The file is read on this computer only; account "
        "numbers are masked to their last four digits.",
    )


def waiting_file() -> None:
    """Show the file on its way in, with what is asked about it."""
    waiting = importing.pending()
    if waiting is None:
        return
    with st.container(border=True):
        if waiting.apart is not None:
            reading.under_way(waiting.apart)
        elif waiting.result is None:
            _faulty(waiting)
        else:
            _found(waiting)


def _faulty(waiting: Pending) -> None:
    lines = "\n".join(f"- {fault}" for fault in waiting.faults)
    st.error(f"**{md(waiting.name, 80)}** could not be read. Your plan is unchanged.\n\n{lines}")
    with st.expander("Say more about the file and read it again", expanded=bool(waiting.headings)):
        left, right = st.columns(2)
        symbol = left.text_input("Symbol, if the file names none", value=waiting.symbol, key="import-symbol")
        orders = list(importing.DATE_ORDERS)
        order = right.selectbox(
            "Dates such as 03/04/2024 are written",
            orders,
            index=orders.index(waiting.date_order),
            format_func=importing.DATE_ORDERS.__getitem__,
            key="import-date-order",
        )
        mapping = _mapping(waiting) if waiting.headings else {}
        said = {"symbol": symbol.strip(), "date_order": order, "mapping": mapping}
        st.button("Read it again", on_click=importing.reread, args=(waiting,), kwargs=said)


def _mapping(waiting: Pending) -> dict[str, str]:
    """Return which heading holds what, as the user says; empty while neither fund nor amount is said."""
    st.markdown("Which column is which? Symbol or name, and shares or value, are enough.")
    boxes = st.columns(len(OURS))
    headings = [heading for heading in dict.fromkeys(waiting.headings) if heading]
    chosen = {
        ours: box.selectbox(label, ["", *headings], key=f"import-column-{ours}")
        for box, (ours, label) in zip(boxes, OURS.items(), strict=True)
    }
    is_enough = (chosen["symbol"] or chosen["description"]) and (chosen["quantity"] or chosen["value"])
    return {ours: str(theirs) for ours, theirs in chosen.items() if theirs} if is_enough else {}


def _found(waiting: Pending) -> None:
    result = waiting.result
    assert result is not None
    dated = f", as of {result.as_of:%m/%d/%Y}" if result.as_of else ""
    skipped = count(len(result.skipped), "row")
    st.markdown(
        f"**{md(waiting.name, 80)}**: {count(len(waiting.rows), 'lot')}, {skipped} skipped ({result.format}{dated})"
    )
    if result.skipped:
        with st.expander(f"{skipped} skipped, and why"):
            st.dataframe(pd.DataFrame(importing.skipped_table(result)), hide_index=True, width="stretch")
    if result.warnings or result.reconciliation:
        st.warning(importing.remarks(result))
    if not waiting.rows and not result.cash:
        st.info("Nothing here can be added: the file holds no open lots.")
        st.button("Close", on_click=importing.discard)
        return
    tables.editor("import-rows", importing.row_source(waiting), ["symbol", "quantity", "acquired", "cost_basis"])
    _confirm(waiting)


def _confirm(waiting: Pending) -> None:
    targets, new_types = _targets(waiting)
    missing = importing.open_questions(waiting, targets, new_types)
    if missing:
        _ask(waiting, missing)
    chosen = {target for target in targets.values() if target not in (NEW, LEAVE_OUT)}
    n_present = sum(lot.get("account") in chosen for lot in session.rows("holdings.lots"))
    replaces = takes_cash = False
    if n_present:
        replaces = _replaces(waiting, targets, n_present)
    cash = sum(float(one.amount) for one in waiting.result.cash) if waiting.result else 0.0
    if cash:
        takes_cash = st.checkbox(
            f"Set the account's cash to the file's {usd_md(cash, cents=True)}", True, key="import-cash"
        )
    with st.container(horizontal=True):
        st.button(
            f"Add {count(len(waiting.rows), 'lot')}",
            type="primary",
            icon=":material/add:",
            disabled=bool(missing) or set(targets.values()) <= {LEAVE_OUT},
            on_click=importing.add,
            args=(waiting, targets, new_types, replaces, takes_cash),
        )
        st.button("Discard the file", on_click=importing.discard)


def _replaces(waiting: Pending, targets: dict[str, str], n_present: int) -> bool:
    """Return whether the file takes the place of what is there, once the user has seen what that changes."""
    found = importing.changes_of(waiting, targets)
    if found.n_same:
        st.info(
            f"{count(found.n_same, 'lot')} of the file {'is' if found.n_same == 1 else 'are'} in the plan already. "
            "Replace, or they are there twice."
        )
    title = f"What changes: {count(len(found.rows), 'lot')}" if found.rows else "Nothing changes"
    with st.expander(title, expanded=bool(found.rows and found.n_same)):
        if found.rows:
            st.dataframe(pd.DataFrame(found.rows), hide_index=True, width="stretch")
        else:
            st.markdown("The file has the lots that are in the plan.")
    label = f"Replace the {count(n_present, 'lot')} already in the chosen account"
    return st.checkbox(label, bool(found.n_same), key="import-replace")


def _targets(waiting: Pending) -> tuple[dict[str, str], dict[str, str]]:
    """Return the account chosen for each account the file names, and the type of each new one."""
    rows = session.rows("holdings.accounts")
    accounts = {str(a.get("id")): str(a.get("name") or a.get("id")) for a in rows}
    targets: dict[str, str] = {}
    new_types: dict[str, str] = {}
    for hint in waiting.hints:
        options = [*accounts, NEW, *([LEAVE_OUT] if len(waiting.hints) > 1 else [])]
        label = f"Lots of {md(hint, 60)} go to" if hint else "The lots go to"
        left, right = st.columns([2, 1])
        targets[hint] = left.selectbox(
            label,
            options,
            index=options.index(account_for(hint, rows)),
            format_func=lambda option: accounts.get(option, option),
            key=f"import-target-{hint}",
        )
        if targets[hint] == NEW:
            types = [str(code) for code in words.ACCOUNT_TYPE]
            new_types[hint] = right.selectbox(
                "Type of the new account",
                types,
                index=types.index(type_for(hint)),
                format_func=words.ACCOUNT_TYPE.__getitem__,
                key=f"import-new-type-{hint}",
            )
    return targets, new_types


def _ask(waiting: Pending, missing: list[str]) -> None:
    lines = "\n".join(f"- {line}" for line in missing[:20])
    more = f"\n- and {len(missing) - 20} more" if len(missing) > 20 else ""
    st.warning(
        "**The file does not say, and it is not guessed.** Fill in the table above: the tax on a sale depends on it.\n"
        "\n"
        f"{lines}{more}"
    )
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    key = "import-day"
    left.date_input("One date for all lots without one", value=None, min_value=EARLIEST, key=key, format="MM/DD/YYYY")
    right.button("Use this date", on_click=importing.set_missing_dates, args=(waiting, key))
