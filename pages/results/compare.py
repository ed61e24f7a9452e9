"""Compare: what each strategy leaves after tax, the taxes it pays, and what became of its losses."""

import streamlit as st

from sim.views import comparison, four_corners, harvest_ledger, lifetime_tax
from ui.core import charts, frame, glossary, result_tables, running
from ui.results import key_figures, safe_spending, whose_merit

frame.head("Compare", "Every strategy on the same random markets, compared path by path with the first one.")
outcome = running.outcome_or_ask()
if outcome is None:
    st.stop()
key_figures.show(outcome)

if outcome.summary["why_zero"]:
    st.info(f"**Why every difference is zero.** {result_tables.md(outcome.summary['why_zero'], 600)}")
elif len(outcome.strategies) > 1:
    glossary.said(result_tables.verdicts(outcome))
safe_spending.take_what_is_found(outcome)
result_tables.show(result_tables.versus_table(outcome))
safe_spending.first(outcome, key_figures.wanted_goal())

corners = four_corners(outcome.findings, charts.page_theme())
if corners is not None:
    st.subheader("Harvesting and location, alone and together")
    glossary.said(result_tables.md(corners.words, 900))
    charts.draw(corners, "four-corners")

whose_merit.show()

names = ["After-tax wealth", "How the end is valued", "Lifetime tax by kind", "Harvested losses", "Heirs and charity"]
wealth, endings, taxes, losses, heirs = st.tabs(names, on_change="rerun")
if wealth.open:
    with wealth:
        charts.show(comparison, outcome, "comparison", with_table=True)
if endings.open:
    with endings:
        glossary.said(
            f"The same wealth, valued in four ways: means over all paths in {outcome.findings.dollars}, for the first "
            "strategy; below, what the others change on the same paths, ± two standard errors. Where the sign turns, "
            "the verdict hangs on what you will do with the money, not on the harvest."
        )
        result_tables.show(result_tables.endings_table(outcome))
if taxes.open:
    with taxes:
        glossary.said(f"Mean over all paths, in {outcome.findings.dollars}.")
        charts.show(lifetime_tax, outcome, "lifetime-tax")
        result_tables.show(result_tables.tax_table(outcome))
if losses.open:
    with losses:
        glossary.said(
            "Losses harvested are not wealth: each one lowers the basis of the replacement, and most of the tax comes "
            "due later."
        )
        charts.show(harvest_ledger, outcome, "harvest-ledger")
        result_tables.show(result_tables.ledger_table(outcome))
if heirs.open:
    with heirs:
        glossary.said(f"Mean over all paths, in {outcome.findings.dollars} of the last death or the plan's end.")
        result_tables.show(result_tables.heirs_table(outcome))

frame.how_it_is_made(
    "- **After-tax wealth** is everything owned at the horizon less the tax of cashing out over the plan's years: the "
    "first part on top of the last year's return, each later one on top of what comes in without a portfolio, by the "
    "last year's law; losses carried forward are used as it goes. In one year, pretax money is taxed at the heirs' "
    "rate.\n"
    "- **Before any sale** nothing is taxed but what the last year still owes.\n"
    "- **What heirs keep** steps the taxable lots up to their value (IRC 1014) and taxes pretax money at the heirs' "
    "rate; harvested basis is then no loss at all, and unused carryovers end (Rev. Rul. 74-175). Inherited plans, IRAs "
    "and Roth accounts come out in equal parts over ten years (IRC 401(a)(9)(H), 1014(c)), grow until then, and are "
    "discounted; with both rates equal, as at first, this changes nothing. HSAs and annuity gains are income at once.\n"
    "- **Estate tax** is 40% of what exceeds the exclusion (IRC 2001(c), 2010(c)): one a person, projected with the "
    "path's prices, the first spouse's carried over where the survivor elects it. Income that heirs tax is lowered by "
    "the estate tax on it (IRC 691(c)). Pretax money left to **charity** is income to nobody and no part of the estate "
    "(IRC 2055). State estate and inheritance taxes are not simulated.\n"
    "- **Difference** is the mean over paths of the strategy less the first one *on the same path*; ± is two standard "
    "errors. A smaller difference could be chance, and the page says *no measurable difference*.\n"
    f"{whose_merit.HOW}\n"
    "- **Taxes** follow the federal law of each year as published; later years grow with the path's inflation, but the "
    "\\$3,000 loss limit (IRC 1211) and the Social Security and NIIT thresholds do not.\n"
    "- **Uncertain:** returns and inflation are assumptions, and law changes. The standard error covers chance only."
)
result_tables.provenance(outcome)
