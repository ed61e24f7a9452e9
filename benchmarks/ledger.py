"""How long the exact ledger takes: `python -m benchmarks.ledger`. Seconds by trades, span of days and lot method.

A span of 30 days puts every trade into every other's window: the worst case for matching. The whole command (reading,
matching, Form 8949, writing) is timed on the same ledgers. Seconds are of processor time, not of the clock.
"""

import contextlib
import io
import math
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from sim.cli import main as shell
from sim.lots.events import Account, Action, Event, LotMethod
from sim.lots.ledger import run_ledger
from sim.scenario.enums import AccountType

ACCOUNTS = (Account("T", AccountType.TAXABLE), Account("I", AccountType.TRADITIONAL_IRA))
HEADER = "date,account,account_type,action,symbol,quantity,amount,lot_id,sell_lots\n"


def trades(n_trades: int, n_days: int, buy_share: float = 0.5, method: LotMethod | None = None) -> list[Event]:
    """Return random trades of one security in a taxable account and an IRA, a falling and rising price."""
    random, events = Random(1), []
    held = dict.fromkeys(ACCOUNTS, 0)
    for index in range(n_trades):
        day = date(2020, 1, 1) + timedelta(days=index * n_days // n_trades)
        price = 100.0 + 40.0 * math.sin(index / n_trades * 60) + random.gauss(0, 2)
        account = ACCOUNTS[random.random() < 0.15]
        tenths = 10 * random.randint(1, 100)
        is_buy = random.random() < buy_share or held[account] < tenths
        held[account] += tenths if is_buy else -tenths
        amount = Decimal(str(round(price * tenths / 10, 2)))
        action, lot = (Action.BUY, f"L{index}") if is_buy else (Action.SELL, "")
        events.append(
            Event(
                day, account, action, "VTI", Decimal(tenths) / 10, amount, lot_id=lot, method=None if is_buy else method
            )
        )
    return events


def as_csv(events: list[Event]) -> str:
    """Return trades as a ledger file."""
    return HEADER + "".join(
        f"{event.day},{event.account.name},{event.account.account_type},{event.action},{event.symbol},"
        f"{event.quantity:f},{event.amount:f},{event.lot_id},{event.method or ''}\n"
        for event in events
        if event.account
    )


def _time_command(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        ledger = Path(folder) / "ledger.csv"
        ledger.write_text(text)
        started = time.process_time()
        if shell(["wash-sales", str(ledger), "--out", str(Path(folder) / "form.csv"), "--json"]) != 0:
            raise RuntimeError("the benchmark's own ledger was refused")
        return time.process_time() - started


def main() -> None:
    """Print one line a case."""
    shell_warm_up = trades(10, 10)
    _time_command(as_csv(shell_warm_up))
    print(" trades  days  buys  method  pieces  washes  ledger s command s")
    for n_trades in (2_000, 20_000):
        for n_days, buy_share in ((30, 0.5), (2000, 0.5), (2000, 0.8)):
            for method in LotMethod:
                events = trades(n_trades, n_days, buy_share, method)
                started = time.process_time()
                result = run_ledger(events)
                seconds = time.process_time() - started
                whole = _time_command(as_csv(events)) if method is LotMethod.FIFO else float("nan")
                print(
                    f"{n_trades:>7} {n_days:>5} {buy_share:>5} {method:>7} {len(result.pieces):>7} "
                    f"{len(result.wash_matches):>7} {seconds:>9.2f} {whole:>9.2f}"
                )


if __name__ == "__main__":
    main()
