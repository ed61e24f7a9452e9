"""`python -m sim wash-sales`: match wash sales over every account of a household and write Form 8949."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sim.api import InputError, Problem, form_8949_rows, read_ledger, run_ledger, schedule_d
from sim.api.export import BasisReported, check_targets, csv_bytes, txf_bytes, workbook_bytes, write_files
from sim.api.ledger import (
    Form8949Row,
    LeftOut,
    SameDayTie,
    ScheduleD,
    WashPolicy,
    coin_lots,
    do_not_buy_table,
    form_8949_table,
    loss_limit,
    open_lot_table,
    read_good_rows,
    record_tables,
)
from sim.api.scenario import FilingStatus


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments on its parser."""
    parser.add_argument(
        "ledger",
        metavar="LEDGER.csv",
        type=Path,
        help="every purchase and sale in all accounts of the household, a row each; see docs/wash_sales.md",
    )
    parser.add_argument(
        "--out", metavar="FORM8949.csv", type=Path, required=True, help=".csv, or .xlsx for all records"
    )
    parser.add_argument(
        "--open-lots", metavar="OPEN.csv", type=Path, help="also write the shares still held to this file"
    )
    parser.add_argument(
        "--txf",
        metavar="FORM8949.txf",
        type=Path,
        help="also write one year's lines for tax software, in its format TXF",
    )
    parser.add_argument(
        "--do-not-buy", metavar="STAY.csv", type=Path, help="also write by account what not to buy until when"
    )
    parser.add_argument("--year", type=int, help="the year of --txf; default: the last one with a sale")
    parser.add_argument(
        "--basis",
        choices=list(BasisReported),
        default=BasisReported.REPORTED,
        help="for --txf, what Form 1099-B told the IRS: boxes A and D, B and E, or C and F of Form 8949",
    )
    parser.add_argument(
        "--identical", metavar="A,B", action="append", default=[], help="symbols that are substantially identical"
    )
    parser.add_argument(
        "--average",
        metavar="FUND,...",
        action="append",
        default=[],
        help="funds whose shares have their average basis where a sale names neither lots nor a method",
    )
    parser.add_argument(
        "--no-401k-counts", action="store_true", help="do not count purchases in a 401(k) as replacements"
    )
    parser.add_argument(
        "--no-spouse-counts", action="store_true", help="do not count purchases by a spouse as replacements"
    )
    parser.add_argument(
        "--no-older-lots", action="store_true", help="do not count shares older than those sold as replacements"
    )
    parser.add_argument(
        "--leave-out",
        action="store_true",
        help="leave out rows that cannot be used, list them, and write the records of the rest",
    )
    parser.add_argument("--same-day-tie", choices=list(SameDayTie), default=SameDayTie.LEDGER_ORDER)
    parser.add_argument("--filing-status", choices=list(FilingStatus), default=FilingStatus.SINGLE, help="loss limit")
    parser.add_argument("--json", action="store_true", help="print totals and Schedule D as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read the ledger, write the records, print the totals; nothing is written where anything is wrong."""
    targets = [("--out", arguments.out), ("--open-lots", arguments.open_lots), ("--txf", arguments.txf)]
    targets.append(("--do-not-buy", arguments.do_not_buy))
    check_targets(targets, [arguments.ledger])
    policy, left_out = _policy(arguments), list[LeftOut]()
    if arguments.leave_out:
        events, left_out = read_good_rows(arguments.ledger)
    else:
        events = read_ledger(arguments.ledger)
    _check_funds(policy, {event.symbol for event in events})
    result = run_ledger(events, policy)
    rows = form_8949_rows(result)
    schedules = schedule_d(rows, loss_limit(FilingStatus(arguments.filing_status)), result.years)
    if arguments.out.suffix.lower() == ".xlsx":
        files = {arguments.out: workbook_bytes(record_tables(result, rows, schedules))}
    else:
        files = {arguments.out: csv_bytes(*form_8949_table(rows))}
    if arguments.open_lots:
        files[arguments.open_lots] = csv_bytes(*open_lot_table(result))
    if arguments.do_not_buy:
        files[arguments.do_not_buy] = csv_bytes(*do_not_buy_table(result))
    if arguments.txf:
        files[arguments.txf] = _txf(arguments, rows, coin_lots(result))
    write_files(files)
    summary = _summary(rows, schedules)
    if left_out:
        summary["left_out"] = [_left_out(one) for one in left_out]
        print("\n".join(str(one) for one in left_out), _incomplete(left_out), sep="\n", file=sys.stderr)
    print(json.dumps(summary, indent=2) if arguments.json else _in_words(summary, len(rows), arguments.out))
    return 0


def _check_funds(policy: WashPolicy, symbols: set[str]) -> None:
    unknown = [fund for fund in policy.average if fund not in symbols]
    if unknown:
        raise InputError([Problem("--average", fund, "no row of the ledger has this symbol") for fund in unknown])


def _left_out(one: LeftOut) -> dict:
    problem = one.problem
    return {"place": problem.place, "found": problem.value, "reason": problem.message, "amount": one.amount}


def _incomplete(left_out: list[LeftOut]) -> str:
    symbols = ", ".join(sorted({one.symbol for one in left_out if one.symbol})) or "these rows"
    return f"The records are not complete: every figure of {symbols} can change once these rows are right."


def _txf(arguments: argparse.Namespace, rows: list[Form8949Row], coins: set[str]) -> bytes:
    """Return the lines of one year for tax software; coins have boxes that the format does not know."""
    year = arguments.year or max((row.date_sold.year for row in rows), default=0)
    sold = [row for row in rows if row.date_sold.year == year]
    if arguments.year and not sold:
        years = ", ".join(str(one) for one in sorted({row.date_sold.year for row in rows})) or "none"
        raise InputError([Problem("--year", str(year), f"the ledger has no sale in it; years with sales: {years}")])
    n_coins = sum(row.lot_id in coins for row in sold)
    if n_coins:
        words = "1 line of coins is" if n_coins == 1 else f"{n_coins} lines of coins are"
        message = f"{words} not in {arguments.txf}: the format has no number for their boxes (G to L)"
        print(message, file=sys.stderr)
    return txf_bytes(*form_8949_table(sold), date.today(), BasisReported(arguments.basis), coins)


def _policy(arguments: argparse.Namespace) -> WashPolicy:
    groups = [[symbol.strip().upper() for symbol in group.split(",")] for group in arguments.identical]
    problems = [
        Problem("--identical", written, "name at least two symbols, separated by a comma: --identical VTI,VTSAX")
        for group, written in zip(groups, arguments.identical, strict=True)
        if len(group) < 2 or not all(group)
    ]
    if problems:
        raise InputError(problems)
    return WashPolicy(
        plan_401k_counts=not arguments.no_401k_counts,
        spouse_counts=not arguments.no_spouse_counts,
        older_lots_count=not arguments.no_older_lots,
        same_day_tie=SameDayTie(arguments.same_day_tie),
        identical=tuple(tuple(group) for group in groups),
        average=tuple(fund.strip().upper() for funds in arguments.average for fund in funds.split(",") if fund.strip()),
    )


def _summary(rows: list[Form8949Row], schedules: list[ScheduleD]) -> dict:
    return {
        "total_disallowed": float(sum(row.disallowed_loss for row in rows)),
        "total_permanent": float(sum(row.permanent_loss for row in rows)),
        "total_allowed_gain": float(sum(row.gain for row in rows)),
        "schedule_d": {str(schedule.year): _numbers(_year(schedule)) for schedule in schedules},
    }


def _year(schedule: ScheduleD) -> dict:
    year = asdict(schedule)
    year["carryover_worksheet"] = year.pop("worksheet")
    year["short_term_carryover_to_next_year"] = schedule.short_term_carryover
    year["long_term_carryover_to_next_year"] = schedule.long_term_carryover
    return year


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(inner) for key, inner in value.items()}
    return float(value) if isinstance(value, Decimal) else value


def _in_words(summary: dict, n_rows: int, out: Path) -> str:
    return (
        f"{n_rows} line{'' if n_rows == 1 else 's'} of Form 8949 written to {out}\ndisallowed by the wash-sale rule: "
        f"{_dollars(summary['total_disallowed'])}, of which lost for good: {_dollars(summary['total_permanent'])}\n"
        f"gain after adjustments: {_dollars(summary['total_allowed_gain'])}"
    )


def _dollars(amount: float) -> str:
    return f"{'-' if round(amount, 2) < 0 else ''}${abs(amount):,.2f}"
