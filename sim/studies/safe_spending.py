"""What can be spent: the highest yearly spending at which a wanted share of the paths never falls short."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.engine.lowering.lower import lower
from sim.errors import InputError, Problem
from sim.estimate.luck import EACH_ALONE, Luck
from sim.estimate.wilson import STANDARD_ERRORS, possible_counts, wilson_interval
from sim.market.registry import n_starts
from sim.results.explain import usd
from sim.results.verdict import reference_in
from sim.scenario.models import Scenario
from sim.scenario.spending import SpendingKind
from sim.studies.progress import Progress, Stop, part_of
from sim.studies.spending_limits import MOST_SPENDING, SpendingLimits

DEFAULT_RATE, LEAST_RATE, MOST_RATE = 90.0, 50.0, 99.5
"""Success rates that may be asked for [% of paths]."""
SAFE_PATHS = 1_000
RESAMPLES, RESAMPLING_SEED = 400, 20_260_301
WINDOW = 3.0
"""Paths whose rank lies within so many standard errors of the wanted one are known to the dollar."""
DOLLAR = 1.0
NOTHING_HELD = (
    "Any amount succeeds: the spending rule has a floor of 0% of the target, so no year after the first can fall "
    "short. Give the rule a floor, or choose a fixed target."
)
ANY_AMOUNT = f"Any amount up to {usd(MOST_SPENDING)} a year succeeds, so there is no highest one to find."


@dataclass(frozen=True)
class SpendingDifference:
    """A strategy's safe spending less that of the one it is compared with [real USD/yr].

    standard_error : over resampled paths, the same for both; NaN where a single path leaves it unknown
    is_zero : equal on every path near the answer
    is_measurable : beyond two standard errors, and a dollar or more
    """

    mean: float
    standard_error: float
    is_zero: bool
    is_measurable: bool


@dataclass(frozen=True)
class SafeAmount:
    """One strategy's answer; amounts in today's dollars a year, None where `why_not` says why there is none.

    spending : highest whole-dollar target at which at least the wanted share of paths never falls short
    lowest, highest : targets whose Wilson interval holds the wanted share; None where that end is open
    success_rate, success_interval : share of paths that last at `spending`, with its Wilson interval
    """

    name: str
    spending: int | None
    lowest: int | None = None
    highest: int | None = None
    success_rate: float | None = None
    success_interval: tuple[float, float] | None = None
    difference: SpendingDifference | None = None
    why_not: str = ""


@dataclass(frozen=True)
class SafeSpending:
    """What each strategy lets the household spend.

    rate : the share of paths wanted, 0 to 1
    least_share : of the amount, that the spending rule never falls below after the first year; 1 where it stays
    """

    rate: float
    n_paths: int
    compared_with: str
    planned: float
    strategies: tuple[SafeAmount, ...]
    least_share: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {**asdict(self), "sentences": [sentence(self, one) for one in self.strategies]}


def checked_rate(percent: float, place: str = "success rate") -> float:
    """Return a success rate [% of paths] as a share.

    Raises
    ------
    InputError
        It is no number from 50 to 99.5; the message says what 0 and 100 would ask for.
    """
    if LEAST_RATE <= percent <= MOST_RATE:
        return percent / 100.0
    fix = f"Choose a share of the paths from {LEAST_RATE:g} to {MOST_RATE:g}%."
    if percent == 100:
        fix = "No finite number of random markets shows a spending that never fails. " + fix
    elif percent == 0:
        fix = "A spending that may fail always has no limit. " + fix
    raise InputError([Problem(place, f"{percent:g}%", fix)])


def safe_spending(
    scenario: Scenario,
    percent: float = DEFAULT_RATE,
    n_paths: int = SAFE_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> SafeSpending:
    """Return the highest yearly spending that keeps a success rate, for every strategy on the same paths.

    What is varied is the plan's spending target, in today's dollars; its rule (a later-life curve, guardrails, a share
    of the portfolio), a survivor's share and events stay as they are, and success is what it is in a run.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    percent : float, optional
        Share of the paths that must never fall short, 50 to 99.5 [%].
    n_paths : int, optional
        Random paths, at least 1; the first ones of the plan's own.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.

    Returns
    -------
    SafeSpending
        By strategy the amount to the dollar, its range, and the paired difference from the one that never harvests.

    Raises
    ------
    InputError
        Where the rate lies outside its range, or the plan cannot be simulated.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    simulate : Success at the plan's own spending.

    References
    ----------
    Bengen (1994), Determining Withdrawal Rates Using Historical Data, Journal of Financial Planning 7(4), 171-180.

    Examples
    --------
    >>> from sim.api import safe_spending, sample_scenario
    >>> found = safe_spending(sample_scenario("no-taxable-account"), n_paths=4)
    >>> found.strategies[1].spending == found.strategies[0].spending, found.strategies[1].difference.mean
    (True, 0.0)
    """
    rate = checked_rate(percent)
    scenario = scenario.with_paths(n_paths)
    lowered, reference = lower(scenario), reference_in(scenario)
    n = n_starts(lowered.market) or n_paths
    names, home = [strategy.name for strategy in scenario.strategies], scenario.household
    least_share = 1.0 if home.spending_rule.kind is SpendingKind.FIXED else home.spending_rule.floor_share
    if least_share == 0.0:  # nothing to search for
        unheld = tuple(SafeAmount(name, None, why_not=NOTHING_HELD) for name in names)
        return SafeSpending(rate, n, names[reference], home.spending, unheld, least_share)
    order = [reference, *(k for k in range(len(names)) if k != reference)]
    found: dict[int, tuple[SafeAmount, np.ndarray]] = {}
    near, hints = (_first_guess(scenario, lowered.start_wealth),) * 2, None
    for done, k in enumerate(order):
        limits = SpendingLimits(scenario, lowered, k, should_cancel)
        fewest, most = _window(rate, n)
        low, high = limits.bracket(near, fewest, most)
        borne = limits.between(low, high, hints)
        if k == reference:
            near, hints = (low, high), borne
        found[k] = _amount(names[k], rate, limits, borne), borne
        part_of(on_progress, done, len(order))(1.0)
    base, luck = found[reference], Luck.of(scenario)
    amounts = [_with_difference(*found[k], *base, n_allowed(rate, n), luck) for k in range(len(names))]
    return SafeSpending(rate, n, names[reference], home.spending, tuple(amounts), least_share)


def n_allowed(rate: float, n: int) -> int:
    """Return how many of `n` paths may fall short."""
    return min(math.floor(n * (1.0 - rate) + 1e-9), n - 1)


def _window(rate: float, n: int) -> tuple[int, int]:
    """Return the counts of failing paths between which the answer and all it is compared with lie."""
    allowed, reach = n_allowed(rate, n), math.ceil(WINDOW * math.sqrt(n * rate * (1.0 - rate))) + 2
    return max(allowed - reach, 0), min(allowed + reach + 1, n)


def _first_guess(scenario: Scenario, start_wealth: float) -> int:
    home = scenario.household
    return int(home.spending or start_wealth / home.horizon_years)


def _amount(name: str, rate: float, limits: SpendingLimits, borne: np.ndarray) -> SafeAmount:
    n, in_order = len(borne), np.sort(borne)
    spending = int(in_order[n_allowed(rate, n)])
    if spending < limits.least:
        return SafeAmount(name, None, why_not=_even_the_least_fails(limits, rate))
    if spending >= MOST_SPENDING:
        return SafeAmount(name, None, why_not=ANY_AMOUNT)
    fewest, most = possible_counts(1.0 - rate, n)
    lowest = int(in_order[fewest - 1]) if fewest > 0 and in_order[fewest - 1] >= limits.least else None
    highest = int(in_order[most]) if most < n and in_order[most] < MOST_SPENDING else None
    share = limits.share_that_lasts(spending)
    return SafeAmount(name, spending, lowest, highest, share, wilson_interval(share, n))


def _even_the_least_fails(limits: SpendingLimits, rate: float) -> str:
    words = f"Even {usd(limits.least)} a year falls short on more than {1.0 - rate:.1%} of the paths"
    if limits.scenario.household.events:
        return (
            f"{words}: the plan's events cost more than there is. Lower or move them, or ask for a lower success rate."
        )
    return f"{words}. Ask for a lower success rate."


def _with_difference(
    amount: SafeAmount, borne: np.ndarray, base: SafeAmount, base_borne: np.ndarray, allowed: int, luck: Luck
) -> SafeAmount:
    if amount.spending is None or base.spending is None:
        return amount
    is_zero = bool((borne == base_borne).all())
    error = 0.0 if is_zero else resampled_error(np.stack([borne, base_borne]), allowed, luck)
    mean = float(amount.spending - base.spending)
    is_measurable = abs(mean) >= DOLLAR and abs(mean) > STANDARD_ERRORS * error
    return SafeAmount(**{**vars(amount), "difference": SpendingDifference(mean, error, is_zero, is_measurable)})


def resampled_error(borne: np.ndarray, allowed: int, luck: Luck = EACH_ALONE) -> float:
    """Return the standard error of the difference of two order statistics, (2, n_paths), over resampled paths.

    allowed : rank of the order statistic, from 0. luck : how the paths were drawn

    References
    ----------
    Efron (1979), Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7(1), 1-26.
    """
    n, random = borne.shape[1], np.random.default_rng(RESAMPLING_SEED)
    if n < 2:
        return math.nan
    draws = luck.resampled(random, n, RESAMPLES)
    ranked = [np.partition(row[draws], allowed, axis=1)[:, allowed] for row in borne]
    return float(np.std(ranked[0] - ranked[1], ddof=1))


def sentence(found: SafeSpending, one: SafeAmount) -> str:
    """Return what a strategy lets the household spend, and how that compares."""
    if one.spending is None:
        return f"“{one.name}”: {one.why_not}"
    words = f"“{one.name}” lets you spend {usd(one.spending)} a year"
    if found.least_share < 1.0:
        words += f" at first, and never less than {found.least_share:.0%} of it later,"
    row = one.difference
    if one.name == found.compared_with or row is None:
        return f"{words} with a success rate of {100 * found.rate:g}%{_range(found, one)}."
    if row.is_zero:
        return f"{words}, the same as “{found.compared_with}” on every path."
    if not row.is_measurable:
        return f"{words}: no measurable difference from “{found.compared_with}” {in_brackets(row)}."
    more = "more" if row.mean > 0 else "less"
    error = usd(STANDARD_ERRORS * row.standard_error)
    return f"{words}: {usd(abs(row.mean))} ± {error} a year {more} than “{found.compared_with}”."


def in_brackets(row: SpendingDifference) -> str:
    """Return ``($12 ± $60)``."""
    if math.isnan(row.standard_error):
        return f"({usd(row.mean)} on a single path)"
    return f"({usd(row.mean)} ± {usd(STANDARD_ERRORS * row.standard_error)})"


def _range(found: SafeSpending, one: SafeAmount) -> str:
    """Return what the luck of so many paths leaves open."""
    if one.lowest is None and one.highest is None:
        return ""
    low = "less" if one.lowest is None else usd(one.lowest)
    high = "more" if one.highest is None else usd(one.highest)
    return f"; the luck of {found.n_paths:,} paths leaves {low} to {high} open"
