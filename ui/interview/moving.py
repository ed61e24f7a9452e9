"""The rollover of the interview, and the strategies that its answers raise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sim.api.scenario import HARVEST_SCHEDULES, Rollover, Strategy
from ui.core import document, session
from ui.core.document import Document
from ui.core.values import as_day
from ui.interview import sheltered
from ui.interview.sheltered import EMPLOYER, account_of, lots_of, note, number

CASH, IN_KIND, NUA, STAYS = "direct_cash", "direct_in_kind", "nua_lump_sum", "stay"
WORDS = {
    CASH: "Yes: the plan sells and sends the money to an IRA (the usual way)",
    IN_KIND: "Yes: the same funds move to the IRA",
    NUA: "Yes: employer stock is paid out as shares (NUA), the rest goes to an IRA",
    STAYS: "No, it stays in the plan",
}
AROUND = ("before_rollover", "after_rollover", "daily")
MOST_STRATEGIES = 8
WAIT = timedelta(days=60)


def plans() -> list[Document]:
    """Return the 401(k)s that hold something."""
    rows = session.rows("holdings.accounts")
    return [row for row in rows if row.get("type") == "401k" and sheltered.value_of(row) > 0]


def answer() -> str:
    """Return how the 401(k) moves as the draft says it; "" where that was not asked yet."""
    moves = session.rows("rollovers")
    if moves:
        return str(moves[0].get("method"))
    return STAYS if sheltered.answers().get("stays") else ""


def usual_date(owner: str) -> str:
    """Return a day for a rollover that none was named for: sixty days ahead, or a month after work ends."""
    start = as_day(session.get("start")) or date.today()
    people = session.rows("household.people")
    person = people[1 if owner == "spouse" and len(people) > 1 else 0] if people else {}
    wages = person.get("wages") or {}
    until = as_day(wages.get("until")) if wages.get("annual") else None
    return max(start + WAIT, (until or start) + timedelta(days=30)).isoformat()


def choose(method: str) -> None:
    """Plan the rollover of every 401(k), or none."""
    sheltered.answers()["stays"] = method == STAYS
    before = session.rows("rollovers")
    day = before[0].get("date") if before else None
    session.put("rollovers", [] if method == STAYS else [_move(plan, method, day) for plan in plans()])
    fit_strategies()
    sheltered.drop_unused()
    session.renew("interview:rollover-day")


def _move(plan: Document, method: str, day: object) -> Document:
    owner = str(plan.get("owner") or "self")
    own = method if method != NUA or has_employer_stock(plan) else CASH
    ira = sheltered.make_account(
        "traditional_ira", owner, "Rollover IRA" if owner == "self" else "Spouse's rollover IRA"
    )
    made: Document = {**document.defaults(Rollover), "from_account": plan["id"], "to_account": ira["id"], "method": own}
    made["date"] = day or usual_date(owner)
    if plan.get("roth_amount") or plan.get("after_tax_amount"):
        made["to_roth_account"] = sheltered.make_account("roth_ira", owner)["id"]
    if own == NUA:
        made["to_taxable_account"] = sheltered.make_account("taxable")["id"]
    if own in (CASH, NUA):
        made["buys"] = sheltered.mix_bought()
    return made


def set_day(day: Any) -> None:
    """Move every rollover to a day; the strategies around it follow."""
    for index, move in enumerate(session.rows("rollovers")):
        plan = next((row for row in plans() if row.get("id") == move.get("from_account")), {})
        session.put(f"rollovers[{index}].date", day or usual_date(str(plan.get("owner"))))
    fit_strategies()


def fit_plans() -> None:
    """Plan the same for a 401(k) that was entered after the question, and forget one that is gone."""
    moves = session.rows("rollovers")
    if moves and {move.get("from_account") for move in moves} != {plan["id"] for plan in plans()}:
        choose(answer() if plans() else STAYS)


def fit_strategies() -> None:
    """Have the strategies around a rollover where there is one, and where their first day is not over already."""
    rows = session.rows("strategies")
    present = {row.get("harvest") for row in rows}
    wanted = [kind for kind in AROUND if _fits(kind)]
    kept = [row for row in rows if row.get("harvest") not in AROUND or row.get("harvest") in wanted]
    new = [_strategy(kind) for kind in wanted if kind not in present]
    session.put("strategies", [*kept, *new][:MOST_STRATEGIES])


def _fits(kind: str) -> bool:
    days, start = [as_day(move.get("date")) for move in session.rows("rollovers")], as_day(session.get("start"))
    known = [day for day in days if day is not None]
    if not known or start is None:
        return False
    ahead = timedelta(days=int(document.defaults(Strategy)["days_from_rollover"]))
    return kind != "before_rollover" or min(known) - ahead >= start


def _strategy(kind: str) -> Document:
    schedule = next(one for timing, one in HARVEST_SCHEDULES.items() if timing == kind)
    return {**document.defaults(Strategy), "name": schedule.name, "harvest": kind}


def compares_gains() -> bool:
    return any(row.get("harvest") == "gains_in_december" for row in session.rows("strategies"))


def compare_gains(wanted: bool) -> None:
    """Add the strategy that takes gains while they are taxed at 0%, or take it out."""
    rows = [row for row in session.rows("strategies") if row.get("harvest") != "gains_in_december"]
    session.put("strategies", ([*rows, _strategy("gains_in_december")] if wanted else rows)[:MOST_STRATEGIES])


def has_employer_stock(plan: Document | None) -> bool:
    marked = {row.get("symbol") for row in session.rows("securities") if row.get("is_employer_stock")}
    return any(lot.get("symbol") in marked for lot in lots_of(plan))


def employer_stock() -> tuple[float, float]:
    """Return value and cost of the employer stock in the first 401(k)."""
    found = [lot for lot in lots_of(account_of("401k")) if lot.get("symbol") == EMPLOYER]
    return sum(number(lot.get("quantity")) for lot in found), sum(number(lot.get("cost_basis")) for lot in found)


def set_employer_stock(value: float, cost: float) -> None:
    """Hold so much employer stock in the first 401(k), beside the balance of its funds."""
    account = account_of("401k")
    if account is None:
        return
    kept = [
        row
        for row in session.rows("holdings.lots")
        if (row.get("account"), row.get("symbol")) != (account["id"], EMPLOYER)
    ]
    made = []
    if value:
        sheltered.add_security(EMPLOYER, "Stock of the employer, held in the 401(k)")
        note("typed", EMPLOYER)
        made = [sheltered.lot(account, EMPLOYER, value, cost)]
        at = next(index for index, row in enumerate(session.rows("securities")) if row.get("symbol") == EMPLOYER)
        session.put(f"securities[{at}].asset_class", "single_stock")
        session.put(f"securities[{at}].is_employer_stock", True)
    session.put("holdings.lots", [*kept, *made])
    sheltered.drop_unused()
