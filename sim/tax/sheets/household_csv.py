"""Households from a CSV, one row a household-year: every row checked, every fault named by row and column."""

import csv
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError, Problem
from sim.law.federal_law import federal_years
from sim.law.filing_status import CODE_OF
from sim.law.local.local_law import local_entry
from sim.reading import bounded, read_file
from sim.scenario.enums import STATES, FilingStatus
from sim.tax.listed.schedule_a import Lists
from sim.tax.records import ReturnInput, return_input

REQUIRED = ("year", "filing_status", "age1")
UNSIGNED_MONEY = (
    "wages",
    "interest",
    "tax_exempt_interest",
    "ordinary_dividends",
    "qualified_dividends",
    "pension",
    "ira_401k",
    "social_security",
    "st_carryover",
    "lt_carryover",
    "hsa_deduction",
    "hsa_earnings",
    "early_withdrawal",
)
SIGNED_MONEY = ("stcg", "ltcg")
LISTED = {
    "medical_costs": "medical",
    "property_tax": "property_tax",
    "mortgage_interest": "mortgage_interest",
    "charity_cash": "cash",
    "fund_cash": "fund_cash",
    "charity_property": "property",
    "carried_charity_cash": "carried_cash",
    "carried_charity_property": "carried_property",
}
"""What may be itemized: the columns, and the fields of `Lists`."""
PARTS = {
    "wages2": "wages",
    "pension2": "pension",
    "ira_401k2": "ira_401k",
    "social_security2": "social_security",
    "from_plan": "ira_401k",
    "from_plan2": "from_plan",
}
"""Each part and the total that holds it: what of it is the second person's, or came from an employer's plan."""

_OWNED = {part: total for part, total in PARTS.items() if part.removesuffix("2") == total}

LOCALITY = ("locality", "county")
"""Two names of one column: the county or city whose income tax is counted."""

KNOWN = ("case_id", *REQUIRED, "age2", "state", *LOCALITY, *UNSIGNED_MONEY, *SIGNED_MONEY, *PARTS, *LISTED)
CENT = 0.01
LARGEST_MONEY = 1e12
MOST_BYTES = 32_000_000
MOST_ROWS = 200_000
"""What is computed in about a minute."""
MOST_PROBLEMS, SHOWN_PROBLEMS = 10_000, 200
ROWS_BETWEEN = 1_000
"""Rows between two words of how far the reading has come."""
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d+)?")


@dataclass(frozen=True)
class HouseholdYear:
    """One good row: its identity, the return's inputs, and the columns nobody read."""

    case_id: str
    year: int
    status: FilingStatus
    state: str
    locality: str
    inputs: ReturnInput
    lists: Lists
    passed_through: dict[str, str]

    @property
    def itemizes(self) -> bool:
        """Is anything listed that may be deducted?"""
        return any(self.lists)


