"""What is written down of one path under one strategy: flows, trades, wash matches, returns, lots. Nominal USD."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sim.law.federal_records import FederalLaw
from sim.scenario.models import Scenario
from sim.tax.records import FederalReturn, ReturnInput


@dataclass(frozen=True, slots=True)
class CashFlow:
    """A change of the household's cash."""

    day: date
    year: int
    what: str
    amount: float


@dataclass(frozen=True, slots=True)
class AccountFlow:
    """A change of a sheltered account's value by what was put in or taken out, not by prices."""

    day: date
    year: int
    account: int
    what: str
    amount: float


@dataclass(frozen=True, slots=True)
class PathTrade:
    """One purchase, or one lot's part of a sale.

    action : "buy", "reinvest", "sell", "transfer", or "give" (to a donor-advised fund)
    line, account : the taxable line or the sheltered account, the other is -1; `from_account` of a transfer
    security : of a sheltered account, else -1
    sale : number of the sale it is part of, 0 of a purchase
    lot : number of the purchase
    units : of the line; in a sheltered account shares
    price, basis : of a unit [USD]; 0 where they are not known or mean nothing
    """

    day: date
    year: int
    action: str
    why: str
    units: float
    line: int = -1
    account: int = -1
    security: int = -1
    side: int = 0
    sale: int = 0
    lot: int = 0
    price: float = 0.0
    basis: float = 0.0
    bought: date = date.min
    held_from: date = date.min
    from_account: int = -1

    @property
    def gain(self) -> float:
        return self.units * (self.price - self.basis) if self.action == "sell" and self.line >= 0 else 0.0


@dataclass(frozen=True, slots=True)
class WashMatch:
    """Part of a loss that a purchase washed.

    year : of the loss, whose return it leaves
    group : the set of substantially identical securities; `shares` of them
    line, account : where the replacement was bought, the other is -1; `lot` its number
    """

    sold: date
    year: int
    group: int
    shares: float
    loss: float
    bought: date
    line: int
    account: int
    lot: int
    is_permanent: bool


@dataclass(frozen=True, slots=True)
class FiledReturn:
    """A year's return as it was filed."""

    year: int
    law: FederalLaw
    inputs: ReturnInput
    filed: FederalReturn
    state_tax: float


@dataclass(frozen=True, slots=True)
class HeldLot:
    """A taxable lot at a year's end."""

    line: int
    side: int
    lot: int
    units: float
    basis: float
    price: float
    bought: date
    held_from: date


@dataclass(frozen=True, slots=True)
class YearEnd:
    """What is there at a year's end: cash, lots, and each sheltered account's value."""

    year: int
    cash: float
    lots: tuple[HeldLot, ...]
    accounts: tuple[float, ...]


@dataclass
class PathRecord:
    """One path under one strategy.

    price_level : (n_years,), growth : (n_years, n_classes) of a dollar in each class over the year
    line_ratios : (n_lines, 2) shares of a side's security a unit at the start
    swaps : (n_steps, n_lines) worth of a line's replacement over that of its security, on the days `swap_days`
    yearly : by field, (n_years,); terminal : by field. As the interpreted kernels left them
    compiled_yearly, compiled_terminal : the same from the compiled kernels
    """

    scenario: Scenario
    strategy: int
    path: int
    years: np.ndarray
    price_level: np.ndarray
    growth: np.ndarray
    line_names: tuple[tuple[str, tuple[str, str]], ...]
    line_ratios: np.ndarray
    swap_days: np.ndarray
    swaps: np.ndarray
    account_names: tuple[str, ...]
    security_names: tuple[str, ...]
    group_names: tuple[str, ...]
    start_cash: float
    start_accounts: tuple[float, ...]
    yearly: dict[str, np.ndarray] = field(default_factory=dict)
    terminal: dict[str, float] = field(default_factory=dict)
    compiled_yearly: dict[str, np.ndarray] = field(default_factory=dict)
    compiled_terminal: dict[str, float] = field(default_factory=dict)
    cash_flows: list[CashFlow] = field(default_factory=list)
    account_flows: list[AccountFlow] = field(default_factory=list)
    trades: list[PathTrade] = field(default_factory=list)
    washes: list[WashMatch] = field(default_factory=list)
    returns: list[FiledReturn] = field(default_factory=list)
    year_ends: list[YearEnd] = field(default_factory=list)

    def shares_a_unit(self, line: int, side: int, day: date) -> float:
        """Return the shares of a side's security that a unit of it is on a day."""
        step = int(np.searchsorted(self.swap_days, day.toordinal(), side="right")) - 1
        return float(self.line_ratios[line, side]) / (float(self.swaps[step, line]) if side == 1 and step >= 0 else 1.0)

    @property
    def is_the_engines(self) -> bool:
        """Whether every figure equals the compiled engine's to the last bit."""
        same = (np.array_equal(self.yearly[name], of) for name, of in self.compiled_yearly.items())
        return all(same) and self.terminal == self.compiled_terminal
