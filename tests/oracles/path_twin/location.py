"""The household's share of bonds and which accounts hold them, from the page's section "Rebalancing"."""

from datetime import date

from sim.scenario.enums import AccountType, AssetClass, AssetLocation
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario
from sim.scenario.strategies import Strategy
from tests.oracles.path_twin.records import DUST_USD, Position, Shelter
from tests.oracles.path_twin.sheltered import PRETAX, Sheltered
from tests.oracles.path_twin.taxable import Taxable

Prices = dict[str, float]
BONDS = {AssetClass.US_BOND, AssetClass.LONG_BOND, AssetClass.TIPS, AssetClass.CASH}
ROTH = AccountType.ROTH_IRA


def _is_bond(security: Security) -> bool:
    return security.asset_class in BONDS and not security.is_employer_stock


def _is_traded(security: Security | None) -> bool:
    return security is not None and not security.is_annuity and not security.is_employer_stock


class Location:
    """Plans, IRAs and Roth IRAs, brought to the household's share of bonds; lines get their weights."""

    def __init__(self, scenario: Scenario, strategy: Strategy, taxable: Taxable, sheltered: Sheltered) -> None:
        self.strategy, self.taxable, self.sheltered = strategy, taxable, sheltered
        self.accounts = [s for s in sheltered.shelters if s.kind in PRETAX]
        self.accounts += [s for s in sheltered.shelters if s.kind is ROTH]
        self.start_weight = {line: line.weight for line in taxable.lines}
        price = {security.symbol: security.price for security in scenario.securities}
        held = [(line.security, line.units * price[line.security.symbol]) for line in taxable.lines]
        for account in self.accounts:
            held += [(p.security, p.shares * price[p.symbol]) for p in account.positions if _is_traded(p.security)]
        total = sum(value for _, value in held)
        self.bond_share = sum(value for security, value in held if _is_bond(security)) / total if total > 0 else 0.0
        self.mix = {is_bond: _mix(held, is_bond) for is_bond in (True, False)}

    def balance(self, price: Prices, today: date) -> float | None:
        """Trade in the accounts where the household is off its band; return the lines' band: 0 where they move now."""
        band = self.strategy.rebalance_band
        if band is None or not self.strategy.rebalances_sheltered or any(p > 0 for p in self.taxable.parked.values()):
            return band
        held = {account: _stocks_and_bonds(account, price) for account in self.accounts}
        lines = [(_is_bond(line.security), line.units * price[line.security.symbol]) for line in self.taxable.lines]
        in_lines = sum(v for _, v in lines), sum(v for is_bond, v in lines if is_bond)
        total = sum(stocks + bonds for stocks, bonds in held.values()) + in_lines[0]
        wanted = self.bond_share * total
        weights = {_is_bond(line.security) for line in self.taxable.lines if self.start_weight[line] > 0}
        moves_lines = self.strategy.location is not AssetLocation.AS_IT_IS and in_lines[0] > 0 and len(weights) == 2
        if self.strategy.location is AssetLocation.AS_IT_IS:
            missing = wanted - in_lines[1] - sum(bonds for _, bonds in held.values())
            target, line_target = _switched(held, missing), in_lines[1]
        elif moves_lines:
            target, line_target = self._filled(held, in_lines[0], wanted)
        else:
            target, line_target = self._filled(held, 0.0, wanted - in_lines[1])[0], in_lines[1]
        for account, (stocks, bonds) in held.items():
            buys_bonds = target[account] > bonds
            if (bonds if buys_bonds else stocks) <= DUST_USD and not self.mix[buys_bonds]:
                target[account] = bonds  # there is nothing it could buy
        off = abs(line_target - in_lines[1]) + sum(abs(target[a] - held[a][1]) for a in self.accounts)
        if off <= (band + 1e-9) * total:
            return band
        for account in self.accounts:
            self._switch(account, target[account] - held[account][1], held[account], price, today)
        if not moves_lines:
            return band
        self._weigh(line_target / in_lines[0])
        return 0.0

    def _filled(
        self, held: dict[Shelter, tuple[float, float]], lines: float, wanted: float
    ) -> tuple[dict[Shelter, float], float]:
        """Return bonds by account, and those of the lines: filled in turns, those of one turn at the same share."""
        target, line_target, left = dict.fromkeys(held, 0.0), 0.0, wanted
        for turn in range(3):
            now = [account for account in held if self._turn(account) == turn]
            lines_now = lines if self._turn(None) == turn else 0.0
            room = sum(sum(held[account]) for account in now) + lines_now
            share = min(1.0, max(0.0, left) / room) if room > 0 else 0.0
            target |= {account: share * sum(held[account]) for account in now}
            line_target += share * lines_now
            left -= share * room
        return target, line_target

    def _turn(self, account: Shelter | None) -> int:
        is_roth = account is not None and account.kind is ROTH
        if self.strategy.location is AssetLocation.BONDS_PRETAX:
            return 2 if is_roth else 1 if account is None else 0
        return 1 if is_roth and self.strategy.location is AssetLocation.STOCKS_ROTH else 0

    def _switch(self, account: Shelter, more: float, held: tuple[float, float], price: Prices, today: date) -> None:
        """Turn so many dollars of stocks into bonds, or of bonds into stocks where it is below 0."""
        if abs(more) <= DUST_USD:
            return
        buys_bonds, amount = more > 0, abs(more)
        share = min(1.0, amount / held[0 if buys_bonds else 1])
        for position in [p for p in account.positions if _is_traded(p.security)]:
            if _is_bond(position.security) != buys_bonds:
                sold = position.shares * share
                position.shares -= sold
                self.sheltered.record(today, account, "sell", position.symbol, sold, sold * price[position.symbol])
        self.sheltered.sold_in(account)
        has = held[1 if buys_bonds else 0]
        if has > DUST_USD:
            own = [p for p in account.positions if _is_traded(p.security) and _is_bond(p.security) == buys_bonds]
            bought = [(p.security, p.shares * price[p.symbol] / has) for p in own]
        else:
            bought = list(self.mix[buys_bonds])
        for security, weight in bought:
            shares = amount * weight / price[security.symbol]
            if shares > 0:
                account.add(security, shares)
                self.sheltered.bought(account, Position(security, shares), shares, amount * weight, today, "buy")

    def _weigh(self, bond_share: float) -> None:
        for is_bond, share in ((True, bond_share), (False, 1 - bond_share)):
            lines = [line for line in self.taxable.lines if _is_bond(line.security) == is_bond]
            if sum(line.weight for line in lines) <= 1e-9:
                for line in lines:
                    line.weight = self.start_weight[line]
            total = sum(line.weight for line in lines)
            for line in lines:
                line.weight *= share / total


