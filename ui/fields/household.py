"""The plan's name and the household: people, income, spending."""

from sim.scenario.enums import STATES
from ui import words
from ui.fields.field import DECIDE, YOUR_CHOICE, Field, Kind

HOUSEHOLD: dict[str, Field] = {
    "name": Field("Name of this plan", Kind.TEXT, "A name for the plan.", "It heads every download.", YOUR_CHOICE),
    "start": Field(
        "Start of the plan",
        Kind.DATE,
        "The day the simulation begins; prices and holdings are those of this day.",
        "Holding periods, the 61-day wash-sale window and the first tax year are counted from it.",
        "Use the date of the statements you enter.",
    ),
    "household.filing_status": Field(
        "Filing status",
        Kind.CHOICE,
        "How the household files its federal return.",
        "Brackets, the standard deduction, Social Security taxation and the yearly limit on losses depend on it.",
        "Form 1040, first page, top.",
        words.FILING_STATUS,
    ),
    "household.state": Field(
        "State",
        Kind.CHOICE,
        "State of residence.",
        "States tax gains, plan distributions and HSAs differently; California taxes gains like wages.",
        "Your state return.",
        {code: code for code in STATES},
    ),
    "household.spending": Field(
        "Spending target a year, after tax",
        Kind.USD,
        "What the household wants to spend each year, in today's dollars, taxes not counted.",
        "Social Security, pensions and withdrawals must deliver it; withdrawals decide what is sold and taxed.",
        "A year of bank and card statements, less taxes.",
    ),
    "household.heirs_tax_rate": Field(
        "Heirs' tax rate on pre-tax money [%]",
        Kind.PERCENT,
        "The rate heirs will pay on what is left in 401(k)s and IRAs.",
        "Heirs take it as income within ten years, while taxable lots are stepped up; this decides who gains.",
        "An estimate: the marginal bracket of those who inherit.",
    ),
    "household.horizon_years": Field(
        "Years to plan for",
        Kind.WHOLE,
        "How many calendar years are simulated.",
        "Harvesting mostly defers tax, so its worth grows with time; so does the risk of running out.",
        "For a couple in their sixties 30 years is prudent.",
    ),
    "household.loss_carryover_short": Field(
        "Short-term loss carried in",
        Kind.USD,
        "Unused short-term capital loss of earlier years.",
        "A carryover already offsets gains, so new losses are worth less.",
        "Capital Loss Carryover Worksheet, line 8 (Schedule D instructions).",
    ),
    "household.loss_carryover_long": Field(
        "Long-term loss carried in",
        Kind.USD,
        "Unused long-term capital loss of earlier years.",
        "A carryover already offsets gains, so new losses are worth less.",
        "Capital Loss Carryover Worksheet, line 13 (Schedule D instructions).",
    ),
    "household.people[].name": Field(
        "Name", Kind.TEXT, "A first name or initials.", "Only shown back to you.", YOUR_CHOICE
    ),
    "household.people[].born": Field(
        "Date of birth",
        Kind.DATE,
        "Date of birth.",
        "Age decides required minimum distributions, age-65 deductions, Medicare and the 10 % additional tax.",
        "Passport or driver's license.",
    ),
    "household.people[].wages.annual": Field(
        "Wages a year",
        Kind.USD,
        "Pay a year in today's dollars, net of payroll tax.",
        "Wages fill the brackets first and decide whether gains are taxed at 0, 15 or 20 %.",
        "Form W-2, box 1, less Social Security and Medicare tax (boxes 4 and 6).",
    ),
    "household.people[].wages.until": Field(
        "Last day of work",
        Kind.DATE,
        "The day wages stop.",
        "The low-bracket years between work and Social Security are where harvesting losses can harm.",
        DECIDE,
        may_be_empty=True,
    ),
    "household.people[].social_security.annual_at_claiming": Field(
        "Social Security a year",
        Kind.USD,
        "Gross yearly benefit at the claiming age, in today's dollars.",
        "Up to 85 % of it is taxed, depending on other income; gains and withdrawals push more of it in.",
        "Your Social Security Statement (ssa.gov, my Social Security), times twelve.",
    ),
    "household.people[].social_security.claiming_age": Field(
        "Claiming age",
        Kind.WHOLE,
        "Age in whole years, 62 to 70, at which the benefit starts.",
        "Before it starts, more is withdrawn and the 0 % bracket for gains may be open.",
        DECIDE,
    ),
    "household.people[].pensions[].annual": Field(
        "Pension a year",
        Kind.USD,
        "Yearly pension, in dollars of its first year.",
        "It is ordinary income and lowers what must be withdrawn.",
        "The plan's benefit statement, or Form 1099-R, box 1.",
    ),
    "household.people[].pensions[].starts": Field(
        "Starts",
        Kind.DATE,
        "First day it is paid.",
        "It ends the low-bracket years before it.",
        "The plan's benefit statement.",
    ),
    "household.people[].pensions[].has_cola": Field(
        "Rises with prices",
        Kind.FLAG,
        "Does the pension rise with inflation?",
        "A fixed pension loses half its worth in about 28 years at 2.5 % inflation.",
        "The plan's summary: cost-of-living adjustment (COLA).",
    ),
}
