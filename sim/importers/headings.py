"""Headings that brokers and plans use, by our name of the column; a layout picks from these."""

from collections.abc import Mapping

from sim.importers.tables import Layout

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "symbol": (
        "symbol", "ticker", "ticker symbol", "symbol/cusip", "symbol / cusip", "security symbol", "fund symbol",
        "fund ticker", "trading symbol", "security id", "symbol/cusip/id", "stock symbol", "investment symbol",
    ),
    "description": (
        "description", "security description", "security name", "investment name", "fund name", "name",
        "investment", "investments", "fund", "funds", "security", "holding", "holding name", "asset name",
        "company name", "investment option", "investment options", "investment fund", "investment description",
        "fund description", "asset description", "holdings", "investment option name", "plan investment",
    ),
    "quantity": (
        "quantity", "qty", "qty (quantity)", "qty #", "shares", "units", "number of shares", "no. of shares",
        "share quantity", "shares/units", "units/shares", "shares or units", "units or shares", "shares owned",
        "total shares", "current shares", "current units", "ending units", "ending shares", "closing units",
        "closing shares", "unit balance", "share balance", "number of units", "no. of units", "total units",
        "shares held", "units held", "number of shares/units", "number of units/shares", "shares / units",
        "units / shares", "total quantity", "remaining qty", "remaining quantity", "sellable qty.", "net quantity",
        "vested shares",
    ),
    "price": (
        "price", "last price", "last price $", "last price ($)", "price ($)", "price $", "share price",
        "unit price", "unit value", "closing price", "current price", "market price", "market price ($)", "nav",
        "price per share", "price per unit", "close price", "price/unit", "nav/price", "unit/share price",
        "unit/share value", "unit value/price", "fund price", "price/nav", "share/unit price",
        "closing unit value", "ending unit value", "price per unit/share", "current price ($)", "price (usd)",
        "last close", "last", "price as of*", "unit value as of*", "market price per share", "share price as of*",
        "share value", "current unit value", "unit/share price ($)",
    ),
    "value": (
        "current value", "market value", "value", "total value", "value $", "value ($)", "market value ($)",
        "market value $", "mkt val (market value)", "mkt value", "mkt value ($)", "mkt val",
        "current market value", "total market value", "current balance", "ending balance", "closing balance",
        "total balance", "balance", "balance ($)", "account balance", "ending value", "closing value",
        "ending market value", "asset value", "market value (usd)", "value (usd)", "market value as of*",
        "value as of*", "balance as of*", "ending balance as of*", "closing balance as of*", "current value ($)",
        "total value ($)", "total value $", "equity", "account value", "fund balance", "investment balance",
        "dollar value", "estimated value", "est. market value ($)", "est. market value", "fund value",
    ),
    "cost_basis": (
        "cost basis total", "total cost", "total cost basis", "cost basis", "cost basis ($)", "cost basis $",
        "total cost ($)", "total cost $", "adjusted cost basis", "adj cost basis", "adj. cost basis",
        "adjusted cost", "adjusted cost ($)", "tax cost", "cost", "cost ($)", "basis", "original cost",
        "purchase cost", "total cost basis ($)", "cost basis (cb)", "cost basis (usd)", "cost (usd)", "adj. cost",
        "total adjusted cost", "adjusted total cost", "orig. total cost", "total basis", "adjusted cost basis ($)",
        "purchase amount",
    ),
    "average": (
        "average cost basis", "average cost", "avg cost", "avg. cost", "avg. price", "avg price", "average price",
        "price paid $", "price paid", "unit cost", "unit cost ($)", "average unit cost", "cost/share",
        "cost per share", "avg cost/share", "average cost per share", "avg cost per share", "cost basis per share",
        "purchase price", "avg cost ($)", "average cost ($)", "adjusted unit cost", "cost basis/share",
        "avg. cost basis", "avg cost basis", "average cost/share", "price paid ($)", "adj cost/share",
        "cost per unit", "entry price", "average buy price", "average cost $", "adjusted cost basis per share",
        "est. cost basis (per share)",
    ),
    "gain": (
        "unrealized gain/loss ($)", "unrealized gain/loss $ chg % chg", "unrealized gain ($)", "unrealized gain/loss",
        "unrealized gain/loss $", "unrealized g/l amt.", "gain/loss ($)", "total gain/loss ($)",
    ),
    "acquired": (
        "acquired", "date acquired", "acquisition date", "acquired date", "open date", "opened date",
        "purchase date", "date of acquisition", "acquire date", "lot date", "date opened", "buy date",
        "date purchased", "tax lot date", "original purchase date", "date of purchase", "acquisition dt",
        "purchased", "lot acquired date", "trade date acquired", "opening date", "date bought",
        "bought",
    ),
    "account": (
        "account number", "account #", "account", "account no", "account no.", "acct", "acct #", "account id",
        "plan number",
    ),
    "account_name": (
        "account name", "account nickname", "account registration", "registration", "plan name", "account title",
        "account type", "plan", "goal", "portfolio name",
    ),
    "kind": (
        "security type", "asset type", "asset class", "asset category", "product type", "investment type",
        "instrument type", "sec type", "asset classification",
    ),
    "currency": (
        "currency", "currency code", "local ccy", "base ccy", "ccy", "price currency", "trading currency",
    ),
}  # fmt: skip

TRANSACTION_HEADINGS = frozenset({
    "run date", "transaction type", "settlement date", "settle date", "trans code", "activity date", "action",
    "activity type", "trade date", "process date", "transaction", "transaction date", "transaction description",
    "trans type", "activity", "post date", "posted date", "buy/sell", "debit", "credit", "date posted",
    "debits", "credits", "withdrawals", "deposits", "posting date", "running balance", "running bal.", "check number",
    "check #", "payee", "memo",
})  # fmt: skip
SALE_HEADINGS = frozenset({
    "date sold", "closed date", "sale date", "date of sale", "sold date", "proceeds", "total proceeds", "close date",
    "gross proceeds", "date sold or disposed", "sales price", "sell date", "disposed", "sales proceeds",
})  # fmt: skip
HOLDING_TABLES_LACK = TRANSACTION_HEADINGS | SALE_HEADINGS
BALANCE_TABLES_LACK = HOLDING_TABLES_LACK | {"amount"}
"""Of tables with a name and a balance alone: with an amount beside it, the balance is a bank's after each row."""


def layout(required: str, optional: str = "", **own: tuple[str, ...]) -> Layout:
    """A table of holdings by our column names; `own` gives a column the headings that only this broker uses.

    Every other column of ours is optional. A table with a transaction's or a sale's headings is none of holdings.
    """
    needed = required.split()
    others = optional.split() or [name for name in HEADINGS if name not in needed]
    aliases = {**HEADINGS, **own}
    return Layout(
        {name: aliases[name] for name in needed},
        {name: aliases[name] for name in [*others, *own] if name not in needed},
        absent=BALANCE_TABLES_LACK if needed == ["description", "value"] else HOLDING_TABLES_LACK,
    )
