"""What a run hands to the results: plain arrays, one row a strategy, a path and a calendar year."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.scenario.models import Scenario

YEARLY_FIELDS = (
    "spending",  # after-tax spending delivered
    "spending_real",  # the same in dollars of the start: every month by its own price level
    "spending_target",  # what the household wanted to spend
    "spending_floor",  # what of it must be delivered for the year to be a success: all of a fixed target
    "outside_income",  # wages, benefits, pensions, annuities for life less what bought them, other gains; payroll
    "tax_ordinary",  # the year's regular tax on ordinary income
    "tax_gains",  # the year's regular tax on long-term gains and qualified dividends, stacked on top
    "tax_amt",
    "tax_niit",
    "tax_additional",  # 10 % additional tax on early distributions, additional Medicare tax
    "tax_state",
    "premium_credit",  # premium tax credit before 65, positive; taken off the year's tax
    "irmaa",  # Medicare surcharges of the year
    "tax_paid",  # cash that left in the year for taxes and surcharges (a year's tax is paid the next April)
    "harvested_loss",  # losses realized by harvest trades, positive
    "harvested_gain",  # gains realized by gain-harvest trades, positive
    "wash_deferred",  # losses disallowed and added to a replacement's basis
    "wash_permanent",  # losses disallowed for good: the replacement sits in an IRA or a plan
    "loss_used_gains",  # losses of the year and carried in that offset gains
    "loss_used_income",  # losses that offset ordinary income, up to the yearly limit
    "carryover_expired",  # unused loss that ended with a death
    "carryover",  # unused loss carried out of the year, both characters
    "rmd",  # required minimum distribution of the year
    "converted",  # moved from traditional IRAs to Roth IRAs
    "roth_not_qualified",  # of Roth distributions: conversions under the 10 % again, and earnings that are income
    "charity_gifts",  # from IRAs to charity, not income; part of `spending` and its target
    "hsa_earnings",  # inside HSAs: income only where the state knows no HSA (California, New Jersey), else 0
    "medical_from_hsa",  # medical costs that HSAs paid, free of tax
    "withdrawn_pretax",  # all distributions from plans, IRAs and annuities
    "trading_cost",
    "balance_taxable",  # year-end values
    "balance_pretax",
    "balance_roth",
    "balance_other",  # HSA, annuity and savings
    "taxable_basis",  # year-end cost basis of the taxable accounts
)
"""Nominal USD a year (balances: nominal USD at the year's end)."""

TERMINAL_FIELDS = (
    "wealth_before_tax",  # everything owned at the horizon, before any tax on it
    "liquidation_tax",  # tax if all of it were cashed: gains realized at once, pre-tax money at the heirs' rate
    "after_tax_wealth",  # wealth_before_tax - liquidation_tax
    "heirs_wealth",  # what heirs keep: taxable lots stepped up, pre-tax money at the heirs' rate over ten years
    "heirs_income_tax",  # heirs' income tax in it
    "estate_tax",
    "charity",  # what charity gets of the pre-tax money, no part of what heirs keep
    "end_year",  # calendar year at whose end the path closes: the plan's last, or that of the last death
    "wash_book_forgotten",  # a count: purchases and losses that the list of open wash sales had no room for
    "lot_merges",  # a count: how often a full row of lots had two of them merged
    "open_tax",  # tax of the last year, due after the horizon; already taken off the two wealth figures
)
"""Nominal USD at the horizon, but for the year and the count."""


def is_balance(field: str) -> bool:
    """Return whether a yearly field is a value at the year's end, not a flow of the year."""
    return field.startswith("balance_") or field in ("taxable_basis", "carryover")


def mid_year_prices(end_prices: np.ndarray) -> np.ndarray:
    """Return the price level in the middle of each year, (n_paths, n_years), from that at its end; 1 at the start."""
    starts = np.concatenate([np.ones((len(end_prices), 1)), end_prices[:, :-1]], axis=1)
    return np.sqrt(starts * end_prices)


@dataclass(frozen=True)
class Reduced:
    """What a large run keeps of yearly fields; of each, nominal first, then real (flows at mid-year prices).

    sums : over the years, (2, n_strategies, n_paths). means : over the paths, (2, n_strategies, n_years)
    """

    sums: dict[str, np.ndarray]
    means: dict[str, np.ndarray]


@dataclass(frozen=True)
class RunResult:
    """The raw outcome of a run.

    Attributes
    ----------
    yearly : dict of (n_strategies, n_paths, n_years) float64, nominal USD, keys `YEARLY_FIELDS`; of a large run fewer
    reduced : the other fields of a large run
    terminal : dict of (n_strategies, n_paths) float64, nominal USD, keys `TERMINAL_FIELDS`
    price_level : (n_paths, n_years) float64, consumer prices at each year's end; 1 at the start
    years : (n_years,) int64, calendar years
    year_share : (n_years,) float64, share of the year inside the plan (less than 1 in a first part year)
    start_wealth : float, everything owned at the start [USD]
    law_version : str
    """

    scenario: Scenario
    years: np.ndarray
    year_share: np.ndarray
    price_level: np.ndarray
    yearly: dict[str, np.ndarray]
    terminal: dict[str, np.ndarray]
    start_wealth: float
    law_version: str
    reduced: Reduced = Reduced({}, {})

    def sums(self, field: str, is_real: bool = False) -> np.ndarray:
        """Return a yearly field summed over the years [USD], (n_strategies, n_paths)."""
        if field in self.reduced.sums:
            return self.reduced.sums[field][int(is_real)]
        return (self.yearly[field] * self._worth(field) if is_real else self.yearly[field]).sum(axis=2)

    def means(self, field: str, is_real: bool = False) -> np.ndarray:
        """Return the mean over paths of a yearly field [USD/yr], (n_strategies, n_years)."""
        if field in self.reduced.means:
            return self.reduced.means[field][int(is_real)]
        return (self.yearly[field] * self._worth(field) if is_real else self.yearly[field]).mean(axis=1)

    def _worth(self, field: str) -> np.ndarray:
        """Return what a dollar of the field is worth in dollars of the start, (n_paths, n_years); see `_sum_up`."""
        return 1.0 / self.price_level if is_balance(field) else self._mid_year_worth

    @cached_property
    def _mid_year_worth(self) -> np.ndarray:
        return 1.0 / mid_year_prices(self.price_level)

    @property
    def strategy_names(self) -> tuple[str, ...]:
        return tuple(strategy.name for strategy in self.scenario.strategies)

    @property
    def n_paths(self) -> int:
        return int(self.price_level.shape[0])
