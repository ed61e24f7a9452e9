"""One path as tables a person can check with a pencil: one kind a function, one year a call. Nominal USD."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from sim.lots.terms import is_long_term
from sim.market.assumptions import CLASSES
from sim.results.findings import Findings
from sim.scenario.enums import AssetClass
from sim.statute import wash_sale_window
from sim.trace.path_record import PathRecord, PathTrade
from sim.year.lines import Line, federal_lines

FEDERAL_TAX = ("tax_ordinary", "tax_gains", "tax_amt", "tax_niit", "tax_additional")
HALF_A_CENT = 0.005
BEFORE_START = "before the plan began"
DONE = {"buy": "bought", "reinvest": "bought", "sell": "sold", "transfer": "moved in kind", "give": "given away"}


class Rank(StrEnum):
    """Which path of a run is shown."""

    MEDIAN = "the median path"
    WORST_TENTH = "the path at the 10th percentile"
    BEST_TENTH = "the path at the 90th percentile"
    NUMBER = "a path by number"


TENTHS = {Rank.WORST_TENTH: 1, Rank.MEDIAN: 5, Rank.BEST_TENTH: 9}


def path_of(findings: Findings, strategy: int, rank: Rank) -> int:
    """Return the path that has this place among all, by the strategy's real after-tax wealth (ties: lowest number)."""
    order = np.argsort(findings.after_tax_wealth[strategy], kind="stable")
    return int(order[round(TENTHS[rank] * (len(order) - 1) / 10)])


