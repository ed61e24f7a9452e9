"""Wrappers around the kernels that trade and match wash sales: every purchase, every part of a sale, every match."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import signature
from typing import Any

import numpy as np

from sim.engine.records.fields import Quote, Yearly
from sim.lots.kernels.open_lots import DUST_UNITS
from sim.trace.interpreted import Function, Wrapper
from sim.trace.path_record import PathRecord, PathTrade, WashMatch
from sim.trace.watch_flows import Moment

SALES = (
    "sim.engine.kernels.trading.trades.sell_units",
    "sim.engine.kernels.trading.losses._harvest_side",
    "sim.engine.kernels.trading.come_back._switch_back",
    "sim.engine.kernels.trading.gains._step_up",
)
"""The kernels in which all that leaves is one sale."""

CRUMB = 1e-9


class TradeWatch:
    """Writes trades and wash matches into a record."""

    def __init__(self, record: PathRecord, moment: Moment) -> None:
        self._record, self._moment = record, moment
        self._sale = 0
        self._piece: Any = None
        self._buyers: list[tuple[int, int]] = []  # sheltered account and security of the purchases that come next
        self._met = (-1, -1, 0, 0)  # line, account, day and order of the purchase that a loss meets
        self._pending = (0, 0, 1.0, 0)  # day, year, loss a share and group of the loss that a purchase meets

    def wrappers(self) -> dict[str, Wrapper]:
        """Return what is put around which kernel."""
        made: dict[str, Wrapper] = dict.fromkeys(SALES, self._one_sale)
        return made | {
            "sim.engine.kernels.trading.trades.buy_lot": self._buy_lot,
            "sim.engine.kernels.trading.trades.leave": self._leave,
            "sim.engine.kernels.trading.trades.leave_alone": self._leave,
            "sim.engine.kernels.sheltered.sheltered.withdraw": self._withdraw,
            "sim.engine.kernels.rollovers.rollover._take_out": self._shares_leave,
            "sim.engine.kernels.rollovers.rollover._move_directly": self._move_directly,
            "sim.engine.kernels.spending.gifts._give": self._shares_leave,
            "sim.engine.kernels.sheltered.annuities.pay_annuities": self._shares_leave,
            "sim.engine.kernels.spending.gifts.pay_medical_costs": self._shares_leave,
            "sim.engine.kernels.rollovers.nua._arrive": self._stock_arrives,
            "sim.engine.kernels.sheltered.conversions._convert_account": self._shares_leave,
            "sim.engine.kernels.spending.cash_flow.contribute_payroll": self._expecting(_payroll_purchases),
            "sim.engine.kernels.sheltered.sheltered.reinvest_sheltered": self._reinvestments,
            "sim.engine.kernels.rollovers.purchases.buy_in_account": self._expecting(_by_weight),
            "sim.engine.kernels.sheltered.sheltered.note_sheltered_purchase": self._sheltered_purchase,
            "sim.engine.kernels.sheltered.sheltered._wash_or_wait": self._meeting,
            "sim.engine.kernels.trading.wash_matching.match_loss_sale": self._loss_sale,
            "sim.engine.kernels.trading.wash_matching.match_purchase": self._purchase,
            "sim.engine.kernels.trading.wash_matching.book_disallowed": self._disallowed,
            "sim.lots.kernels.wash_book.earliest_purchase": self._earliest_purchase,
            "sim.lots.kernels.wash_book.earliest_pending_loss": self._earliest_pending,
        }

    # --- taxable lines -------------------------------------------------------------------------------------------

    def _one_sale(self, kernel: Function) -> Function:
        def watched(*args: Any) -> Any:
            self._sale += 1
            return kernel(*args)

        return watched

    def _buy_lot(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, now: Any, line: Any, side: Any, units: Any, price: Any) -> Any:
            found = kernel(household, state, now, line, side, units, price)
            if units > DUST_UNITS:
                action = "reinvest" if self._moment.why.startswith("Distributions") else "buy"
                self._add(action, line=int(line), side=int(side), lot=int(state["order"]), units=float(units),
                          price=float(price), bought=self._moment.day, held_from=self._moment.day)  # fmt: skip
            return found

        return watched

    def _leave(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, now: Any, line: Any, lot: Any, price: Any) -> Any:
            held = int(lot.held_from)
            self._add(
                "sell", line=int(line), side=int(lot.side), sale=self._sale, lot=int(lot.order),
                units=float(lot.units), price=float(price), basis=float(lot.unit_basis),
                bought=date.fromordinal(int(lot.bought)), held_from=date.fromordinal(held),
            )  # fmt: skip
            return kernel(household, state, now, line, lot, price)

        return watched

    def _add(self, action: str, **fields: Any) -> None:
        moment = self._moment
        self._record.trades.append(PathTrade(moment.day, moment.year, action, moment.why, **fields))

    # --- sheltered accounts --------------------------------------------------------------------------------------

    def _withdraw(self, kernel: Function) -> Function:
        watched_shares = self._shares_leave(kernel)

        def watched(household: Any, state: Any, now: Any, account: Any, amount: Any, quotes: Any) -> Any:
            paid = watched_shares(household, state, now, account, amount, quotes)
            self._moment.named.append((f"From {self._record.account_names[int(account)]}", float(paid)))
            return paid

        return watched

    def _shares_leave(self, kernel: Function) -> Function:
        place = {name: k for k, name in enumerate(signature(kernel).parameters)}

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            household, state, quotes = args[0], args[place["state"]], args[place["quotes"]]
            before = _shares(household, state, quotes)
            found = kernel(*args)
            self._note_shares(_shares(household, state, quotes) - before, quotes)
            return found

        return watched

    def _move_directly(self, kernel: Function) -> Function:
        in_kind = self._shares_leave(kernel)

        def watched(household: Any, state: Any, now: Any, k: Any, *rest: Any) -> Any:
            # in cash, what is taken out and what is bought is seen by itself
            move = kernel if household["rollover_is_cash"][k] == 1 else in_kind
            return move(household, state, now, k, *rest)

        return watched

    def _stock_arrives(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, now: Any, k: Any, value: Any, cost: Any, quotes: Any) -> Any:
            found = kernel(household, state, now, k, value, cost, quotes)
            line, source = int(household["rollover_stock_line"][k]), int(household["rollover_source"][k])
            price = float(quotes[Quote.PRICE, line])
            self._add("transfer", line=line, from_account=source, lot=int(state["order"]), units=float(value) / price,
                      price=price, basis=float(cost) / float(value) * price, bought=self._moment.day,
                      held_from=self._moment.day)  # fmt: skip
            return found

        return watched

    def _note_shares(self, change: np.ndarray, quotes: Any) -> None:
        """Write down what was moved in kind, and what was sold: shares by account and security."""
        for security in range(change.shape[1]):
            price = float(quotes[Quote.PRICE, security])
            gone = {a: -float(n) for a, n in enumerate(change[:, security]) if n < -CRUMB}
            come = {a: float(n) for a, n in enumerate(change[:, security]) if n > CRUMB}
            for source, left in gone.items():
                for target, room in come.items():
                    moved = min(left, room)
                    if moved > CRUMB:
                        self._add("transfer", account=target, from_account=source, security=security, units=moved,
                                  price=price)  # fmt: skip
                        left -= moved
                        come[target] = room - moved
                if left > CRUMB:
                    self._add("sell", account=source, security=security, units=left, price=price)

    def _expecting(self, purchases: Callable[..., list[tuple[int, int]]]) -> Wrapper:
        """Know which securities the purchases below are of: the kernel that notes them is told the group alone."""

        def wrap(kernel: Function) -> Function:
            @wraps(kernel)
            def watched(*args: Any) -> Any:
                self._buyers = purchases(*args)
                return kernel(*args)

            return watched

        return wrap

    def _sheltered_purchase(self, kernel: Function) -> Function:
        def watched(state: Any, now: Any, account: Any, group: Any, shares: Any) -> Any:
            order = int(state["order"]) + 1
            expected, security = self._buyers.pop(0)
            assert expected == account
            price = float(self._moment.quotes[Quote.PRICE, security])
            self._add("buy", account=expected, security=security, lot=order, units=float(shares), price=price)
            return kernel(state, now, account, group, shares)

        return watched

    def _reinvestments(self, kernel: Function) -> Function:
        @wraps(kernel)
        def watched(household: Any, state: Any, now: Any) -> Any:
            quotes = self._moment.quotes
            first, shares = int(state["order"]) + 1, _shares(household, state, quotes)
            paid = household["reinvesting"][now["month"], : household["n_reinvesting"][now["month"]]]
            for k, position in enumerate(paid):
                account, security = int(position["account"]), int(position["security"])
                bought = float(shares[account, security] * position["share"])
                if bought > 0.0:
                    self._add("reinvest", account=account, security=security, lot=first + k, units=bought,
                              price=float(quotes[Quote.PRICE, security]))  # fmt: skip
            return kernel(household, state, now)

        return watched

    def _meeting(self, kernel: Function) -> Function:
        def watched(state: Any, now: Any, account: Any, group: Any, shares: Any, order: Any) -> Any:
            self._met = (-1, int(account), int(now["day"]), int(order))
            return kernel(state, now, account, group, shares, order)

        return watched

    # --- wash sales ----------------------------------------------------------------------------------------------

    def _loss_sale(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, piece: Any) -> Any:
            self._piece = piece
            found = kernel(household, state, piece)
            self._piece = None
            return found

        return watched

    def _purchase(self, kernel: Function) -> Function:
        def watched(household: Any, state: Any, line: Any, lot: Any) -> Any:
            self._met = (int(line), -1, int(lot.bought), int(lot.order))
            return kernel(household, state, line, lot)

        return watched

    def _earliest_purchase(self, kernel: Function) -> Function:
        def watched(book: Any, piece: Any) -> Any:
            k = kernel(book, piece)
            if k >= 0:
                row = (book["group"][piece.group]["bought"][k][name] for name in ("line", "account", "day", "order"))
                line, account, day, order = (int(value) for value in row)
                self._met = (line, account, day, order)
            return k

        return watched

    def _earliest_pending(self, kernel: Function) -> Function:
        def watched(book: Any, group: Any, day: Any) -> Any:
            k = kernel(book, group, day)
            if k >= 0:
                lost = book["group"][group]["lost"][k]
                self._pending = (int(lost["day"]), int(lost["year"]), float(lost["a_share"]), int(group))
            return k

        return watched

    def _disallowed(self, kernel: Function) -> Function:
        def watched(state: Any, year: Any, is_long: Any, loss: Any, field: Any) -> Any:
            sold, of_year, a_share, group = self._pending
            if self._piece is not None:
                piece = self._piece
                sold, of_year = int(piece.day), int(piece.year)
                a_share, group = float(piece.loss_a_share), int(piece.group)
            line, account, bought, order = self._met
            self._record.washes.append(
                WashMatch(
                    date.fromordinal(sold), of_year, group, float(loss) / a_share, float(loss),
                    date.fromordinal(bought), line, account, order, field == Yearly.WASH_PERMANENT,
                )
            )  # fmt: skip
            return kernel(state, year, is_long, loss, field)

        return watched


def _watched(household: Any) -> list[int]:
    return [s for s in range(int(household["n_securities"])) if household["security_group"][s] >= 0]


def _payroll_purchases(household: Any, state: Any, now: Any, *rest: Any) -> list[tuple[int, int]]:
    payroll = household["incomes"][now["income"]]["payroll"]
    people = [person for person in range(int(household["n_people"])) if payroll[person] > 0.0]
    bought = [(int(household["payroll_account"][p]), int(household["payroll_security"][p])) for p in people
              if now["year"] <= state["death_year"][p]]  # fmt: skip
    return [pair for pair in bought if pair[1] in _watched(household)]


def _by_weight(
    household: Any, state: Any, now: Any, k: Any, account: Any, amount: Any, quotes: Any
) -> list[tuple[int, int]]:
    return [(int(account), s) for s in _watched(household) if amount * household["rollover_weight"][k, s] > 0.0]


def _shares(household: Any, state: Any, quotes: Any) -> np.ndarray:
    """Return the shares of each security in each sheltered account, as a statement counts them."""
    n, accounts = int(household["n_securities"]), int(household["n_accounts"])
    ratio = quotes[Quote.TOTAL_RETURN, :n] / quotes[Quote.PRICE, :n]
    return np.array(state["units"][:accounts, :n] * ratio)
