"""Holdings: accounts, lots and securities, edited in place or read from a broker's file."""

import pandas as pd
import streamlit as st

from sim.api.scenario import Account, Lot, Security
from ui.core import frame
from ui.entry import tables
from ui.plan import account_details, fund_list, holdings, import_panel, pasting, plan_menu, standing

frame.head(
    "Accounts",
    "What you own, in which account, and what it cost. Edit any cell; add a row at the bottom of a table; select rows "
    "to delete them.",
)
standing.box()


st.subheader("Accounts")
tables.table(
    "holdings.accounts",
    ["name", "type", "owner", "cash", "reinvests_dividends", "after_tax_amount", "roth_amount", "id"],
    Account,
    id_prefix="account",
    elsewhere=account_details.FIELDS,
)
account_details.show()

st.subheader("Lots")
tables.table(
    "holdings.lots",
    ["account", "symbol", "quantity", "acquired", "cost_basis"],
    Lot,
    after=holdings.add_unknown_symbols,
)
holdings.lots_not_bought()
standing.room()
review = holdings.review()
if review.rows:
    left, middle, right = st.columns(3)
    left.metric("Total held", review.total)
    middle.metric("Losses that can be harvested", review.harvestable, help=holdings.HARVESTABLE_HELP)
    right.metric("Gains in taxable accounts", review.gains)
    with st.expander("Which lots can be harvested, and why not the others", icon=":material/fact_check:"):
        st.dataframe(pd.DataFrame(review.rows), hide_index=True, width="stretch", column_config=holdings.COLUMNS)

st.subheader("Read lots from a broker's file")
import_panel.show()
with st.expander("Paste a table", icon=":material/content_paste:"):
    pasting.panel()
plan_menu.show()

st.subheader("Securities")
st.markdown("What the symbols are: price, yield, and what a harvest buys instead.")
tables.table(
    "securities",
    [
        "symbol",
        "name",
        "asset_class",
        "price",
        "dividend_yield",
        "qualified_share",
        "expense_ratio",
        "own_volatility",
        "identity_group",
        "replacement",
        "tracking_error",
        "is_employer_stock",
        "is_annuity",
    ],
    Security,
)

holdings.taxes_of_distributions()
fund_list.button()

frame.how_it_is_made(
    "- Gain or loss is today's value less the lot's basis; only lots of a taxable account have one for tax (IRC 1001, "
    "1012). Inside a 401(k), IRA, HSA or annuity there is no gain or loss for federal tax; California and New Jersey "
    "tax an HSA like any account, year by year.\n"
    "- A lot held more than one year is long-term (IRC 1222); an inherited one always (IRC 1223(9)). A gift sold at a "
    "gain has the donor's basis and time, at a loss its value on that day and the time since, where that is lower (IRC "
    "1015(a), 1223(2)).\n"
    "- Dividends are qualified only on shares held more than 60 of the 121 days around the ex-dividend day (IRC "
    "1(h)(11)(B)(iii)). Long-term gains that a fund distributes are long-term for all its owners; a loss on shares of "
    "it held six months or less is long-term as far as they go (IRC 852(b)(4)).\n"
    "- A Roth IRA pays contributions first, then conversions in the order of their years, before 59 1/2 with 10% in "
    "their first five, then earnings, which are free from 59 1/2 on once five years have passed (IRC 408A(d)).\n"
    "- An annuity's withdrawals are gain first (IRC 72(e)); of its installments the investment is free of tax, spread "
    "evenly, until it is recovered (IRC 72(b), Reg. 1.72-2(b)(3)).\n"
    "- For life the share of a payment that is free of tax is the investment over what the payments are expected to "
    "return: a year's payments times the multiple of Reg. 1.72-9 (19.2 years at 66), to a tenth of a percent. Once "
    "the investment is recovered, all is income; nothing is early (IRC 72(q)(2)(D)). Simplification: payments stay "
    "level, nothing is left to heirs, and what a death leaves unrecovered is not deducted (IRC 72(b)(3) itemizes "
    "it).\n"
    "- What is *substantially identical* (IRC 1091) is a judgment: you make it with the identity group.",
    "The rules behind this page",
)
frame.fixing("pages/plan/holdings.py")