def years_table(record: PathRecord, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return one row a year: prices, markets, what came in, what went out, what is left.

    names : what the asset classes are called, where not by their own names
    """
    of = record.yearly
    columns: dict[str, object] = {"Year": record.years, "Price level at the end": record.price_level}
    for asset_class in _classes(record):
        growth = record.growth[:, CLASSES.index(asset_class)]
        columns[f"{(names or {}).get(asset_class, asset_class)} [% in the year]"] = 100.0 * (growth - 1.0)
    federal = sum((of[name] for name in FEDERAL_TAX), np.zeros(len(record.years)))
    columns |= {
        "Outside income [USD]": of["outside_income"],
        "Spending [USD]": of["spending"],
        "Taxes and Medicare paid [USD]": of["tax_paid"],
        "Federal tax of the year [USD]": federal,
        "State tax of the year [USD]": of["tax_state"],
        "Medicare premiums [USD]": of["medicare_premiums"],
        "Medicare surcharges [USD]": of["irmaa"],
        "Payroll tax [USD]": of["payroll_tax"],
        "Roth withdrawals not qualified [USD]": of["roth_not_qualified"],
        "HSA earnings the state taxes [USD]": of["hsa_earnings"],
        "Losses harvested [USD]": of["harvested_loss"],
        "Gains harvested [USD]": of["harvested_gain"],
        "Washed, moved to a basis [USD]": of["wash_deferred"],
        "Washed, lost for good [USD]": of["wash_permanent"],
        "Loss carried out [USD]": of["carryover"],
        "Taxable account at the end [USD]": of["balance_taxable"],
        "its basis [USD]": of["taxable_basis"],
        "Pre-tax accounts at the end [USD]": of["balance_pretax"],
        "Roth at the end [USD]": of["balance_roth"],
        "Cash, HSA and annuities at the end [USD]": of["balance_other"],
    }
    return pd.DataFrame(columns)


def _classes(record: PathRecord) -> list[AssetClass]:
    """Return the asset classes that the household holds or may hold, in the order of the class axis."""
    names = record.security_names
    held = {security.asset_class for security in record.scenario.securities if security.symbol in names}
    held.add(AssetClass.CASH)
    return [asset_class for asset_class in CLASSES if asset_class in held]


def cash_table(record: PathRecord, year: int) -> pd.DataFrame:
    """Return the year's cash from its first to its last dollar: what stood there, what moved it, what is left."""
    begins = record.start_cash if year == 0 else record.year_ends[year - 1].cash
    rows = [("Cash at the beginning", begins)]
    sums: dict[str, float] = {}
    for flow in record.cash_flows:
        if flow.year == year:
            sums[flow.what] = sums.get(flow.what, 0.0) + flow.amount
    rows += [row for row in sums.items() if row[1] > 0] + [row for row in sums.items() if row[1] <= 0]
    rows.append(("Cash at the end", begins + sum(sums.values())))
    return pd.DataFrame(rows, columns=["What", "Amount [USD]"])


def accounts_table(record: PathRecord, year: int) -> pd.DataFrame:
    """Return each sheltered account's year: its beginning, what was put in and taken out, its market, its end."""
    end = record.year_ends[year].accounts
    begin = record.year_ends[year - 1].accounts if year > 0 else record.start_accounts
    rows = []
    for account, name in enumerate(record.account_names):
        moves: dict[str, float] = {}
        for flow in record.account_flows:
            if (flow.year, flow.account) == (year, account):
                moves[flow.what] = moves.get(flow.what, 0.0) + flow.amount
        market = end[account] - begin[account] - sum(moves.values())
        rows += [(name, "Value at the beginning", begin[account]), *((name, what, moves[what]) for what in moves)]
        rows += [(name, "Market", market), (name, "Value at the end", end[account])]
    return pd.DataFrame(rows, columns=["Account", "What", "Amount [USD]"])


def return_lines_of(record: PathRecord, year: int) -> list[Line]:
    """Return the year's federal return line by line as it was filed; none of a year after the last death."""
    found = next((one for one in record.returns if one.year == year), None)
    if found is None:
        return []
    filed = (found.inputs, found.filed)
    return federal_lines(found.law, filed, filed)


def return_table(record: PathRecord, year: int) -> pd.DataFrame:
    """Return the year's return, federal lines and what is paid beside it."""
    rows = [
        (line.section, line.label, line.form, line.after)
        for line in return_lines_of(record, year)
        if line.is_total or abs(line.after) >= HALF_A_CENT
    ]
    of = {name: float(values[year]) for name, values in record.yearly.items()}
    if rows:
        rows += [
            ("Federal tax", "Total federal tax", "1040 line 24", sum(of[name] for name in FEDERAL_TAX)),
            ("Outside it", f"State income tax ({record.scenario.household.state})", "", of["tax_state"]),
            ("Outside it", "Payroll tax", "Form W-2, boxes 4 and 6", of["payroll_tax"]),
            ("Outside it", "Medicare premiums", "Part B, Part D", of["medicare_premiums"]),
            ("Outside it", "Medicare surcharges of the year", "IRMAA", of["irmaa"]),
            ("Outside it", "Premium tax credit", "Form 8962 line 24", -of["premium_credit"]),
        ]
        asides = (
            ("In it", "HSA earnings, income of the state return only", "", of["hsa_earnings"]),
            ("In it", "Roth withdrawals not qualified, IRC 408A(d)", "Form 8606 Part III", of["roth_not_qualified"]),
        )
        rows += [row for row in asides if row[-1] >= HALF_A_CENT]
    return pd.DataFrame(rows, columns=["Part", "Line", "Form", "Amount [USD]"])


def trades_table(record: PathRecord, years: Iterable[int]) -> pd.DataFrame:
    """Return every purchase and every lot's part of a sale; in a sheltered account no gain exists."""
    chosen = set(years)
    rows = [_trade_row(record, trade) for trade in record.trades if trade.year in chosen]
    return pd.DataFrame(rows, columns=list(TRADE_COLUMNS))


TRADE_COLUMNS = (
    "Day", "Account", "Action", "Why", "Security", "Lot", "Shares", "Price [USD a share]", "Amount [USD]",
    "Basis [USD]", "Gain or loss [USD]", "Term", "Bought", "Held from",
)  # fmt: skip


def _trade_row(record: PathRecord, trade: PathTrade) -> tuple[object, ...]:
    if trade.line < 0:
        name = record.account_names[trade.account]
        if trade.from_account >= 0:
            name = f"{record.account_names[trade.from_account]} to {name}"
        symbol, amount = record.security_names[trade.security], trade.units * trade.price
        return (trade.day, name, DONE[trade.action], trade.why, symbol, trade.lot or "", trade.units, trade.price,
                amount, None, None, "", "", "")  # fmt: skip
    account, sides = record.line_names[trade.line]
    if trade.from_account >= 0:
        account = f"{record.account_names[trade.from_account]} to {account}"
    ratio = record.shares_a_unit(trade.line, trade.side, trade.day)
    amount = trade.units * trade.price
    head = (trade.day, account, DONE[trade.action], trade.why, sides[trade.side], trade.lot, trade.units * ratio,
            trade.price / ratio, amount)  # fmt: skip
    if trade.action == "give":
        return (*head, trade.units * trade.basis, None, "", trade.bought, trade.held_from)
    if trade.action != "sell":
        return (*head, amount, None, "", trade.bought, trade.held_from)
    term = "long" if is_long_term(trade.held_from, trade.day) else "short"
    basis = trade.units * trade.basis
    return (*head, basis, amount - basis, term, trade.bought, trade.held_from)


WASH_COLUMNS = (
    "Sold", "Security", "Shares", "Loss not allowed [USD]", "Replacement bought", "In account", "Bought by", "Lot",
    "What becomes of it", "Why",
)  # fmt: skip


def wash_table(record: PathRecord, years: Iterable[int]) -> pd.DataFrame:
    """Return every match of a loss with a purchase, and why it counts."""
    chosen = set(years)
    bought_by = {trade.lot: trade.why for trade in record.trades if trade.action in ("buy", "reinvest")}
    rows = []
    for match in record.washes:
        if match.year not in chosen:
            continue
        if match.is_permanent:
            where = record.account_names[match.account]
            fate = "lost for good: this account has no basis to add it to (Rev. Rul. 2008-5)"
        else:
            where = record.line_names[match.line][0]
            fate = "added to the basis of this lot, whose holding period begins earlier (IRC 1091(d), 1223(3))"
        days = abs((match.bought - match.sold).days)
        side = "the same day" if days == 0 else f"{days} days {'after' if match.bought > match.sold else 'before'}"
        length = wash_sale_window(match.sold).days
        why = f"bought {side}, within {length} days before or after the sale (IRC 1091(a))"
        rows.append((match.sold, record.group_names[match.group], match.shares, match.loss, match.bought, where,
                     bought_by.get(match.lot, BEFORE_START), match.lot, fate, why))  # fmt: skip
    return pd.DataFrame(rows, columns=list(WASH_COLUMNS))


def lots_table(record: PathRecord, years: Iterable[int]) -> pd.DataFrame:
    """Return the taxable lots at the end of each of the years."""
    rows = []
    for year in years:
        end = record.year_ends[year] if year < len(record.year_ends) else None
        for lot in end.lots if end else ():
            account, sides = record.line_names[lot.line]
            ratio = record.shares_a_unit(lot.line, lot.side, date(int(record.years[year]), 12, 31))
            value, basis = lot.units * lot.price, lot.units * lot.basis
            rows.append((int(record.years[year]), account, sides[lot.side], lot.lot, lot.bought, lot.held_from,
                         lot.units * ratio, lot.price / ratio, basis, value, value - basis))  # fmt: skip
    columns = ["Year", "Account", "Security", "Lot", "Bought", "Held from", "Shares", "Price [USD a share]",
               "Basis [USD]", "Value [USD]", "Gain or loss [USD]"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def all_tables(record: PathRecord) -> dict[str, pd.DataFrame]:
    """Return the whole path by table name, every year, with dates as text."""
    n = range(len(record.year_ends))
    tables = {
        "years": years_table(record),
        "cash": _by_year(record, cash_table),
        "accounts": _by_year(record, accounts_table),
        "returns": _by_year(record, return_table),
        "trades": trades_table(record, n),
        "wash_matches": wash_table(record, n),
        "lots": lots_table(record, n),
    }
    return {name: dates_as_text(table) for name, table in tables.items()}


def dates_as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with dates as YYYY-MM-DD and nothing where nothing is known."""
    return table.map(lambda value: value.isoformat() if isinstance(value, date) else value)


def _by_year(record: PathRecord, make: object) -> pd.DataFrame:
    parts = []
    for year in range(len(record.year_ends)):
        part = make(record, year)  # type: ignore[operator]
        part.insert(0, "Year", int(record.years[year]))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
