"""What only one kind of account has: which plan it is, whose an IRA was, when a Roth IRA began, how an annuity pays."""

import streamlit as st

from ui.core import inputs, session

OF_TYPE = {
    "401k": ("plan_kind", "is_of_present_employer", "series_from", "paid_so_far"),
    "traditional_ira": ("series_from", "paid_so_far"),
    "inherited_ira": ("inherited_from", "decedent_born", "decedent_died", "paid_so_far"),
    "roth_ira": ("roth_contributions", "roth_opened"),
    "annuity": ("pays_from", "pays_for"),
}
LABELS = {
    "plan_kind": "Kind of plan",
    "is_of_present_employer": "Of the present employer",
    "rolled_in_amount": "Rolled in from elsewhere",
    "paid_so_far": "Paid out so far this year",
    "series_from": "Equal payments from",
    "series_method": "Worked out",
    "series_rate": "Interest [%]",
    "inherited_from": "Inherited from",
    "decedent_born": "That person was born",
    "decedent_died": "and died",
    "roth_contributions": "Contributions in it",
    "roth_opened": "First contribution, year",
    "pays_from": "Pays from",
    "pays_for": "Pays",
    "pays_years": "Years",
    "payout_rate": "Payout a year [%]",
    "pays_survivor_share": "To the survivor [%]",
}
OF_TERM = {"years": ("pays_years",), "life": ("payout_rate", "pays_survivor_share")}


FIELDS = tuple(LABELS)
IN_A_ROW = 4


def show() -> None:
    """Show the fields of every plan, inherited or Roth IRA and annuity, one row an account."""
    accounts = session.rows("holdings.accounts")
    chosen = [index for index, account in enumerate(accounts) if account.get("type") in OF_TYPE]
    if not chosen:
        return
    st.markdown("**Plans, inherited and Roth IRAs, annuities**")
    for index in chosen:
        with st.container(border=True):
            _row(index)


def _row(index: int) -> None:
    place = f"holdings.accounts[{index}]"
    fields = [*OF_TYPE[str(session.get(f"{place}.type"))]]
    if session.get(f"{place}.pays_from") is not None and "pays_for" in fields:
        fields += OF_TERM.get(str(session.get(f"{place}.pays_for")), ())
    if session.get(f"{place}.series_from") is not None and "series_from" in fields:
        is_level = session.get(f"{place}.series_method") != "life_expectancy"
        fields += ["series_method", "series_rate"] if is_level else ["series_method"]
    if session.get(f"{place}.plan_kind") == "457b":
        fields.append("rolled_in_amount")
    for first in range(0, len(fields), IN_A_ROW):
        name, *columns = st.columns([2, *([3] * IN_A_ROW)], vertical_alignment="top")
        if first == 0:
            name.markdown(f"**{inputs.title_of(f'{place}.name', 'Account')}**")
        for column, field in zip(columns, fields[first : first + IN_A_ROW], strict=False):
            inputs.field(f"{place}.{field}", column, LABELS[field])