def read_text(path: Path) -> str:
    """Return the file's text, whatever a spreadsheet program saved it as.

    Raises
    ------
    InputError
        Missing, not a file, or not text at all.
    """
    content = read_file(path, MOST_BYTES)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if content.startswith((b"%PDF", b"PK\x03\x04")) or b"\x00" in content[:65536]:
        message = "is not a CSV file (it looks like a PDF, a spreadsheet or other binary): export it as CSV first"
        raise InputError([Problem(str(path), "", message)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number as a spreadsheet shows it, cells) of every row that is not blank."""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row_number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield row_number, bounded(cells, f"{path}, row {row_number}")
    except csv.Error as error:
        raise InputError([Problem(f"{path}, line {reader.line_num}", "", f"is not CSV: {error}")]) from error


def _header(path: Path, cells: list[str]) -> list[str]:
    """Return the column names; raises InputError where one needed is missing or appears twice."""
    names = [cell.strip().lower() if cell.strip().lower() in KNOWN else cell.strip() for cell in cells]
    problems = [
        Problem(f"{path}, column {name}", "", f"is missing; the first row must name the columns: {', '.join(KNOWN)}")
        for name in REQUIRED
        if name not in names
    ]
    doubled = sorted({name for name in names if name in KNOWN and names.count(name) > 1})
    problems += [Problem(f"{path}, column {name}", "", "appears twice in the first row; keep one") for name in doubled]
    if problems:
        raise InputError(problems)
    return names


def parse_money(cell: str) -> float:
    """Return a number written as people and spreadsheets write it; a blank is 0.

    Raises
    ------
    ValueError
        With what is wrong.
    """
    if cell in ("", "0"):  # most cells of a case file; saves half of the time of reading one
        return 0.0
    if _PLAIN.fullmatch(cell):
        value = float(cell)
        if abs(value) <= LARGEST_MONEY:
            return value
    text = cell.strip().replace("\u2212", "-").replace("$", "").replace("\u00a0", "").replace(" ", "")
    if text in ("", "-", "0"):
        return 0.0
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if not _NUMBER.fullmatch(text):
        raise ValueError("is not a number; write it like 1234.56 or 1,234.56")
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError("is not a number; write it like 1234.56 or 1,234.56") from None
    if not math.isfinite(value) or abs(value) > LARGEST_MONEY:
        raise ValueError(f"is larger than {LARGEST_MONEY:,.0f}")
    return value


class _Row:
    """One row's cells by column, collecting its problems."""

    def __init__(self, row_number: int, cells: dict[str, str]) -> None:
        self.row_number = row_number
        self.cells = cells
        self.problems: list[Problem] = []

    def add(self, column: str, message: str) -> None:
        place = f"row {self.row_number}, column {column}"
        self.problems.append(Problem(place, self.cells.get(column, "").strip(), message))

    def money(self, column: str, is_signed: bool) -> float:
        try:
            value = parse_money(self.cells.get(column, ""))
        except ValueError as error:
            self.add(column, str(error))
            return 0.0
        if value < 0.0 and not is_signed:
            self.add(column, "must not be negative")
        return value

    def whole(self, column: str, low: int, high: int, message: str) -> int:
        try:
            value = parse_money(self.cells.get(column, ""))
        except ValueError:
            value = math.nan
        if not low <= value <= high or value != int(value):
            self.add(column, message)
            return low
        return int(value)

    def year(self) -> int:
        years = federal_years()
        message = f"tax law is available for the tax years {', '.join(map(str, years))}"
        return self.whole("year", years[0], years[-1], message + "; later years need an inflation assumption")

    def status(self) -> FilingStatus:
        try:
            return FilingStatus(self.cells.get("filing_status", "").strip().lower())
        except ValueError:
            self.add("filing_status", f"use one of {', '.join(status.value for status in FilingStatus)}")
            return FilingStatus.SINGLE

    def state(self) -> str:
        state = self.cells.get("state", "").strip().upper()
        if state and state not in STATES:
            self.add("state", "use the two letters of a state or DC, or leave it blank")
        return state

    def locality(self, state: str) -> str:
        """Return the county or city as the list writes it, empty where none is named."""
        column = next((name for name in LOCALITY if self.cells.get(name, "").strip()), "")
        if not column or state not in STATES:
            if column:
                self.add(column, "needs the state beside it, in the column state")
            return ""
        try:
            return str(local_entry(state, self.cells[column].strip())["name"])
        except InputError as error:
            self.add(column, error.problems[0].message.rstrip("."))
            return ""


def _check_against_each_other(row: _Row, status: FilingStatus, age2: int, money: dict[str, float]) -> None:
    if status is FilingStatus.MARRIED_FILING_JOINTLY and age2 == 0:
        row.add("age2", "a joint return needs the spouse's age")
    if money["qualified_dividends"] > max(money["ordinary_dividends"], 0.0):
        row.add("qualified_dividends", "must not exceed ordinary_dividends, which include them")
    if money["early_withdrawal"] > max(money["ira_401k"], 0.0):
        row.add("early_withdrawal", "must not exceed ira_401k, of which it is a part")
    _check_parts(row, status, money)


def _check_parts(row: _Row, status: FilingStatus, money: dict[str, float]) -> None:
    """Add a problem for each part that is larger than its total, or belongs to nobody on the return."""
    for part, total in PARTS.items():
        if money[part] > max(money[total], 0.0):
            row.add(part, f"must not exceed {total}, of which it is a part")
        if part.endswith("2") and money[part] > 0.0 and status is not FilingStatus.MARRIED_FILING_JOINTLY:
            row.add(part, "is the second person's part, and only a joint return (mfj) has a second person")
    if money["from_plan2"] > money["ira_401k2"]:
        row.add("from_plan2", "must not exceed ira_401k2, of which it is a part")
    elif money["from_plan"] - money["from_plan2"] > max(money["ira_401k"] - money["ira_401k2"], 0.0) + CENT:
        row.add("from_plan", "less from_plan2 must not exceed ira_401k less ira_401k2: the first person's")


def _investments_of_second(money: dict[str, float], says_who: bool) -> float:
    """Return the second person's share of the investments: the one of all other income, half where there is none.

    A file that says nothing of who owns what means the first person.
    """
    if not says_who:
        return 0.0
    whole = sum(money[total] for total in _OWNED.values())
    return sum(money[part] for part in _OWNED) / whole if whole > 0.0 else 0.5


def _household(row: _Row, passed_through: dict[str, str], says_who: bool) -> HouseholdYear:
    """Return the row's household; it is only good where ``row.problems`` stays empty."""
    year, status, state = row.year(), row.status(), row.state()
    age1 = row.whole("age1", 1, 120, "must be a whole number of years from 1 to 120")
    age2 = row.whole("age2", 0, 120, "must be a whole number of years up to 120, or 0 for nobody")
    money = {column: row.money(column, is_signed=False) for column in UNSIGNED_MONEY}
    money.update({column: row.money(column, is_signed=True) for column in SIGNED_MONEY})
    money.update({column: row.money(column, is_signed=False) for column in PARTS})
    _check_against_each_other(row, status, age2, money)
    inputs = return_input(
        filing_status=CODE_OF[status],
        age1=age1,
        age2=age2,
        is_lived_apart=1,  # convention of the cases: spouses filing separately lived apart all year
        wages1=money["wages"] - money["wages2"],
        investments2=_investments_of_second(money, says_who),
        **{name: amount for name, amount in money.items() if name != "wages"},
    )
    case_id = row.cells.get("case_id", "").strip() or f"row {row.row_number}"
    lists = Lists(**{field: row.money(column, is_signed=False) for column, field in LISTED.items()})
    return HouseholdYear(case_id, year, status, state, row.locality(state), inputs, lists, passed_through)


def read_households(
    path: Path, on_progress: Callable[[float], None] | None = None
) -> tuple[list[HouseholdYear], list[Problem], list[str]]:
    """Return the good rows, every problem of the bad ones, and the names of the columns passed through unread.

    on_progress : called with the share of the rows that is read, now and then

    Raises
    ------
    InputError
        The file as a whole cannot be used: it has too many rows, or nearly all of them are wrong.
    """
    text = read_text(path)
    n_lines = text.count("\n") + 1
    records = _records(path, text)
    first = next(records, None)
    if first is None:
        raise InputError([Problem(str(path), "", "is empty")])
    names = _header(path, first[1])
    unread = [name for name in dict.fromkeys(names) if name not in KNOWN and name]
    says_who = any(part in names for part in _OWNED)
    households = list[HouseholdYear]()
    problems = list[Problem]()
    for n_read, (row_number, cells) in enumerate(records):
        _check_amount(path, n_read, problems)
        if on_progress and n_read % ROWS_BETWEEN == 0:
            on_progress(min(row_number / n_lines, 0.99))
        row = _Row(row_number, dict(zip(names, cells, strict=False)))
        if any(cell.strip() for cell in cells[len(names) :]):
            row.add(f"{len(names) + 1}", 'the row has more cells than the first row; quote numbers like "1,234"')
        household = _household(row, {name: row.cells.get(name, "") for name in unread}, says_who)
        if row.problems:
            problems += row.problems
        else:
            households.append(household)
    if on_progress:
        on_progress(1.0)
    return households, problems, unread


def _check_amount(path: Path, n_read: int, problems: list[Problem]) -> None:
    if n_read >= MOST_ROWS:
        fix = f"has more than {MOST_ROWS:,} rows; split it into several files"
        raise InputError([Problem(str(path), "", fix)])
    if len(problems) > MOST_PROBLEMS:
        fix = f"more than {MOST_PROBLEMS:,} cells are wrong, and nothing was computed; correct the first ones and retry"
        raise InputError([*problems[:SHOWN_PROBLEMS], Problem(str(path), "", fix)])
