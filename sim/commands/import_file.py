"""`import FILE`: print a broker file's lots, what was skipped and why, and what only the user can answer."""

import argparse
import json
from collections.abc import Sequence
from datetime import date

from sim.api import InputError, Problem, import_content
from sim.api.importers import DateOrder, ImportResult, Options, brokers, dollars, map_columns, read_upload
from sim.api.scenario import EARLIEST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a broker's export, or - for standard input")
    parser.add_argument("--broker", default="", metavar="NAME", help=f"one of: {', '.join(brokers())}")
    parser.add_argument("--account", default="", metavar="NAME", help="put every lot into this account")
    parser.add_argument("--symbol", default="", help="the symbol to use when a lot table names none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--assume-acquired", metavar="YYYY-MM-DD", help="the acquisition date of lots that have none in the file"
    )
    parser.add_argument(
        "--date-order", choices=list(DateOrder), help="how to read 03/04/2024 where the file leaves it open"
    )
    parser.add_argument(
        "--average",
        action="store_true",
        help="of a history: mutual fund shares have their average basis",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="which column of an unknown table is which (symbol=Fund)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the file's lots; 0 also where questions stay open (they are listed, nothing is guessed)."""
    order = arguments.date_order and DateOrder(arguments.date_order)
    options = Options(symbol=arguments.symbol, date_order=order, average=arguments.average)
    assumed = _assumed_day(arguments.assume_acquired)
    mapping = _mapping(arguments.map)
    content = read_upload(arguments.file)
    result = map_columns(content, mapping, options) if mapping else _recognized(content, arguments.broker, options)
    if arguments.account:
        result = result.with_account(arguments.account)
    if assumed:
        result = result.with_acquired(assumed)
    print(json.dumps(result.as_json(), indent=2) if arguments.json else as_table(result))
    return 0


def _recognized(content: bytes, broker: str, options: Options) -> ImportResult:
    """What the file holds; where its columns are not recognized, how to name them is said too."""
    try:
        return import_content(content, broker, options)
    except InputError as error:
        if not any(problem.place == "header" for problem in error.problems):
            raise
        hint = "say which column is which, e.g. --map symbol=Fund --map quantity=Units --map value=Balance"
        raise InputError([*error.problems, Problem("--map", "", hint)]) from None


def _assumed_day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError([Problem("--assume-acquired", text, "is not a date; write it as YYYY-MM-DD")]) from None
    if day < EARLIEST:
        raise InputError([Problem("--assume-acquired", text, f"is before {EARLIEST.year}; check the year")])
    if day > date.today():
        raise InputError(
            [Problem("--assume-acquired", text, "is in the future; write the date the lots were acquired")]
        )
    return day


def _mapping(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if not all(pair.partition("="))]
    if wrong:
        raise InputError([Problem("--map", pair, "is not OURS=THEIRS, e.g. symbol=Fund") for pair in wrong])
    return {ours: theirs for ours, _, theirs in (pair.partition("=") for pair in pairs)}


def as_table(result: ImportResult) -> str:
    """The result as text: lots, cash, sold lots, then everything that was not read and every question."""
    lines = [f"{result.broker} ({result.format})" + (f", as of {result.as_of}" if result.as_of else "")]
    lots = [
        (lot.account_hint, lot.symbol, lot.quantity, _known(lot.acquired), _known(lot.cost_basis))
        for lot in result.lots
    ]
    sales = [
        (sale.account_hint, sale.symbol, sale.quantity, _known(sale.acquired), _known(sale.sold))
        for sale in result.sales
    ]
    cash = [(one.account_hint, one.amount, one.description) for one in result.cash]
    lines += _table(f"Lots ({len(lots)})", ["account", "symbol", "quantity", "acquired", "cost basis USD"], lots)
    lines += _table(f"Sold lots ({len(sales)})", ["account", "symbol", "quantity", "acquired", "sold"], sales)
    lines += _table(f"Cash ({len(cash)})", ["account", "USD", "description"], cash)
    lines += _list("Questions", [f"row {question.row}: {question.message}" for question in result.questions])
    lines += _list("Skipped rows", [f"row {row.row}: {row.reason}: {row.text}" for row in result.skipped])
    if result.dollars_not_read:
        lines += ["", f"Not read: {dollars(result.dollars_not_read)}"]
    lines += _list("Lots that do not add up to the totals", [str(difference) for difference in result.reconciliation])
    lines += _list("Warnings", result.warnings)
    return "\n".join(lines)


def _known(value: object) -> object:
    return "?" if value is None else value


def _table(title: str, head: list[str], rows: Sequence[Sequence[object]]) -> list[str]:
    if not rows:
        return []
    cells = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return ["", title, *("  " + line for line in shown)]


def _list(title: str, entries: list[str]) -> list[str]:
    return ["", f"{title} ({len(entries)})", *("  " + entry for entry in entries)] if entries else []
