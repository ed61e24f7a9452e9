"""A broker's file on its way into the plan: read, shown with what was skipped and asked, confirmed, added."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sim.api.importers import Apart, DateOrder, ImportResult, Request
from sim.api.scenario import Account, Lot, Security
from ui.core import document, reading, session
from ui.core.document import Document
from ui.core.frame import notify
from ui.core.problems import SHOWN, sentence
from ui.core.text import count, md
from ui.plan import fund_list, import_matching
from ui.plan.import_matching import LEAVE_OUT, NEW, Changes

WITHOUT_BASIS = ("401k", "traditional_ira", "roth_ira", "hsa", "annuity", "inherited_ira")
DATE_ORDERS = {"": "as the file itself shows", **{str(order): str(order).replace("_", " ") for order in DateOrder}}


OF_ORIGIN = ("came_by", "donor_basis", "donor_acquired")
"""Of an imported row: how its shares came into the household; inside a plan or an IRA it means nothing."""


@dataclass
class Pending:
    """A file that is not added yet. `rows` are its lots as the user sees and completes them, once it is read.

    `of_account` is what is said of a new account beside its lots, such as its Roth part.
    """

    name: str
    content: bytes
    broker: str = ""
    rows: list[Document] = field(default_factory=list)
    result: ImportResult | None = None
    faults: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    symbol: str = ""
    date_order: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    of_account: Document = field(default_factory=dict)
    apart: Apart | None = None

    def read(self) -> Pending:
        """Begin to read the file with what the user has said about it."""
        self.result, self.faults, self.rows, self.headings = None, [], [], []
        request = Request("lots", self.name, self.broker, self.symbol, self.date_order, self.mapping)
        self.apart = reading.begun(request, self.content)
        return self

    def take_over(self) -> None:
        """Take over what was read, where that is done; faults are kept in words."""
        if self.apart is not None and self.apart.is_done:
            answer, self.apart = self.apart.answer, None
            self.result, self.headings = answer.result, list(answer.headings)
            self.faults = [sentence(problem) for problem in answer.problems]
            self.rows = [_row(lot) for lot in self.result.lots] if self.result else []

    @property
    def hints(self) -> list[str]:
        """The accounts that the file names, '' where it names none."""
        cash = [one.account_hint for one in self.result.cash] if self.result else []
        return sorted({str(row["hint"]) for row in self.rows} | set(cash))


def _row(lot: Any) -> Document:
    return {
        "hint": lot.account_hint,
        "symbol": lot.symbol,
        "quantity": _number(lot.quantity),
        "acquired": lot.acquired.isoformat() if lot.acquired else None,
        "cost_basis": _number(lot.cost_basis),
        "price": _number(lot.price),
        "description": lot.description,
        "kind": str(lot.asset_kind),
        "proxy": lot.proxy,
        "came_by": lot.came_by,
        "donor_basis": _number(lot.donor_basis),
        "donor_acquired": lot.donor_acquired.isoformat() if lot.donor_acquired else None,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def pending() -> Pending | None:
    """Return the file on its way in, None where there is none."""
    found: Pending | None = session.slot("import", lambda: None)
    if found is not None:
        found.take_over()
    return found


def received(key: str) -> None:
    """A callback: begin to read the uploaded file; one that is still being read is stopped."""
    given, before = session.held(key), pending()
    if before is not None and before.apart is not None:
        before.apart.cancel()
    session.fill_slot("import", Pending(given.name, given.getvalue()).read() if given is not None else None)


def discard() -> None:
    """A callback: forget the file."""
    session.fill_slot("import", None)
    session.renew_widgets()


def reread(waiting: Pending, **said: Any) -> None:
    """Read the file again with what the user has now said about it."""
    for name, value in said.items():
        setattr(waiting, name, value)
    waiting.read()


def skipped_table(result: ImportResult) -> list[Document]:
    """Return the rows that did not become lots, each with its reason."""
    return [
        {"Line": row.row, "Why": row.reason, "USD": _number(row.dollars), "Text": row.text} for row in result.skipped
    ]


def remarks(result: ImportResult) -> str:
    """Return the file's warnings and differences as Markdown lines."""
    return "\n".join(f"- {md(said)}" for said in [*result.warnings, *map(str, result.reconciliation)][:SHOWN])


def open_questions(waiting: Pending, targets: dict[str, str], new_types: dict[str, str]) -> list[str]:
    """Return, as Markdown, what is still missing in lots that go to a taxable account; elsewhere it means nothing."""
    missing = []
    for number, row in enumerate(waiting.rows, start=1):
        hint = str(row.get("hint", ""))
        target = targets.get(hint, LEAVE_OUT)
        if target == LEAVE_OUT or not _needs_basis(target, new_types.get(hint, "")):
            continue
        what = [
            name
            for name, key in (("acquisition date", "acquired"), ("cost basis", "cost_basis"))
            if row.get(key) is None
        ]
        if what:
            missing.append(f"Row {number}, {md(row.get('symbol', ''))}: {' and '.join(what)}")
    return missing


