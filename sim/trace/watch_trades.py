"""Wrappers around the kernels that trade and match wash sales: every purchase, every part of a sale, every match."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import numpy as np

from sim.engine.kernels.rollovers.nua import receive_stock
from sim.engine.kernels.rollovers.purchases import buy_in_account
from sim.engine.kernels.rollovers.rollover import move_directly, sell_what_leaves
from sim.engine.kernels.sheltered.annuities import pay_annuities
from sim.engine.kernels.sheltered.conversions import convert_account
from sim.engine.kernels.sheltered.payroll import buy_in_plan
from sim.engine.kernels.sheltered.sheltered import note_sheltered_purchase, reinvest_sheltered, wash_or_wait, withdraw
from sim.engine.kernels.spending.fund_gifts import give_lot
from sim.engine.kernels.spending.gifts import give_from_ira, pay_medical_costs
from sim.engine.kernels.trading.come_back import switch_back
from sim.engine.kernels.trading.gains import step_up_gains
from sim.engine.kernels.trading.location import buy_inside, sell_inside
from sim.engine.kernels.trading.losses import harvest_side
from sim.engine.kernels.trading.trades import LEAST_MONEY, buy_lot, leave, leave_alone, sell_units
from sim.engine.kernels.trading.two_bases import basis_at, gain_held_from
from sim.engine.kernels.trading.wash_matching import book_disallowed, match_loss_sale, match_purchase
from sim.engine.records.codes import Bucket
from sim.engine.records.fields import Quote, Yearly
from sim.lots.kernels.open_lots import DUST_UNITS, GIVEN
from sim.lots.kernels.wash_book import earliest_pending_loss, earliest_purchase
from sim.trace.interpreted import Function, Wrapper, interpreted, names_of
from sim.trace.path_record import PathRecord, PathTrade, WashMatch
from sim.trace.watch_flows import Moment

SALES: tuple[Function, ...] = (sell_units, harvest_side, switch_back, step_up_gains)
"""The kernels in which all that leaves is one sale."""

CRUMB = 1e-9


_basis_at, _gain_held_from = interpreted(basis_at, {}), interpreted(gain_held_from, {})


def sold_by(household: Any, lot: Any, price: float) -> tuple[float, date]:
    """Return the basis a unit [USD] by which a lot is sold at a price, and since when it counts as held.

    A lot that was given may have another of both for a gain than for a loss (IRC 1015(a), 1223(2)).
    """
    if lot.is_used != GIVEN or lot.unit_basis > price:
        return float(lot.unit_basis), date.fromordinal(int(lot.held_from))
    basis = _basis_at(household, lot.order, lot.unit_basis, price)
    return float(basis), date.fromordinal(int(_gain_held_from(household, lot.order)))


class TradeWatch:
    """Writes trades and wash matches into a record."""

    def __init__(self, record: PathRecord, moment: Moment) -> None:
        self._record, self._moment = record, moment
        self._sale = 0
        self._piece: Any = None
        self._buyers: list[tuple[int, int]] = []  # sheltered account and security of the purchases that come next
        self._met = (-1, -1, 0, 0)  # line, account, day and order of the purchase that a loss meets
        self._pending = (0, 0, 1.0, 0)  # day, year, loss a share and group of the loss that a purchase meets

    def wrappers(self) -> dict[Function, Wrapper]:
        """Return what is put around which kernel."""
        return {
            **dict.fromkeys(SALES, self._one_sale),
            buy_lot: self._buy_lot,
            leave: self._leave,
            leave_alone: self._leave,
            give_lot: self._give,
            withdraw: self._withdraw,
            sell_what_leaves: self._shares_leave,
            move_directly: self._move_directly,
            give_from_ira: self._shares_leave,
            pay_annuities: self._shares_leave,
            pay_medical_costs: self._shares_leave,
            receive_stock: self._stock_arrives,
            convert_account: self._shares_leave,
            buy_in_plan: self._expecting(self._payroll_purchases),
            reinvest_sheltered: self._reinvestments,
            buy_in_account: self._expecting(self._purchases_by_weight),
            sell_inside: self._shares_leave,
            buy_inside: self._expecting(self._purchases_inside),
            note_sheltered_purchase: self._sheltered_purchase,
            wash_or_wait: self._meeting,
            match_loss_sale: self._loss_sale,
            match_purchase: self._purchase,
            book_disallowed: self._disallowed,
            earliest_purchase: self._earliest_purchase,
            earliest_pending_loss: self._earliest_pending,
        }

    @property
    def _latest_order(self) -> int:
        return int(self._moment.state["positions"]["wash"]["order"])

    def _shares(self) -> np.ndarray:
        """Return the shares of each security in each sheltered account, as a statement counts them."""
        household, quotes = self._moment.household, self._moment.quotes
        n, accounts = int(household["n_securities"]), int(household["n_accounts"])
        ratio = quotes[Quote.TOTAL_RETURN, :n] / quotes[Quote.PRICE, :n]
        return np.array(self._moment.state["positions"]["sheltered"]["units"][:accounts, :n] * ratio)

    def _add(self, action: str, **fields: Any) -> None:
        moment = self._moment
        self._record.trades.append(PathTrade(moment.day, moment.year, action, moment.why, **fields))

    # --- taxable lines -------------------------------------------------------------------------------------------

    def _one_sale(self, kernel: Function) -> Function:
        @wraps(kernel)
        def watched(*args: Any) -> Any:
            self._sale += 1
            return kernel(*args)

        return watched

    def _buy_lot(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of, found = named(*args), kernel(*args)
            if of["units"] > DUST_UNITS:
                action = "reinvest" if self._moment.why.startswith("Distributions") else "buy"
                self._add(action, line=int(of["line"]), side=int(of["side"]), lot=self._latest_order,
                          units=float(of["units"]), price=float(of["price"]), bought=self._moment.day,
                          held_from=self._moment.day)  # fmt: skip
            return found

        return watched

    def _leave(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            lot, price = of["lot"], float(of["price"])
            basis, held_from = sold_by(self._moment.household, lot, price)
            self._add(
                "sell", line=int(of["line"]), side=int(lot.side), sale=self._sale, lot=int(lot.order),
                units=float(lot.units), price=price, basis=basis,
                bought=date.fromordinal(int(lot.bought)), held_from=held_from,
            )  # fmt: skip
            return kernel(*args)

        return watched

    def _give(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            lots, line, price = of["positions"]["taxable"]["lots"], int(of["line"]), float(of["price"])
            lot = lots["lot"][line, lots["slot"][line, of["at"]]].copy()
            value = kernel(*args)
            self._add(
                "give", line=line, side=int(lot["side"]), lot=int(lot["order"]), units=float(value) / price,
                price=price, basis=float(lot["unit_basis"]), bought=date.fromordinal(int(lot["bought"])),
                held_from=date.fromordinal(int(lot["held_from"])),
            )  # fmt: skip
            return value

        return watched

    # --- sheltered accounts --------------------------------------------------------------------------------------

    def _withdraw(self, kernel: Function) -> Function:
        named, watched_shares = names_of(kernel), self._shares_leave(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            paid = watched_shares(*args)
            name = self._record.account_names[int(named(*args)["account"])]
            self._moment.named.append((f"From {name}", float(paid)))
            return paid

        return watched

    def _shares_leave(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            self._moment.quotes = named(*args)["quotes"]
            before = self._shares()
            found = kernel(*args)
            self._note_shares(self._shares() - before)
            return found

        return watched

    def _move_directly(self, kernel: Function) -> Function:
        named, in_kind = names_of(kernel), self._shares_leave(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            # in cash, what is taken out and what is bought is seen by itself
            is_cash = self._moment.household["rollover_is_cash"][named(*args)["rollover"]] == 1
            return kernel(*args) if is_cash else in_kind(*args)

        return watched

    def _stock_arrives(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of, found, household = named(*args), kernel(*args), self._moment.household
            line = int(household["rollover_stock_line"][of["rollover"]])
            source, price = int(household["rollover_source"][of["rollover"]]), float(of["quotes"][Quote.PRICE, line])
            value, cost = float(of["value"]), float(of["cost"])
            self._add("transfer", line=line, from_account=source, lot=self._latest_order, units=value / price,
                      price=price, basis=cost / value * price, bought=self._moment.day,
                      held_from=self._moment.day)  # fmt: skip
            return found

        return watched

    def _note_shares(self, change: np.ndarray) -> None:
        """Write down what was moved in kind, and what was sold: shares by account and security."""
        for security in range(change.shape[1]):
            price = float(self._moment.quotes[Quote.PRICE, security])
            gone = {a: -float(n) for a, n in enumerate(change[:, security]) if n < -CRUMB}
            come = {a: float(n) for a, n in enumerate(change[:, security]) if n > CRUMB}
            for source, left in gone.items():
                for target, missing in come.items():
                    moved = min(left, missing)
                    if moved > CRUMB:
                        self._add("transfer", account=target, from_account=source, security=security, units=moved,
                                  price=price)  # fmt: skip
                        left -= moved
                        come[target] = missing - moved
                if left > CRUMB:
                    self._add("sell", account=source, security=security, units=left, price=price)

    def _expecting(self, purchases: Callable[[dict[str, Any]], list[tuple[int, int]]]) -> Wrapper:
        """Know which securities the purchases below are of: the kernel that notes them is told the group alone."""

        def wrap(kernel: Function) -> Function:
            named = names_of(kernel)

            @wraps(kernel)
            def watched(*args: Any) -> Any:
                self._buyers = purchases(named(*args))
                return kernel(*args)

            return watched

        return wrap

    def _is_watched(self, security: int) -> bool:
        return bool(self._moment.household["security_group"][security] >= 0)

    def _payroll_purchases(self, of: dict[str, Any]) -> list[tuple[int, int]]:
        household, person = self._moment.household, of["person"]
        pair = int(household["payroll_account"][person]), int(household["payroll_security"][person])
        return [pair] if self._is_watched(pair[1]) else []

    def _purchases_by_weight(self, of: dict[str, Any]) -> list[tuple[int, int]]:
        household = self._moment.household
        spent = of["amount"] * household["rollover_weight"][of["rollover"]]
        securities = range(int(household["n_securities"]))
        return [(int(of["account"]), s) for s in securities if self._is_watched(s) and spent[s] > 0.0]

    def _purchases_inside(self, of: dict[str, Any]) -> list[tuple[int, int]]:
        household, account = self._moment.household, int(of["account"])
        sheltered, held = self._moment.state["positions"]["sheltered"], household["held"][account]
        of_kind = [s for s in held[: household["n_held"][account]] if household["bucket"][s] == of["bucket"]]
        has = sheltered["bonds" if of["bucket"] == Bucket.BOND else "stocks"][account]
        weights = sheltered["units"][account] if has > LEAST_MONEY else household["mix"]
        bought = [s for s in of_kind if weights[s] > 0.0]
        return [(account, int(s)) for s in bought if self._is_watched(s)]

    def _sheltered_purchase(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            expected, security = self._buyers.pop(0)
            assert expected == of["account"]
            self._add("buy", account=expected, security=security, lot=self._latest_order + 1,
                      units=float(of["shares"]), price=float(self._moment.quotes[Quote.PRICE, security]))  # fmt: skip
            return kernel(*args)

        return watched

    def _reinvestments(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            household, quotes, month = self._moment.household, self._moment.quotes, named(*args)["now"]["row"]
            first, shares = self._latest_order + 1, self._shares()
            paid = household["reinvesting"][month, : household["n_reinvesting"][month]]
            for k, position in enumerate(paid):
                account, security = int(position["account"]), int(position["security"])
                bought = float(shares[account, security] * position["share"])
                if bought > 0.0:
                    self._add("reinvest", account=account, security=security, lot=first + k, units=bought,
                              price=float(quotes[Quote.PRICE, security]))  # fmt: skip
            return kernel(*args)

        return watched

    def _meeting(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            self._met = (-1, int(of["account"]), int(of["now"]["day"]), int(of["order"]))
            return kernel(*args)

        return watched

    # --- wash sales ----------------------------------------------------------------------------------------------

    def _loss_sale(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            self._piece = named(*args)["piece"]
            found = kernel(*args)
            self._piece = None
            return found

        return watched

    def _purchase(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            self._met = (int(of["line"]), -1, int(of["lot"].bought), int(of["lot"].order))
            return kernel(*args)

        return watched

    def _earliest_purchase(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of, k = named(*args), kernel(*args)
            if k >= 0:
                found = of["book"]["group"][of["piece"].group]["bought"][k]
                line, account, day, order = (int(found[name]) for name in ("line", "account", "day", "order"))
                self._met = (line, account, day, order)
            return k

        return watched

    def _earliest_pending(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of, k = named(*args), kernel(*args)
            if k >= 0:
                lost = of["book"]["group"][of["group"]]["lost"][k]
                self._pending = (int(lost["day"]), int(lost["year"]), float(lost["a_share"]), int(of["group"]))
            return k

        return watched

    def _disallowed(self, kernel: Function) -> Function:
        named = names_of(kernel)

        @wraps(kernel)
        def watched(*args: Any) -> Any:
            of = named(*args)
            loss, is_permanent = float(of["loss"]), of["field"] == Yearly.WASH_PERMANENT
            sold, of_year, a_share, group = self._pending
            if self._piece is not None:
                piece = self._piece
                sold, of_year = int(piece.day), int(piece.year)
                a_share, group = float(piece.loss_a_share), int(piece.group)
            line, account, bought, order = self._met
            self._record.washes.append(
                WashMatch(
                    date.fromordinal(sold), of_year, group, loss / a_share, loss, date.fromordinal(bought), line,
                    account, order, is_permanent,
                )
            )  # fmt: skip
            return kernel(*args)

        return watched