def _mix(held: list[tuple[Security, float]], is_bond: bool) -> list[tuple[Security, float]]:
    """Return what an account without any buys: the household's start, no single stocks where there are others."""
    of_kind = [(s, v) for s, v in held if _is_traded(s) and _is_bond(s) == is_bond and v > 0]
    funds = [(s, v) for s, v in of_kind if s.asset_class is not AssetClass.SINGLE_STOCK]
    chosen = funds or of_kind
    total = sum(value for _, value in chosen)
    found: dict[str, tuple[Security, float]] = {}
    for security, value in chosen:
        found[security.symbol] = (security, found.get(security.symbol, (security, 0.0))[1] + value / total)
    return list(found.values())


def _stocks_and_bonds(account: Shelter, price: Prices) -> tuple[float, float]:
    values = [(_is_bond(p.security), p.shares * price[p.symbol]) for p in account.positions if _is_traded(p.security)]
    return sum(v for is_bond, v in values if not is_bond), sum(v for is_bond, v in values if is_bond)


def _switched(held: dict[Shelter, tuple[float, float]], missing: float) -> dict[Shelter, float]:
    """Return bonds by account where those that hold stocks and bonds switch, each by its part of what is to be sold."""
    both = [account for account, (stocks, bonds) in held.items() if min(stocks, bonds) > DUST_USD]
    to_sell = sum(held[account][0 if missing > 0 else 1] for account in both)
    target = {account: bonds for account, (_, bonds) in held.items()}
    if to_sell > 0:
        share = min(1.0, abs(missing) / to_sell)
        for account in both:
            stocks, bonds = held[account]
            target[account] = bonds + share * stocks if missing > 0 else bonds - share * bonds
    return target
