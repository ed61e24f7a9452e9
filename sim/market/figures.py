"""What a market's paths say of one asset class: growth, yearly returns, falls, correlations, and its own past."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.market.own import whole_years
from sim.market.record import Record, class_record
from sim.market.sample import MONTHS, MarketSample
from sim.scenario.market import RETURN_NAMES, Market, MarketModel

INFLATION = RETURN_NAMES[-1]
FAN = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class MarketFigures:
    """The figures behind the pictures of a market.

    Attributes
    ----------
    asset_class : one of `sim.market.assumptions.RETURN_NAMES`; label : the same in words, with `labels` of all of them
    is_real : whether growth is after inflation
    """

    sample: MarketSample
    market: Market
    asset_class: str
    labels: dict[str, str]
    is_real: bool = False

    @property
    def label(self) -> str:
        return self.labels[self.asset_class]

    @cached_property
    def level(self) -> np.ndarray:
        """Growth of 1, (n_paths, n_months + 1)."""
        level = self.sample.level[:, :, RETURN_NAMES.index(self.asset_class)]
        return level / self.sample.level[:, :, -1] if self.is_real else level

    @cached_property
    def fan(self) -> dict[int, np.ndarray]:
        """Percentiles of the growth of 1 over paths, each (n_months + 1,)."""
        rows = np.percentile(self.level, FAN, axis=0)
        return dict(zip(FAN, rows, strict=True))

    @cached_property
    def yearly(self) -> np.ndarray:
        """Calendar-year returns, (n_paths, n_years)."""
        return yearly_returns(self.level)

    @cached_property
    def worst_fall(self) -> np.ndarray:
        """The deepest fall of a path from an earlier high, by month ends: (n_paths,) shares, positive."""
        return (1.0 - self.level / np.maximum.accumulate(self.level, axis=1)).max(axis=1)

    @cached_property
    def months_below(self) -> np.ndarray:
        """The longest stretch of a path below an earlier high [months], (n_paths,)."""
        below = self.level < np.maximum.accumulate(self.level, axis=1)
        longest, here = np.zeros(len(below), int), np.zeros(len(below), int)
        for month in range(below.shape[1]):
            here = np.where(below[:, month], here + 1, 0)
            longest = np.maximum(longest, here)
        return longest

    @cached_property
    def correlations(self) -> np.ndarray:
        """Correlations of yearly log growth over all years of all paths, (n_classes + 1, n_classes + 1).

        NaN where a class never moves.
        """
        logs = np.log(self.sample.level[:, ::MONTHS])
        steps = np.diff(logs, axis=1).reshape(-1, len(RETURN_NAMES))
        spread = steps.std(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            matrix = np.corrcoef(steps.T)
        matrix[(spread < 1e-12)[:, None] | (spread < 1e-12)[None, :]] = np.nan
        return matrix

    @cached_property
    def record(self) -> Record:
        """The record the market is held against: one's own where the model is one's own, else that since 1928."""
        if self.market.model is MarketModel.OWN and self.market.own is not None:
            return whole_years(self.market.own)
        return class_record(self.market)

    @cached_property
    def past(self) -> np.ndarray | None:
        """The record's yearly returns of the class, None where it holds none."""
        returns = self.record.returns
        if self.asset_class not in returns or (self.is_real and INFLATION not in returns):
            return None
        own = 1.0 + returns[self.asset_class]
        return own / (1.0 + returns[INFLATION]) - 1.0 if self.is_real else own - 1.0


def yearly_returns(level: np.ndarray) -> np.ndarray:
    """Return calendar-year returns, (n_paths, n_years), of monthly levels (n_paths, n_months + 1)."""
    ends = level[:, ::MONTHS]
    return ends[:, 1:] / ends[:, :-1] - 1.0
