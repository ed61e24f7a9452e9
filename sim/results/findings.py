"""What a run means, path by path: amounts, incomes, taxes, drag. Computed once, on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.engine.run.result import RunResult, mid_year_prices
from sim.estimate.luck import Luck
from sim.estimate.wilson import wilson_interval
from sim.results.percentiles import percentiles

if TYPE_CHECKING:
    import pandas as pd

TAX_KINDS = {
    "tax_ordinary": "Ordinary income",
    "tax_gains": "Long-term gains and qualified dividends",
    "tax_amt": "Alternative minimum tax",
    "tax_niit": "Net investment income tax",
    "tax_additional": "Additional taxes",
    "tax_state": "State income tax",
    "irmaa": "Medicare surcharges (IRMAA)",
}
"""The kinds of lifetime tax: yearly field and its name for people."""

INCOME_TAXES = tuple(kind for kind in TAX_KINDS if kind != "irmaa")
PORTFOLIO = ("balance_taxable", "balance_pretax", "balance_roth", "balance_other")
"""What the tax drag is made of: the taxes of the returns, and year-end values of everything owned."""

LEDGER = {
    "harvested_loss": "Losses harvested",
    "harvested_gain": "Gains harvested",
    "wash_deferred": "Washed: moved to another lot's basis",
    "wash_permanent": "Washed: lost for good",
    "loss_used_gains": "Losses used against gains",
    "loss_used_income": "Losses used against ordinary income",
}
"""The yearly entries of the harvest ledger. `carryover` is a balance and only its last year's is shown."""

BASIS_POINTS = 10_000.0
SHORTFALL_SHARE, SHORTFALL_USD = 1e-6, 0.01


