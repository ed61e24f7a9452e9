"""The columns of a table of clients: the headings that exports give them, and where in a plan each one goes."""

from enum import StrEnum
from typing import NamedTuple

from sim.importers.tables import Layout
from sim.scenario.enums import AccountType


class Cell(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    AMOUNT = "amount"
    DAY = "day"
    AGE = "age"
    STATUS = "filing status"
    STATE = "state"


class Field(NamedTuple):
    """A column. `place`: the value's place in a plan, "" where more than one value follows from it."""

    label: str
    cell: Cell
    headings: tuple[str, ...]
    place: str = ""


FIRST, SECOND = "household.people[0]", "household.people[1]"
HOUSEHOLD, TEMPLATE, PLAN_NAME = "household", "template", "plan_name"
TAXABLE_COST, ROLLOVER_DATE = "taxable_cost", "rollover_date"
BALANCES = {
    "plan_401k": (AccountType.PLAN_401K,),
    "traditional_ira": (AccountType.TRADITIONAL_IRA,),
    "roth_ira": (AccountType.ROTH_IRA,),
    "hsa": (AccountType.HSA,),
    "taxable": (AccountType.TAXABLE,),
}
"""Columns that hold what all accounts of a kind are worth together."""

FIELDS: dict[str, Field] = {
    HOUSEHOLD: Field("Household", Cell.TEXT, (
        "household", "household id", "household name", "client id", "client", "client name", "client number", "id",
        "household number", "relationship", "relationship name", "account holder", "primary account holder", "crm id",
    )),
    TEMPLATE: Field("Template", Cell.TEXT, ("template", "template file", "scenario template", "plan template")),
    PLAN_NAME: Field("Plan name", Cell.TEXT, ("plan name", "plan title", "scenario name"), "name"),
    "name": Field("Name", Cell.TEXT, ("name", "first name", "primary name", "person 1 name"), f"{FIRST}.name"),
    "born": Field("Date of birth", Cell.DAY, (
        "date of birth", "birth date", "birthdate", "dob", "born", "client dob", "primary dob", "person 1 dob",
        "primary date of birth", "client date of birth",
    ), f"{FIRST}.born"),
    "spouse_name": Field("Spouse name", Cell.TEXT, (
        "spouse name", "spouse first name", "spouse", "partner name", "person 2 name", "co-client name",
    ), f"{SECOND}.name"),
    "spouse_born": Field("Spouse date of birth", Cell.DAY, (
        "spouse date of birth", "spouse dob", "spouse birth date", "spouse birthdate", "spouse born", "partner dob",
        "person 2 dob", "co-client dob",
    ), f"{SECOND}.born"),
    "filing_status": Field("Filing status", Cell.STATUS, (
        "filing status", "tax filing status", "tax status",
    ), "household.filing_status"),
    "state": Field("State", Cell.STATE, (
        "state", "state of residence", "home state", "residence state", "mailing state", "state/province",
        "primary address state", "legal state",
    ), "household.state"),
    "spending": Field("Spending", Cell.AMOUNT, (
        "spending", "annual spending", "annual expenses", "living expenses", "spending goal", "yearly spending",
        "retirement spending", "annual living expenses",
    ), "household.spending"),
    "wages": Field("Wages", Cell.AMOUNT, (
        "wages", "salary", "annual salary", "annual income", "earned income", "compensation", "annual wages",
    ), f"{FIRST}.wages.annual"),
    "work_until": Field("Retirement date", Cell.DAY, (
        "retirement date", "work until", "last day of work", "retires", "planned retirement date",
    ), f"{FIRST}.wages.until"),
    "spouse_wages": Field("Spouse wages", Cell.AMOUNT, (
        "spouse wages", "spouse salary", "spouse annual salary", "spouse earned income",
    ), f"{SECOND}.wages.annual"),
    "spouse_work_until": Field("Spouse retirement date", Cell.DAY, (
        "spouse retirement date", "spouse work until", "spouse last day of work",
    ), f"{SECOND}.wages.until"),
    "social_security": Field("Social Security", Cell.AMOUNT, (
        "social security", "social security benefit", "annual social security", "ss benefit", "social security annual",
    ), f"{FIRST}.social_security.annual_at_claiming"),
    "claiming_age": Field("Claiming age", Cell.AGE, (
        "claiming age", "social security age", "ss claiming age", "ss start age", "social security start age",
    ), f"{FIRST}.social_security.claiming_age"),
    "spouse_social_security": Field("Spouse Social Security", Cell.AMOUNT, (
        "spouse social security", "spouse social security benefit", "spouse ss benefit",
    ), f"{SECOND}.social_security.annual_at_claiming"),
    "spouse_claiming_age": Field("Spouse claiming age", Cell.AGE, (
        "spouse claiming age", "spouse social security age", "spouse ss claiming age",
    ), f"{SECOND}.social_security.claiming_age"),
    "carryover_short": Field("Short-term loss carryover", Cell.AMOUNT, (
        "short-term loss carryover", "short term loss carryover", "short-term carryover", "st loss carryforward",
        "short-term loss carryforward",
    ), "household.loss_carryover_short"),
    "carryover_long": Field("Long-term loss carryover", Cell.AMOUNT, (
        "long-term loss carryover", "long term loss carryover", "long-term carryover", "lt loss carryforward",
        "long-term loss carryforward",
    ), "household.loss_carryover_long"),
    "plan_401k": Field("401(k) value", Cell.AMOUNT, (
        "401(k)", "401k", "401(k) value", "401k value", "401(k) balance", "401k balance", "403(b) value", "plan value",
        "plan balance", "employer plan value", "retirement plan value", "qualified plan value",
    )),
    "traditional_ira": Field("Traditional IRA value", Cell.AMOUNT, (
        "traditional ira", "traditional ira value", "traditional ira balance", "ira value", "ira balance", "ira",
        "rollover ira value",
    )),
    "roth_ira": Field("Roth IRA value", Cell.AMOUNT, ("roth ira", "roth ira value", "roth ira balance", "roth value")),
    "hsa": Field("HSA value", Cell.AMOUNT, ("hsa", "hsa value", "hsa balance")),
    "taxable": Field("Taxable value", Cell.AMOUNT, (
        "taxable", "taxable value", "taxable market value", "brokerage value", "brokerage balance",
        "taxable account value", "non-qualified value", "joint account value", "taxable balance",
    )),
    TAXABLE_COST: Field("Taxable cost basis", Cell.AMOUNT, (
        "taxable cost basis", "taxable basis", "cost basis", "brokerage cost basis", "total cost basis",
        "taxable account cost basis",
    )),
    ROLLOVER_DATE: Field("Rollover date", Cell.DAY, (
        "rollover date", "planned rollover date", "expected rollover date", "rollover",
    )),
}  # fmt: skip
"""Every column that is read, by our name."""

LAYOUT = Layout(
    {HOUSEHOLD: FIELDS[HOUSEHOLD].headings},
    {name: one.headings for name, one in FIELDS.items() if name != HOUSEHOLD},
)
