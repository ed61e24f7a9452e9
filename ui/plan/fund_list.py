"""What counts as the same and what replaces it: the user's own groups, with the fund list as a suggestion."""

from __future__ import annotations

import streamlit as st

from sim.api.importers import all_proxies
from sim.api.scenario import FIGURES_OF_A_FUND, Fund, FundList, IdentityReading, Security, known_funds
from ui.core import frame, session
from ui.core.document import Document
from ui.core.text import count, md
from ui.entry import tables

READINGS = {
    IdentityReading.SAME_INDEX: "Funds on one index, of any firm, count as the same",
    IdentityReading.SAME_FUND: "Only share classes of one fund count as the same",
}


def suggestion(
    securities: list[Document], reading: IdentityReading, funds: FundList
) -> tuple[list[Document], int, list[str]]:
    """Return the securities with empty fields filled from the fund list, how many changed, and what is left to do.

    What the user wrote stays. A group that the user named for one fund is used for all that are identical to it.
    """
    named: dict[str, str] = {}
    for row in securities:
        fund = funds.find(str(row.get("symbol") or ""))
        if fund is not None and row.get("identity_group"):
            named.setdefault(fund.identity_group(reading), str(row["identity_group"]))
    symbols = {str(row.get("symbol") or "").upper() for row in securities}
    result, notes = [], []
    for row in securities:
        fund = funds.find(str(row.get("symbol") or ""))
        filled = dict(row) if fund is None else _filled(row, fund, reading, named)
        if fund is not None and fund.replacement and not filled.get("replacement"):
            if fund.replacement in symbols:
                filled["replacement"] = fund.replacement
            else:
                notes.append(f"{fund.symbol}: {fund.replacement} could replace it; add it with its price.")
        result.append(filled)
    n_changed = sum(new != old for new, old in zip(result, securities, strict=True))
    return result, n_changed, notes


def _filled(row: Document, fund: Fund, reading: IdentityReading, named: dict[str, str]) -> Document:
    filled = dict(row)
    if not filled.get("name"):
        filled["name"] = fund.name
    if not filled.get("identity_group"):
        filled["identity_group"] = named.get(fund.identity_group(reading), fund.identity_group(reading))
    if not filled.get("asset_class"):  # a new row: its yield and cost are not the user's word yet
        filled["asset_class"] = fund.asset_class.value
        for name in FIGURES_OF_A_FUND:
            filled[name] = filled.get(name) or getattr(fund, name)
    return filled


def filled_new(row: Document, proxy: str) -> Document:
    """Return a new security filled from the fund list by its symbol, or by the listed fund that stands for it.

    One that is filled by its proxy is named so, and identical to nothing: what a plan's trust holds is not published.
    """
    funds = known_funds()
    own, stands_in = funds.find(str(row.get("symbol") or "")), funds.find(proxy)
    if own is not None:
        return _filled(row, own, IdentityReading.SAME_INDEX, {})
    if not proxy:
        return row
    filled = {**row, "asset_class": all_proxies().get(proxy), "name": f"{row.get('name', '')} (as {proxy})"[:120]}
    if stands_in is not None:
        figures = {name: getattr(stands_in, name) for name in FIGURES_OF_A_FUND}
        filled = {**filled, "asset_class": stands_in.asset_class.value, **figures}
    return filled


def button() -> None:
    """Offer to fill the securities' empty fields from the fund list."""
    key = session.key("fund-list-reading")
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.selectbox("Which funds count as the same in the list", list(READINGS), format_func=READINGS.__getitem__,
                   key=key, help="No ruling settles it; the first reading is the careful one.")  # fmt: skip
    right.button("Fill from the fund list", icon=":material/auto_fix_high:", on_click=_fill, args=(key,))


def _fill(key: str) -> None:
    reading = IdentityReading(session.held(key) or IdentityReading.SAME_INDEX)
    filled, n_changed, notes = suggestion(session.rows("securities"), reading, known_funds())
    session.put("securities", filled)
    session.renew_widgets()
    words = f"{count(n_changed, 'security', 'securities')} filled from the fund list; what you wrote stays."
    frame.notify(" ".join([words, *(md(note) for note in notes)]))


def panel() -> None:
    """Show identity groups and replacements to edit, with the list's suggestion."""
    st.markdown("Securities of one group count as substantially identical; a replacement must be of another group.")
    tables.table("securities", ["symbol", "name", "identity_group", "replacement", "price"], Security)
    button()
