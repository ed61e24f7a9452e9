"""The harvest planner's widgets: the day and readings, the lots to sell, the files to export."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from sim.api import PlannedSale, PlanSettings, Scenario
from sim.api.export import calendar_bytes, csv_bytes, record_csv, record_workbook, txf_bytes
from sim.api.planner import LotView, WashCalendar, lot_name, unknown_payroll
from ui.core import files, inputs, session
from ui.core.choices import Choices, days_to_plan
from ui.core.text import md, usd
from ui.planner import planner, purchases

DOLLAR = ":material/attach_money:"
READINGS = (
    ("buys_replacement", "Each sale buys its replacement on the same day", "The replacement is named under Accounts."),
    (
        "plan_401k_counts",
        "A purchase in a 401(k) can cause a wash sale",
        "No authority says so; Rev. Rul. 2008-5 speaks of IRAs, and its reasons fit.",
    ),
    (
        "spouse_counts",
        "A spouse's purchase can cause a wash sale",
        "McWilliams v. Commissioner, 331 U.S. 694 (1947); Publication 550.",
    ),
    (
        "older_lots_count",
        "Shares bought before those sold can cause a wash sale, too",
        "The literal text of IRC 1091(a): acquired in the 30 days before, and still held.",
    ),
)


def days_allowed(scenario: Scenario) -> dict[str, Any]:
    """Return the options of a date input for a planned sale: a year from the plan's start."""
    first, last = days_to_plan(scenario)
    return {"min_value": first, "max_value": last, "format": "MM/DD/YYYY"}


def settings(scenario: Scenario, mine: Choices, text: str) -> PlanSettings:
    """Show the day, this year's gains, the readings and the purchases to come; return what the planner needs."""
    left, _, _ = st.columns(3)
    day_help = "The day of every sale without its own."
    planner.kept(mine, "day", left.date_input, "Sell on", help=day_help, **days_allowed(scenario))
    money: dict[str, Any] = {"step": 1000.0, "format": "%.0f", "icon": DOLLAR}
    inputs.gains_so_far("@planner")
    with st.expander("How the law is read, and what else is bought", icon=":material/gavel:"):
        for name, label, reason in READINGS:
            planner.kept(mine, name, st.checkbox, label, help=reason)
        pay_help = "Twice a month until the last day of work, in the plan's own mix. Your pay stub: 401(k) deferral."
        pay = st.columns(3)[0].number_input
        planner.kept(mine, "payroll", pay, "Paid into the 401(k) each pay day", min_value=0.0, help=pay_help, **money)
        st.markdown("**Purchases to come.** Taken from the plan; the days are a guess. Edit, delete and add rows.")
        edited = purchases.edited(scenario, mine, text)
    _payroll_warning(scenario, mine)
    return planner.settings_of(mine, edited)


def _payroll_warning(scenario: Scenario, mine: Choices) -> None:
    names = ", ".join(md(name) for name in unknown_payroll(scenario))
    if mine.payroll == 0 and names:
        st.warning(
            f"Someone is still at work, and {names} holds a fund that counts as the same as one in a taxable account. "
            "If pay goes into it, enter the amount under *How the law is read, and what else is bought*: every pay day "
            "is a purchase.",
            icon=":material/warning:",
        )


def choose_sales(scenario: Scenario, mine: Choices, views: dict[int, LotView], sales: tuple[PlannedSale, ...]) -> None:
    """Show which lots are sold, when, and how many shares; a change counts from the next run of the page."""

    def named(lot: int) -> str:
        return f"{lot_name(lot)} {views[lot].symbol} {usd(views[lot].gain)}"

    key = session.key(f"planner.chosen:{mine.token}")

    def choose() -> None:
        mine.chosen = list(session.held(key) or [])

    harvestable = [lot for lot, view in views.items() if view.is_harvestable]
    chosen = [sale.lot for sale in sales]
    st.multiselect("Lots to sell", harvestable, default=chosen, format_func=named, key=key, on_change=choose)
    if not sales:
        return
    with st.expander("Set a day or a number of shares for a single lot", icon=":material/edit_calendar:"):
        for sale in sales:
            name, day, some = st.columns([2, 1, 1], vertical_alignment="center")
            name.markdown(
                f"**{md(named(sale.lot))}**, {views[sale.lot].quantity:,.6g} shares in {md(views[sale.lot].account)}"
            )
            label = f"Sell {lot_name(sale.lot)} on"
            planner.kept_of_lot(mine, "days", sale.lot, day.date_input, label, value=sale.day, **days_allowed(scenario))
            most = float(views[sale.lot].quantity)
            least = min(planner.LEAST_SHARES, most)
            amount: dict[str, Any] = {"value": sale.quantity, "min_value": least, "max_value": most}
            label = f"Shares of {lot_name(sale.lot)}"
            planner.kept_of_lot(mine, "shares", sale.lot, some.number_input, label, **amount)


def calendar_download(calendar: WashCalendar) -> None:
    """Offer the calendar with its reminders."""
    st.download_button(
        "Calendar with reminders (.ics)",
        partial(calendar_bytes, calendar, date.today()),
        files.plan_name("ics"),
        "text/calendar",
        icon=":material/event:",
        on_click="ignore",
    )


def record_downloads(text: str, sales: tuple[PlannedSale, ...], settings: PlanSettings) -> None:
    """Offer the records, each made when its button is pressed."""

    def one(title: str) -> bytes:
        return record_csv(planner.records(text, sales, settings), title)

    with st.container(horizontal=True):
        st.download_button(
            "Trade list (.csv)",
            lambda: csv_bytes(*planner.desk(text, sales, settings)),
            files.plan_name("trades.csv"),
            "text/csv",
            icon=":material/list_alt:",
            on_click="ignore",
            help="For whoever trades: what to sell and buy by account, lots and days, and what not to buy until when.",
        )
        for title, slug in (("Form 8949", "form-8949"), ("Schedule D", "schedule-d"), ("Wash matches", "wash-matches")):
            name = files.plan_name(f"{slug}.csv")
            icon = ":material/download:"
            st.download_button(f"{title} (.csv)", partial(one, title), name, "text/csv", icon=icon, on_click="ignore")
        st.download_button(
            "Form 8949 for tax software (.txf)",
            lambda: txf_bytes(*planner.form_8949(text, sales, settings), date.today()),
            files.plan_name("form-8949.txf"),
            "text/plain",
            icon=":material/download:",
            on_click="ignore",
            help="As if Form 1099-B reported the basis to the IRS: boxes A and D. It holds every year of the sales.",
        )
        st.download_button(
            "All records (.xlsx)",
            lambda: record_workbook(planner.records(text, sales, settings)),
            files.plan_name("records.xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/table_view:",
            on_click="ignore",
        )
