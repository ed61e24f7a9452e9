"""What is said of a file as a whole: dollars that were not read, and a file that gives nothing."""

from sim.errors import Problem
from sim.importers.records import ImportResult
from sim.importers.values import dollars

MOST_LINES = 5
"""Of a message about a file that gives nothing."""

TOTAL, NOTE = "a total or pending row, not a holding", "a title or footer, not a holding"


def not_read(result: ImportResult) -> str:
    """How much of the file's dollars is listed and not read."""
    n_rows = sum(1 for row in result.skipped if row.dollars)
    return (
        f"{dollars(result.dollars_not_read)} in {n_rows} row(s) were not read and are not in your plan; each row is "
        "listed with its reason"
    )


def nothing(result: ImportResult) -> list[Problem]:
    """Why a file whose rows were all listed gives nothing."""
    listed = [Problem(f"row {row.row}", row.text, row.reason) for row in result.skipped if row.reason != NOTE]
    return [Problem("file", "", "Nothing in it is a holding; download the page of your positions or lots."), *listed]


def shortened(problems: list[Problem]) -> list[Problem]:
    """The problems in at most `MOST_LINES` lines, equal ones once."""
    problems = list({(one.place, one.message): one for one in reversed(problems)}.values())[::-1]
    if len(problems) <= MOST_LINES:
        return problems
    kept = problems[: MOST_LINES - 1]
    return [*kept, Problem("file", "", f"and {len(problems) - len(kept)} more problems like these")]
