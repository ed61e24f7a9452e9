"""The trade list on paper: two short tables; the workbook and the CSV have every line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.export.text import breakable
from sim.planner.trade_list import StayAway, Trade


@dataclass(frozen=True)
class Trades:
    """What to trade and what not to buy; both may be empty."""

    trades: tuple[Trade, ...] = ()
    away: tuple[StayAway, ...] = ()


def trade_tables(found: Trades, most: int) -> list[dict[str, object]]:
    """Return title, rows and a note for each table that has lines, `most` lines in each."""
    trades = [["Account", "Action", "Symbol", "Shares", "Lots", "Earliest", "Latest"]]
    trades += [
        [t.account, t.action, t.symbol, f"{t.shares:,.6g}", t.lots, _us(t.earliest), _us(t.latest)]
        for t in found.trades[:most]
    ]
    away = [["Account", "Do not buy", "From", "Until", "A purchase would"]]
    by_account = _by_account(found.away)
    away += by_account[:most]
    tables = (("Trade list", trades, len(found.trades)), ("Do not buy", away, len(by_account)))
    return [
        {"title": title, "rows": _printed(rows), "note": _note(n_lines, most)}
        for title, rows, n_lines in tables
        if n_lines
    ]


def _by_account(away: Sequence[StayAway]) -> list[list[str]]:
    """Return one line for each account and window: all that must not be bought there in the same days."""
    found: dict[tuple[str, date, date, str], list[str]] = {}
    for line in away:
        key = (line.account, line.first, line.until, line.a_purchase_would)
        found.setdefault(key, []).append(line.symbols)
    return [
        [account, ", ".join(symbols), _us(first), _us(until), fate]
        for (account, first, until, fate), symbols in found.items()
    ]


def _printed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[breakable(cell) for cell in row] for row in rows]


def _note(n_lines: int, most: int) -> str:
    if n_lines <= most:
        return ""
    return f"The first {most} of {n_lines} lines; the workbook and the trade list as CSV have all of them."


def _us(day: date) -> str:
    return f"{day:%m/%d/%Y}"