def is_short(spending: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return where spending missed the least it must be, by more than a cent and a millionth; nominal USD of a year."""
    found: np.ndarray = spending < least * (1 - SHORTFALL_SHARE) - SHORTFALL_USD
    return found


class TakenApart(Protocol):
    """Where a run's differences come from, as whoever has it worked out hands it to summaries and exports."""

    def as_json(self, is_future: bool = False) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it, in today's dollars or in those of each year."""
        ...

    def table(self) -> pd.DataFrame:
        """Return it as one table, in today's dollars."""
        ...


class Findings:
    """The figures of one run that every summary, view and export is made of; each is worked out on first use and kept.

    Amounts are in today's dollars, those of the plan's start: spending is deflated month by month; any other flow of a
    year is divided by the geometric mean of the path's price levels at the year's two ends, an amount at the horizon by
    the price level there. Findings in future dollars leave every amount as it is paid. `dollars` says which they are.

    Parameters
    ----------
    result : RunResult
        Of `simulate`.
    is_in_future_dollars : bool, optional
        Whether amounts stay in the dollars of their own year.

    Attributes
    ----------
    attribution : TakenApart or None
        Where the differences come from, put here by whoever has it worked out.
    asked : dict of str to dict
        What else was worked out on demand, by its key in ``summary.json``.
    risk_aversion : float or None
        By which the certain income is worked out; None: by the default.

    See Also
    --------
    summary : The same as plain numbers.
    attribution : Where the differences come from.

    Examples
    --------
    >>> from sim.api import Findings, sample_scenario, simulate
    >>> findings = Findings(simulate(sample_scenario("no-taxable-account").with_paths(8)))
    >>> findings.after_tax_wealth.shape == (len(findings.names), 8)
    True
    >>> bool((findings.after_tax_wealth == findings.after_tax_wealth[0]).all())  # harvesting is worth exactly $0
    True
    """

    def __init__(self, result: RunResult, is_in_future_dollars: bool = False) -> None:
        self.result = result
        self.is_in_future_dollars = is_in_future_dollars
        self.attribution: TakenApart | None = None
        self.asked: dict[str, Any] = {}
        self.compared: dict[Any, list[Any]] = {}  # of `versus`, by measure and reference
        self.risk_aversion: float | None = None

    def in_future_dollars(self) -> Findings:
        """Return the same run with every amount in the dollars of its own year."""
        other = Findings(self.result, is_in_future_dollars=True)
        other.attribution = self.attribution
        other.__dict__["tax_drag_bp"] = self.tax_drag_bp  # in dollars of the start in both
        return other

    @property
    def dollars(self) -> str:
        """What an amount is in, for titles and sentences."""
        return "future dollars" if self.is_in_future_dollars else "today's dollars"

    @property
    def luck(self) -> Luck:
        """How the run's paths were drawn."""
        return Luck.of(self.result.scenario)

    @property
    def names(self) -> tuple[str, ...]:
        return self.result.strategy_names

    @property
    def end_prices(self) -> np.ndarray:
        """Price level that an amount at a year's end is divided by, (n_paths, n_years)."""
        return np.ones_like(self.result.price_level) if self.is_in_future_dollars else self.result.price_level

    @property
    def _spent(self) -> np.ndarray:
        return self.result.yearly["spending" if self.is_in_future_dollars else "spending_real"]

    @cached_property
    def mid_year_prices(self) -> np.ndarray:
        """Price level in the middle of each year, (n_paths, n_years); 1 at the plan's start."""
        return mid_year_prices(self.end_prices)

    def flow(self, field: str) -> np.ndarray:
        """Return a yearly field [USD/yr], (n_strategies, n_paths, n_years)."""
        return self.result.yearly[field] / self.mid_year_prices

    def sums(self, field: str) -> np.ndarray:
        """Return a yearly field over the whole plan [USD], (n_strategies, n_paths)."""
        return self.result.sums(field, is_real=not self.is_in_future_dollars)

    def terminal(self, field: str) -> np.ndarray:
        """Return a terminal field [USD], (n_strategies, n_paths)."""
        return self.result.terminal[field] / self.end_prices[:, -1]

    def wanted(self, field: str) -> np.ndarray:
        """Return what a year's spending is held against, ``spending_target`` or ``spending_floor``, (n_years,).

        Of the first strategy, median over paths on which anybody lives; a part year counts as a yearly rate [USD/yr].
        """
        flow = self.result.yearly[field][0] / self.mid_year_prices
        return percentiles(self._while_alive(flow, 0) / self.result.year_share, (50,))["p50"]

    @property
    def income(self) -> np.ndarray:
        """After-tax spending [USD/yr], (n_strategies, n_paths, n_years); a part year counts as a yearly rate."""
        return self._spent / self.result.year_share

    def _while_alive(self, flow: np.ndarray, index: int) -> np.ndarray:
        lived = self.result.is_lived(index)
        return flow if lived.all() else np.where(lived, flow, np.nan)

    def income_of(self, index: int) -> np.ndarray:
        """Return a strategy's after-tax spending [USD/yr], (n_paths, n_years); a part year counts as a yearly rate.

        NaN where nobody lives.
        """
        return self._while_alive(self._spent[index] / self.result.year_share, index)

    @cached_property
    def mean_income(self) -> np.ndarray:
        """After-tax spending, mean over the lived years [USD/yr], (n_strategies, n_paths)."""
        spent = self._spent.sum(axis=2, dtype=np.float64)
        lived = [(self.result.is_lived(index) * self.result.year_share).sum(axis=1) for index in range(len(self.names))]
        return spent / np.stack(lived)

    @cached_property
    def lowest_income(self) -> np.ndarray:
        """After-tax spending of the leanest year while somebody lives [USD/yr], (n_strategies, n_paths)."""
        return np.stack([np.nanmin(self.income_of(index), axis=1) for index in range(len(self.names))])

    def is_short(self, index: int) -> np.ndarray:
        """Return whether a strategy's spending missed what a year must deliver, bool, (n_paths, n_years).

        By more than a cent and a millionth. It must deliver the target where that is fixed, and the floor of a rule
        that moves its target.
        """
        return is_short(*(self.result.yearly[field][index] for field in ("spending", "spending_floor")))

    @cached_property
    def is_success(self) -> np.ndarray:
        """Whether every year delivered what it must, (n_strategies, n_paths)."""
        return self.first_shortfall_year == 0

    def success_interval(self, index: int) -> tuple[float, float]:
        """Return the Wilson interval of the share of a strategy's paths that succeed, 0 to 1."""
        is_success = self.is_success[index]
        return wilson_interval(float(is_success.mean()), self.luck.effective_paths(is_success))

    @cached_property
    def target_met_percent(self) -> np.ndarray:
        """100 where every year delivered what it must, else 0, (n_strategies, n_paths)."""
        return 100.0 * self.is_success

    @cached_property
    def first_shortfall_year(self) -> np.ndarray:
        """Calendar year of the first shortfall, (n_strategies, n_paths); 0 where there is none."""
        return np.stack([self._first_shortfall(index) for index in range(len(self.names))])

    def _first_shortfall(self, index: int) -> np.ndarray:
        is_short = self.is_short(index)
        return np.where(is_short.any(axis=1), self.result.years[is_short.argmax(axis=1)], 0)

    def short_so_far(self, index: int) -> np.ndarray:
        """Return the share of a strategy's paths that fell short in or before each year, 0 to 1, (n_years,)."""
        share: np.ndarray = np.logical_or.accumulate(self.is_short(index), axis=1).mean(axis=0)
        return share

    @cached_property
    def tax_by_kind(self) -> dict[str, np.ndarray]:
        """Sum over the years of each kind of tax [USD], (n_strategies, n_paths), by yearly field."""
        return {kind: self.sums(kind) for kind in TAX_KINDS}

    @cached_property
    def lifetime_tax(self) -> np.ndarray:
        """All taxes and surcharges of the plan's years [USD], (n_strategies, n_paths); none on liquidation."""
        total = np.zeros(self.after_tax_wealth.shape)
        for amounts in self.tax_by_kind.values():
            total = total + amounts
        return total

    @cached_property
    def after_tax_wealth(self) -> np.ndarray:
        """Wealth at the horizon if all were cashed over the plan's years [USD], (n_strategies, n_paths)."""
        return self.terminal("after_tax_wealth")

    @cached_property
    def wealth_before_liquidation(self) -> np.ndarray:
        """Everything owned at the horizon less the last year's open tax [USD], (n_strategies, n_paths)."""
        return self.terminal("wealth_before_tax") - self.terminal("open_tax")

    @cached_property
    def wealth_cashed_at_once(self) -> np.ndarray:
        """Wealth if all lots were sold in the last year, pretax money at the heirs' rate [USD], same shape."""
        return self.wealth_before_liquidation - self.terminal("liquidation_tax_at_once")

    @cached_property
    def heirs_wealth(self) -> np.ndarray:
        """What heirs keep: step-up, and their rate on pretax money [USD], (n_strategies, n_paths)."""
        return self.terminal("heirs_wealth")

    @cached_property
    def ledger(self) -> dict[str, np.ndarray]:
        """Sum over the years of each ledger entry [USD], (n_strategies, n_paths), and the carryover left over."""
        entries = {field: self.sums(field) for field in LEDGER}
        left = self.result.yearly["carryover"][:, :, -1] / self.end_prices[:, -1]
        return {**entries, "unused_carryover": left}

    def figure(self, key: str) -> np.ndarray:
        """Return a figure by its key in ``summary.json``, (n_strategies, n_paths).

        A key such as ``after_tax_wealth_real`` stays what it is, whichever dollars the figure is in.
        """
        if key in TAX_KINDS:
            return self.tax_by_kind[key]
        if key in self.ledger:
            return self.ledger[key]
        found: np.ndarray = getattr(self, key.removesuffix("_real"))
        return found

    @cached_property
    def tax_drag_bp(self) -> np.ndarray:
        """Tax cost of the portfolio [bp of it a year], (n_strategies, n_paths); NaN on a path that never holds any.

        The income tax of the plan's years, federal and state, less what the household would owe without a portfolio,
        in basis points of the portfolio's value: sums over years, both in dollars of the start.
        """
        tax = sum((self.result.sums(kind, is_real=True) for kind in INCOME_TAXES), np.zeros(()))
        added = tax - self.result.sums("tax_without_portfolio", is_real=True)
        held = sum((self.result.sums(field, is_real=True) for field in PORTFOLIO), np.zeros(()))
        return np.divide(added * BASIS_POINTS, held, out=np.full(held.shape, np.nan), where=held > 0.0)
