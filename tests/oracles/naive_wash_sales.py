"""Wash sales one share at a time, in fractions: the slow, obvious twin of the exact ledger.

Every share is a dict in one list; every question is a scan over that list. Nothing is shared with the package.
Quantities and split ratios must be whole numbers.
"""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from typing import Any

DEFAULT_SWITCHES: dict[str, Any] = {
    "k401": True,
    "spouse": True,
    "older": True,
    "tie": "ledger_order",
    "groups": (),
    "method": "fifo",
}


def _is_long(start, sold):
    """More than a year, counted from the day after acquisition."""
    begins = start + timedelta(days=1)
    return (sold.year, sold.month, sold.day) >= (begins.year + 1, begins.month, begins.day)


class NaiveLedger:
    """Rows are dicts with the columns of the shell; call `run`, then read `sold` and `held`."""

    def __init__(self, **switches):
        self.switches = DEFAULT_SWITCHES | switches
        self.held, self.sold, self.waiting = [], [], []

    def run(self, rows):
        rows = sorted(rows, key=lambda row: row["date"])
        if self.switches["tie"] != "ledger_order":
            rows = self._bubble_ties(rows)
        losers = []
        for number, row in enumerate(rows):
            if row["action"] != "sell":
                getattr(self, "do_" + row["action"])(row, number)
                continue
            sold = [dict(sale, order_of_sale=row) for sale in self.sell_shares(row)]
            self.sold += sold
            losers += [sale for sale in sold if sale["loss"] > 0]
            if not any(self._one_order(row, later) for later in rows[number + 1 :]):
                self.find_replacements([sale for sale in losers if self._one_order(sale["order_of_sale"], row)])
                losers = [sale for sale in losers if not self._one_order(sale["order_of_sale"], row)]
        return self

    @staticmethod
    def _one_order(one, other):
        """Whether two rows are parts of one sale: one order of one security, in one account, on one day."""
        names = ("action", "date", "account", "symbol", "order_group")
        return one is other or bool(one.get("order_group") and all(one[name] == other.get(name) for name in names))

    def _bubble_ties(self, rows):
        """Swap neighboring purchases of one day until the preferred kind comes first."""
        rows, wanted_first = list(rows), self.switches["tie"] == "taxable_first"
        swapped = True
        while swapped:
            swapped = False
            for i in range(len(rows) - 1):
                one, two = rows[i], rows[i + 1]
                both_buy = {one["action"], two["action"]} <= {"buy", "reinvest"}
                one_ok = (one["account_type"] == "taxable") == wanted_first
                two_ok = (two["account_type"] == "taxable") == wanted_first
                if one["date"] == two["date"] and both_buy and two_ok and not one_ok:
                    rows[i], rows[i + 1], swapped = two, one, True
        return rows

    def _same_security(self, one, two):
        reach = {one}
        for _ in self.switches["groups"]:
            for group in self.switches["groups"]:
                if reach & set(group):
                    reach |= set(group)
        return two in reach

    def _washes(self, sold, share):
        """Whether this share replaces that sold share, dates of sale and purchase inside 30 days included."""
        return (
            not share["used"]
            and share["bought"]
            and (self._same_security(sold["symbol"], share["as"]) or self._same_security(sold["as"], share["as"]))
            and abs((share["acquired"] - sold["sold"]).days) <= 30
            and share["lot"] != sold["lot"]
            and not (share["order"] and share["order"] == sold["order"])
            and (self.switches["k401"] or share["bought_type"] != "401k")
            and (self.switches["spouse"] or share["bought_owner"] == sold["owner"])
            and (self.switches["older"] or share["acquired"] >= sold["acquired"])
        )

    def _replace(self, sold, share):
        share["used"], sold["washed"] = True, True
        if share["type"] == "taxable":
            share["basis"] += sold["loss"]
            share["added"] += sold["loss"]
            share["start"] -= sold["sold"] - sold["start"]
        else:
            sold["gone"] = True

    def do_buy(self, row, number, bought=True):
        quantity = int(row["quantity"])
        gift = row["action"] == "gift"
        has_two_bases = gift and Fraction(row["fair_value"]) < Fraction(row["amount"])
        for position in range(quantity):
            share = {
                "symbol": row["symbol"],
                "as": row["symbol"],
                "bought": bought,
                "inherited": row["action"] == "inherit",
                "gift": row["date"] if gift else None,
                "loss_basis": Fraction(row["fair_value"]) / quantity if has_two_bases else None,
                "account": row["account"],
                "type": row["account_type"],
                "owner": row["owner"],
                "bought_type": row["account_type"],
                "bought_owner": row["owner"],
                "lot": row["lot_id"],
                "order": row.get("order_group", ""),
                "acquired": row["date"],
                "shown": row["date"],
                "place": (row["date"], number, Fraction(position)),
                "width": Fraction(1),
                "basis": Fraction(row["amount"]) / quantity,
                "added": Fraction(0),
                "start": row["acquired"] if gift else row["date"],
                "used": False,
            }
            self.held.append(share)
            for sold in self.waiting if bought else ():
                if self._washes(sold, share):
                    self._replace(sold, share)
                    self.waiting.remove(sold)
                    break

    do_reinvest = do_buy

    def do_inherit(self, row, number):
        self.do_buy(row, number, bought=False)

    do_gift = do_inherit

    def _there(self, row):
        """Shares of the row's account and symbol, or of every account where it names none."""
        found = [share for share in self.held if share["symbol"] == row["symbol"]]
        return [share for share in found if row["account"] in ("", share["account"])]

    def _gain(self, row, share, proceeds, basis):
        """Note a gain that no sale made, as a share sold for these proceeds."""
        sale = dict(share, row=row["row"], sold=row["date"], symbol=row["symbol"], price=proceeds, basis=basis)
        is_long = share["inherited"] or _is_long(share["start"], row["date"])
        first = share["start"] if share["gift"] else share["acquired"]
        sale |= {"loss": 0, "washed": False, "gone": False, "is_long": is_long, "portion": 1, "shown": first}
        self.sold.append(sale)

    def do_return_of_capital(self, row, number):
        there = self._there(row)
        for share in there if row["account_type"] == "taxable" else ():
            cash = Fraction(row["amount"]) / len(there)
            if cash > share["basis"]:
                self._gain(row, share, cash - share["basis"], Fraction(0))
            share["basis"] = max(share["basis"] - cash, Fraction(0))
            if share["loss_basis"] is not None:
                share["loss_basis"] = max(share["loss_basis"] - cash, Fraction(0))

    def do_spin_off(self, row, number):
        """Each share gets k shares of another security with a part of its basis; they were not bought."""
        part, k = Fraction(row["basis_share"]), int(row["quantity"])
        for share in self._there(row):
            day, order, position = share["place"]
            for piece in range(k):
                born = dict(share, symbol=row["new_symbol"], bought=False, lot=f"{share['lot']}-{row['new_symbol']}")
                born["as"], born["order"] = row["new_symbol"], ""
                place = position + share["width"] * piece / k
                born["place"] = (day, number + order / Fraction(1000), place)
                born["width"] = share["width"] / k
                for name in ("basis", "added", "loss_basis"):
                    born[name] = None if share[name] is None else share[name] * part / k
                self.held.append(born)
            for name in ("basis", "added", "loss_basis"):
                share[name] = None if share[name] is None else share[name] * (1 - part)

    def do_merger(self, row, number):
        there = self._there(row)
        for share in there:
            cash, worth = (Fraction(row.get(name) or 0) / len(there) for name in ("amount", "fair_value"))
            if cash and share["type"] == "taxable":
                gain = min(cash, max(worth + cash - share["basis"], 0))
                self._gain(row, share, cash, cash - gain)
                share["basis"] += gain - cash
                if share["loss_basis"] is not None:
                    share["loss_basis"] = max(share["loss_basis"] + gain - cash, Fraction(0))
        self.do_split(row, number)
        self.do_convert(row | {"quantity": 1}, number)

    def do_convert(self, row, number):
        for share in self._there(row):
            share["symbol"] = row["new_symbol"]

    def _average(self, row, account):
        """Every share of a fund in a taxable account has the mean basis, a gift with two bases aside."""
        there = [share for share in self.held if share["account"] == account and share["symbol"] == row["symbol"]]
        there = [share for share in there if share["loss_basis"] is None]
        for name in ("basis", "added"):
            mean = sum((share[name] for share in there), Fraction(0)) / max(len(there), 1)
            for share in there:
                share[name] = mean

    def _choose(self, row, account):
        if self.switches["method"] == "average" and not row.get("sell_lots"):
            self._average(row, account)
        there = [share for share in self.held if share["account"] == account and share["symbol"] == row["symbol"]]
        there.sort(key=lambda share: share["place"])
        wanted, price = int(row["quantity"]), Fraction(row.get("amount") or 0) / int(row["quantity"])
        if row.get("sell_lots"):
            chosen = []
            for part in row["sell_lots"].split(";"):
                lot, shares = part.split(":")
                chosen += [share for share in there if share["lot"] == lot][: int(shares)]
            return sorted(chosen, key=lambda share: share["place"])
        method = self.switches["method"]
        if method == "lifo":
            there.reverse()
        elif method == "hifo":
            there.sort(key=lambda share: -share["basis"])
        elif method == "mintax":
            there.sort(key=lambda share: (self._bracket(share, price, row["date"]), -share["basis"]))
        return sorted(there[:wanted], key=lambda share: share["place"])

    def _bracket(self, share, price, day):
        is_long = share["inherited"] or _is_long(share["start"], day)
        if share["basis"] > price:
            return 2 if is_long else 1
        return 3 if is_long else 4

    def sell_shares(self, row):
        """Take the shares of a row away and return those that a taxable account sold."""
        chosen = self._choose(row, row["account"])
        self.held = [share for share in self.held if not any(share is one for one in chosen)]
        price = Fraction(row["amount"]) / int(row["quantity"])
        if row["account_type"] != "taxable":
            return []
        sold = []
        for share in chosen:
            share = self._as_sold(share, price)
            sale = dict(share, row=row["row"], sold=row["date"], price=price, loss=share["basis"] - price)
            is_long = share["inherited"] or _is_long(share["start"], row["date"])
            sale |= {"washed": False, "gone": False, "is_long": is_long, "portion": 1}
            sold.append(sale)
        return sold

    def _as_sold(self, share, price):
        """A gift has the donor's basis for a gain, its value at the gift for a loss, between them neither."""
        if share["gift"] is None:
            return share
        if share["loss_basis"] is None:
            return share | {"shown": share["start"]}
        if price < share["loss_basis"]:
            return share | {"basis": share["loss_basis"], "start": share["gift"], "shown": share["gift"]}
        return share | {"basis": min(price, share["basis"]), "shown": share["start"]}

    def find_replacements(self, losers):
        """Match the shares that one order sold at a loss, the earliest acquired first."""
        for sale in sorted(losers, key=lambda sale: sale["place"][:2]):
            candidates = [share for share in self.held if self._washes(sale, share)]
            if candidates:
                self._replace(sale, min(candidates, key=lambda share: share["place"]))
            else:
                self.waiting.append(sale)

    def do_transfer(self, row, number):
        for share in self._choose(row, row["from_account"]):
            share |= {"account": row["account"], "type": row["account_type"], "owner": row["owner"]}

    def do_split(self, row, number):
        """Cut every share of the account in k; a sold share that still waits is cut the same way."""
        k = int(row["quantity"])
        whole = self.held
        self.held = []
        for share in whole:
            mine = row["account"] in ("", share["account"]) and share["symbol"] == row["symbol"]
            day, order, position = share["place"]
            for part in range(k if mine else 1):
                self.held.append(
                    dict(
                        share,
                        basis=share["basis"] / (k if mine else 1),
                        loss_basis=None if share["loss_basis"] is None else share["loss_basis"] / (k if mine else 1),
                        added=share["added"] / (k if mine else 1),
                        place=(day, order, position + share["width"] * part / k if mine else position),
                        width=share["width"] / (k if mine else 1),
                    )
                )
        for sold in list(self.waiting):
            own = row["account"] in ("", sold["account"])
            holds = any(share["account"] == sold["account"] and share["symbol"] == row["symbol"] for share in self.held)
            is_new = sold.get("split_on") != row["date"]
            if sold["symbol"] == row["symbol"] and (own or not holds) and is_new:
                sold["split_on"] = row["date"]
                at, among = self.waiting.index(sold), [one is sold for one in self.sold].index(True)
                parts = [dict(sold, loss=sold["loss"] / k, portion=Fraction(sold["portion"]) / k) for _ in range(k)]
                self.waiting[at : at + 1] = parts
                self.sold[among : among + 1] = parts

    def form(self):
        """Return {(row, account, lot, acquired, sold, start, is_long): [shares, proceeds, basis, disallowed, gone]}."""
        lines: defaultdict[tuple, list] = defaultdict(lambda: [Fraction(0)] * 5)
        for sale in self.sold:
            key = tuple(sale[name] for name in ("row", "account", "lot", "shown", "sold", "start", "is_long"))
            portion = sale["portion"]
            loss = sale["loss"] if sale["washed"] else 0
            more = (portion, sale["price"] * portion, sale["basis"] * portion, loss, loss if sale["gone"] else 0)
            lines[key] = [one + two for one, two in zip(lines[key], more, strict=True)]
        return dict(lines)

    def open_lots(self):
        """Return {(lot, account, start): [quantity, basis]} of what is held."""
        lines: defaultdict[tuple, list] = defaultdict(lambda: [Fraction(0)] * 2)
        for share in self.held:
            key = (share["lot"], share["account"], share["start"])
            lines[key] = [lines[key][0] + 1, lines[key][1] + share["basis"]]
        return dict(lines)