def changes_of(waiting: Pending, targets: dict[str, str]) -> Changes:
    """Return what the file would change in the accounts that have lots already."""
    total = Changes()
    for target in dict.fromkeys(targets.values()):
        present = [lot for lot in session.rows("holdings.lots") if lot.get("account") == target]
        if present:
            given = [row for row in waiting.rows if targets.get(str(row.get("hint", ""))) == target]
            one = import_matching.changes(present, given)
            total.rows += one.rows
            total.n_same += one.n_same
    return total


def _needs_basis(target: str, new_type: str) -> bool:
    return _type_of(target, new_type) not in WITHOUT_BASIS


def _type_of(target: str, new_type: str) -> str:
    if target == NEW:
        return new_type
    return next((str(a.get("type")) for a in session.rows("holdings.accounts") if a.get("id") == target), "")


def set_missing_dates(waiting: Pending, key: str) -> None:
    """A callback: the user's date on every lot that has none."""
    day = session.held(key)
    if day is not None:
        waiting.rows = [{**row, "acquired": row.get("acquired") or day.isoformat()} for row in waiting.rows]


def add(waiting: Pending, targets: dict[str, str], new_types: dict[str, str], replaces: bool, takes_cash: bool) -> None:
    """A callback: put the lots into the plan, with an account or security where there was none."""
    accounts = {
        hint: _account(waiting, hint, target, new_types.get(hint, "taxable"))
        for hint, target in targets.items()
        if target != LEAVE_OUT
    }
    lots = [_lot(row, accounts[row["hint"]]) for row in waiting.rows if row.get("hint") in accounts]
    kept = session.rows("holdings.lots")
    if replaces:
        kept = [lot for lot in kept if lot.get("account") not in set(accounts.values())]
    session.put("holdings.lots", [*kept, *lots])
    new = _add_securities([row for row in waiting.rows if row.get("hint") in accounts])
    if takes_cash:
        _set_cash(waiting, accounts)
    notify(
        f"{count(len(lots), 'lot')} of **{md(waiting.name, 80)}** added."
        + (f" Check {count(new, 'new security', 'new securities')} below: asset class and price." if new else "")
    )
    discard()


def _account(waiting: Pending, hint: str, target: str, new_type: str) -> str:
    """Return the id of the account that takes the lots; a new one is made where the user asked for it."""
    if target != NEW:
        return target
    taken = {str(account.get("id")) for account in session.rows("holdings.accounts")}
    number = next(n for n in range(1, len(taken) + 2) if f"account-{n}" not in taken)
    said = {"id": f"account-{number}", "type": new_type, "name": hint[:120] or "Imported", **waiting.of_account}
    session.put("holdings.accounts", [*session.rows("holdings.accounts"), {**document.defaults(Account), **said}])
    return str(said["id"])


def _lot(row: Document, account_id: str) -> Document:
    """Return the lot; in a plan or an IRA, where they mean nothing, the first day and today's value stand in."""
    is_inside = not _needs_basis(account_id, "")
    acquired, basis = row.get("acquired"), row.get("cost_basis")
    if is_inside:
        acquired = acquired or session.get("start")
        basis = basis if basis is not None else round((row.get("quantity") or 0) * (row.get("price") or 0), 2)
    known = {name: row.get(name) for name in ("symbol", "quantity")}
    if not is_inside:
        known |= {name: row.get(name) for name in OF_ORIGIN if row.get(name) is not None}
    return {**document.defaults(Lot), "account": account_id, **known, "acquired": acquired, "cost_basis": basis}


def _add_securities(rows: list[Document]) -> int:
    """Add a security for every symbol unknown so far; return how many.

    A fund of the fund list is filled from it, a fund without a ticker from the one that its name suggests, and named
    so. For others the asset class is asked for, not guessed.
    """
    known = {security.get("symbol") for security in session.rows("securities")}
    new: dict[Any, Document] = {}
    for row in rows:
        if row.get("symbol") not in known:
            said = {"symbol": row.get("symbol"), "name": str(row.get("description") or ""), "price": row.get("price")}
            made = {**document.defaults(Security), "asset_class": None, **said}
            new.setdefault(row.get("symbol"), fund_list.filled_new(made, str(row.get("proxy") or "")))
    session.put("securities", [*session.rows("securities"), *new.values()])
    return len(new)


def _set_cash(waiting: Pending, accounts: dict[str, str]) -> None:
    totals: dict[str, float] = {}
    for one in waiting.result.cash if waiting.result else []:
        if one.account_hint in accounts:
            account_id = accounts[one.account_hint]
            totals[account_id] = totals.get(account_id, 0.0) + float(one.amount)
    rows = session.rows("holdings.accounts")
    session.put("holdings.accounts", [{**row, **_cash_of(row, totals)} for row in rows])


def _cash_of(account: Document, totals: dict[str, float]) -> Document:
    return {"cash": round(totals[str(account.get("id"))], 2)} if account.get("id") in totals else {}


def row_source(waiting: Pending) -> Any:
    """Return the file's lots as rows for the table editor."""
    from ui.entry.tables import Source

    def write(rows: list[Document]) -> None:
        waiting.rows = [{"hint": "", **row} for row in rows]

    return Source("holdings.lots", Lot, lambda: waiting.rows, write)
