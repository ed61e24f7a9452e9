"""What a run hands to the results: plain arrays, one row a strategy, a path and a calendar year."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.engine.records.fields import is_balance
from sim.scenario.models import Scenario


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
    """The raw outcome of a run: arrays by strategy, path and calendar year.

    Attributes
    ----------
    scenario : Scenario
        What was simulated.
    years : ndarray of int64, (n_years,)
        Calendar years.
    year_share : ndarray, (n_years,)
        Share of the year inside the plan, 0 to 1: less than 1 in a first part year.
    price_level : ndarray, (n_paths, n_years)
        Consumer prices at each year's end; 1 at the start.
    yearly : dict of str to ndarray, (n_strategies, n_paths, n_years)
        Nominal [USD/yr], and balances at the year's end [USD]; keys `YEARLY_FIELDS`, of a large run fewer.
    terminal : dict of str to ndarray, (n_strategies, n_paths)
        Nominal [USD] at the horizon; keys `TERMINAL_FIELDS`.
    start_wealth : float
        Everything owned at the start [USD].
    law_version : str
        Of the law in the data, see `law_version`.
    reduced : Reduced
        Sums and means of the other fields of a large run.

    See Also
    --------
    simulate : Makes it.
    Findings : What it means.

    Examples
    --------
    >>> from sim.api import RunResult, sample_scenario, simulate
    >>> result: RunResult = simulate(sample_scenario("no-taxable-account").with_paths(4))
    >>> result.n_paths, len(result.years), result.price_level.shape
    (4, 30, (4, 30))
    >>> bool((result.yearly["harvested_loss"] == 0).all())  # there is nothing to harvest
    True
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

    def is_lived(self, strategy: int) -> np.ndarray:
        """Return whether anybody lives in a year, bool, (n_paths, n_years)."""
        found: np.ndarray = self.years <= self.terminal["end_year"][strategy][:, None]
        return found

    def sums(self, field: str, is_real: bool = False) -> np.ndarray:
        """Return a yearly field summed over the years [USD], (n_strategies, n_paths)."""
        if field in self.reduced.sums:
            return self.reduced.sums[field][int(is_real)]
        return np.stack([amounts.sum(axis=1) for amounts in self._worths(field, is_real)])

    def means(self, field: str, is_real: bool = False) -> np.ndarray:
        """Return the mean over paths of a yearly field [USD/yr], (n_strategies, n_years)."""
        if field in self.reduced.means:
            return self.reduced.means[field][int(is_real)]
        return np.stack([amounts.mean(axis=0) for amounts in self._worths(field, is_real)])

    def _worths(self, field: str, is_real: bool) -> Iterator[np.ndarray]:
        """Yield a yearly field in double precision, a strategy at a time, (n_paths, n_years)."""
        for kept in self.yearly[field]:
            amounts = kept.astype(np.float64, copy=False)
            yield amounts * self._worth(field) if is_real else amounts

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
