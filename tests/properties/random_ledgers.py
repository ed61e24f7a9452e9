"""Random household ledgers: a few accounts, three symbols, days close enough together to wash."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from sim.lots.events import Account, Action, Event, LotMethod, SameDayTie, WashPolicy
from sim.scenario.enums import AccountType, Owner

ACCOUNTS = {
    account.name: account
    for account in (
        Account("Taxable", AccountType.TAXABLE),
        Account("Second", AccountType.TAXABLE),
        Account("Spouse", AccountType.TAXABLE, Owner.SPOUSE),
        Account("IRA", AccountType.TRADITIONAL_IRA),
        Account("Plan", AccountType.PLAN_401K),
        Account("Roth", AccountType.ROTH_IRA, Owner.SPOUSE),
    )
}
TRANSFERS = (("Taxable", "Second"), ("Second", "Spouse"), ("Plan", "IRA"))
SYMBOLS = ("AAA", "BBB", "CCC")


class _Maker:
    """Remembers what is held, lot by lot, so that sales and transfers ask for shares that are there."""

    def __init__(self, random: Random, has_named_lots: bool) -> None:
        self.random, self.has_named_lots = random, has_named_lots
        self.held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self.place: dict[str, tuple] = {}
        self.rows: list[dict] = []
        self.day = date(2024, 11, 1)

    def row(self, account: str, action: str, symbol: str, quantity: int, **more) -> None:
        kind = ACCOUNTS[account]
        self.rows.append(
            {"date": self.day, "account": account, "account_type": kind.account_type.value, "owner": kind.owner.value}
            | {"action": action, "symbol": symbol, "quantity": quantity, "amount": ""}
            | more
        )

    def buy(self) -> None:
        account, symbol = self.random.choice(list(ACCOUNTS)), self.random.choice(SYMBOLS)
        quantity, lot = self.random.randint(1, 12), f"L{len(self.rows)}"
        price = self.random.choice([8, 9, 10, 11, 12])
        amount = Decimal(quantity * price) + Decimal(self.random.choice([0, 0, 1, 33, 67])) / 100
        order = self.random.choice(["", "", "", "one", "two"])
        action = self.random.choice(["buy", "reinvest"])
        self.row(account, action, symbol, quantity, amount=amount, lot_id=lot, order_group=order)
        self.opened(account, symbol, lot, quantity)

    def opened(self, account: str, symbol: str, lot: str, quantity: int) -> None:
        self.held[account, symbol][lot] = quantity
        self.place[lot] = (self.day, len(self.rows), ())

    def take(self, account: str, symbol: str) -> tuple[int, str]:
        """Choose shares; return how many and, by chance, from which lots, else in order of acquisition."""
        lots = self.held[account, symbol]
        names = self.random.random() < 0.5 and self.has_named_lots
        order = self.random.sample(sorted(lots), len(lots)) if names else sorted(lots, key=self.place.__getitem__)
        wanted = self.random.randint(1, sum(lots.values()))
        taken: dict[str, int] = {}
        for lot in order:
            taken[lot] = min(lots[lot], wanted - sum(taken.values()))
        taken = {lot: shares for lot, shares in taken.items() if shares}
        for lot, shares in taken.items():
            lots[lot] -= shares
            if not lots[lot]:
                del lots[lot]
        self.last_taken = taken
        return wanted, ";".join(f"{lot}:{shares}" for lot, shares in taken.items()) if names else ""

    def sell(self, account: str, symbol: str) -> None:
        quantity, lots = self.take(account, symbol)
        amount = Decimal(quantity * self.random.choice([5, 7, 8, 9, 11, 14]))
        order = self.random.choice(["", "", "first", "second"])
        self.row(account, "sell", symbol, quantity, amount=amount, sell_lots=lots, order_group=order)

    def transfer(self, source: str, destination: str, symbol: str) -> None:
        quantity, lots = self.take(source, symbol)
        self.row(destination, "transfer", symbol, quantity, sell_lots=lots, from_account=source)
        for lot, shares in self.last_taken.items():
            there = self.held[destination, symbol]
            there[lot] = there.get(lot, 0) + shares

    def split(self) -> None:
        symbol, k = self.random.choice(SYMBOLS), 2
        account = self.random.choice(["", *ACCOUNTS])
        self.row(account or "Taxable", "split", symbol, k)
        self.rows[-1]["account"] = account
        for (name, held_symbol), lots in self.held.items():
            if held_symbol == symbol and account in ("", name):
                for lot in lots:
                    lots[lot] *= k

    def receive(self) -> None:
        """Inherit shares, or get them as a gift."""
        action = self.random.choice(["inherit", "gift"])
        account, symbol = self.random.choice(["Taxable", "Second", "Spouse"]), self.random.choice(SYMBOLS)
        quantity, lot = self.random.randint(1, 12), f"L{len(self.rows)}"
        more = {"amount": Decimal(quantity * self.random.choice([6, 9, 12])), "lot_id": lot}
        if action == "gift":
            more["fair_value"] = Decimal(quantity * self.random.choice([7, 9, 10]))
            more["acquired"] = self.day - timedelta(days=self.random.choice([5, 200, 400, 900]))
        self.row(account, action, symbol, quantity, **more)
        self.opened(account, symbol, lot, quantity)

    def act(self, account: str, symbol: str) -> None:
        """Let the corporation do something to all shares of an account."""
        action = self.random.choice(["return_of_capital", "spin_off", "merger", "convert"])
        lots, k = self.held[account, symbol], self.random.choice([1, 1, 2])
        n_shares = sum(lots.values())
        if action == "return_of_capital":
            self.row(account, action, symbol, 1, amount=Decimal(n_shares * self.random.choice([1, 2, 20])))
            return
        new_symbol = self.random.choice([other for other in (*SYMBOLS, "DDD") if other != symbol])
        more = {"new_symbol": new_symbol}
        if action == "spin_off":
            more["basis_share"] = self.random.choice(["0.25", "0.5"])
            new_lots = {f"{lot}-{new_symbol}": (lot, shares * k) for lot, shares in lots.items()}
            if new_lots.keys() & self.place.keys():
                return  # the ledger gives other names then
            self.row(account, action, symbol, k, **more)
            for lot, (parent, shares) in new_lots.items():
                self.held[account, new_symbol][lot] = shares
                self.place[lot] = (self.place[parent][0], len(self.rows), self.place[parent])
            return
        if action == "merger" and self.random.random() < 0.7:
            more["amount"] = Decimal(n_shares * self.random.choice([1, 3]))
            more["fair_value"] = Decimal(n_shares * self.random.choice([2, 8, 12]))
        k = k if action == "merger" else 1
        self.row(account, action, symbol, k, **more)
        there = self.held[account, new_symbol]
        for lot, shares in self.held.pop((account, symbol)).items():
            there[lot] = there.get(lot, 0) + shares * k


def random_rows(
    random: Random, n_rows: int, has_named_lots: bool = True, has_splits: bool = True, has_actions: bool = False
) -> list[dict]:
    """Return a ledger as rows with the columns of the shell, dates as dates.

    has_actions : also what corporations, donors and estates do
    """
    maker = _Maker(random, has_named_lots)
    while len(maker.rows) < n_rows:
        maker.day += timedelta(days=random.choice([0, 0, 1, 3, 10, 29, 30, 31, 200]) if random.random() < 0.7 else 1)
        held = [key for key, lots in maker.held.items() if lots]
        if has_actions and random.random() < 0.2:
            maker.act(*random.choice(held)) if held and random.random() < 0.7 else maker.receive()
            continue
        chance = random.random()
        if chance < 0.45 or not held:
            maker.buy()
        elif chance < 0.88:
            account, symbol = random.choice(held)
            while maker.held[account, symbol]:
                maker.sell(account, symbol)
                if random.random() < 0.6:
                    break
        elif chance < 0.96:
            source, destination = random.choice(TRANSFERS)
            symbols = [symbol for symbol in SYMBOLS if maker.held[source, symbol]]
            if symbols:
                maker.transfer(source, destination, random.choice(symbols))
        elif has_splits and sum(sum(lots.values()) for lots in maker.held.values()) < 120:
            maker.split()
    return maker.rows


def as_events(rows: list[dict]) -> list[Event]:
    """Return the rows as events of the ledger."""
    events = []
    for number, row in enumerate(rows):
        named = [part.split(":") for part in row.get("sell_lots", "").split(";") if part]
        events.append(
            Event(
                day=row["date"],
                account=ACCOUNTS[row["account"]] if row["account"] else None,
                action=Action(row["action"]),
                symbol=row["symbol"],
                quantity=Decimal(row["quantity"]),
                amount=Decimal(row["amount"] or 0),
                lot_id=row.get("lot_id", ""),
                sell_lots=tuple((lot, Decimal(shares)) for lot, shares in named),
                order_group=row.get("order_group", ""),
                from_account=row.get("from_account", ""),
                row=number,
                new_symbol=row.get("new_symbol", ""),
                basis_share=Fraction(row["basis_share"]) if "basis_share" in row else None,
                fair_value=row.get("fair_value"),
                acquired=row.get("acquired"),
            )
        )
    return events


def random_switches(random: Random) -> dict:
    """Return switches in the naive twin's words; any mix of the four readings, with or without an identity group."""
    return {
        "k401": random.random() < 0.7,
        "spouse": random.random() < 0.7,
        "older": random.random() < 0.7,
        "tie": random.choice(list(SameDayTie)).value,
        "groups": random.choice([(), (("AAA", "BBB"),), (("AAA", "BBB"), ("BBB", "CCC"))]),
    }


def as_policy(switches: dict, method: LotMethod = LotMethod.FIFO) -> WashPolicy:
    """Return the same switches as the ledger's policy."""
    return WashPolicy(
        plan_401k_counts=switches["k401"],
        spouse_counts=switches["spouse"],
        older_lots_count=switches["older"],
        same_day_tie=SameDayTie(switches["tie"]),
        identical=switches["groups"],
        methods=dict.fromkeys(ACCOUNTS, method),
    )
