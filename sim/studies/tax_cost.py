"""What the taxable account loses to tax a year, by Morningstar's formula at the household's own rates."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.engine.lowering.left_out import leaving_out_taxable
from sim.engine.lowering.lower import lower
from sim.engine.run.path_again import of_strategy
from sim.engine.run.result import RunResult, mid_year_prices
from sim.engine.run.run import run_lowered
from sim.estimate.luck import Luck
from sim.results.compare_words import NO_DIFFERENCE
from sim.results.findings import INCOME_TAXES
from sim.results.paired import STANDARD_ERRORS, Measure, PairedDifference, paired_difference
from sim.results.percentiles import distribution
from sim.results.verdict import reference_in
from sim.scenario.enums import AccountType
from sim.scenario.models import Scenario
from sim.studies.progress import Progress, Stop, part_of

TAX_COST_PATHS = 1_000
RATIO = Measure("tax_cost_ratio", "Tax cost ratio", "% a year", True, 5e-6)
PERCENT = 100.0


@dataclass(frozen=True)
class StrategyCost:
    """One strategy's ratios over paths [% of the taxable account a year]; None where it never holds anything.

    ratio, after_sale : percentiles over paths; after_sale counts the tax of selling all at the end as well
    difference, difference_after_sale : less the strategy that never harvests, on the same paths
    """

    name: str
    ratio: dict[str, float] | None
    difference: PairedDifference
    after_sale: dict[str, float] | None
    difference_after_sale: PairedDifference


@dataclass(frozen=True)
class TaxCost:
    """The taxable account's tax cost under every strategy, on the same paths."""

    n_paths: int
    compared_with: str
    strategies: tuple[StrategyCost, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {**asdict(self), "sentences": [sentence(self, one) for one in self.strategies]}


def tax_cost(
    scenario: Scenario,
    n_paths: int = TAX_COST_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> TaxCost:
    """Return the tax cost ratio of the taxable accounts under every strategy, before and after a sale at the end.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    n_paths : int, optional
        Random paths, at least 1; the first ones of the plan's own.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.

    Returns
    -------
    TaxCost
        By strategy the percentiles over paths, and the paired difference from the one that never harvests.

    Raises
    ------
    InputError
        Where the plan cannot be simulated.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    Findings : Its `tax_drag_bp` is the tax cost of the whole portfolio.

    References
    ----------
    Morningstar (2005), Morningstar Tax Cost Ratio, Methodology Paper of January 31, 2005; see ``docs/results.md``.

    Examples
    --------
    >>> from sim.api import sample_scenario, tax_cost
    >>> tax_cost(sample_scenario("no-taxable-account"), n_paths=2).strategies[0].ratio is None
    True
    """
    scenario = scenario.with_paths(n_paths)
    lowered, reference = leaving_out_taxable(lower(scenario)), reference_in(scenario)
    at_start, names = value_at_start(scenario), [strategy.name for strategy in scenario.strategies]
    found = []
    for k in range(len(names)):
        result = run_lowered(*of_strategy(scenario, lowered, k), should_cancel=should_cancel)
        found.append(np.stack(ratios(result, at_start)))
        part_of(on_progress, k, len(names))(1.0)
    before, after = PERCENT * np.concatenate(found, axis=1)
    luck = Luck.of(scenario)
    rows = tuple(
        StrategyCost(
            name,
            _spread(before[k]),
            paired_difference(_less(before, k, reference), RATIO, luck),
            _spread(after[k]),
            paired_difference(_less(after, k, reference), RATIO, luck),
        )
        for k, name in enumerate(names)
    )
    return TaxCost(before.shape[1], names[reference], rows)


def value_at_start(scenario: Scenario) -> float:
    """Return what the taxable accounts hold at the start [USD]."""
    taxable = {account.id for account in scenario.holdings.accounts if account.type is AccountType.TAXABLE}
    return sum(scenario.value_of(lot) for lot in scenario.holdings.lots if lot.account in taxable)


def ratios(result: RunResult, at_start: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the tax cost a year before and after a sale of all lots at the end, as shares: (n_strategies, n_paths).

    NaN on a path that never holds anything. A year's tax is held against the mean of the account's values at its two
    ends, and the years weigh by that mean, each as a whole, for a return holds a whole year: ratios of an account that
    is nearly spent say nothing of the others.

    Parameters
    ----------
    result : of a run of `leaving_out_taxable`
    at_start : value of the taxable accounts at the start [USD]
    """
    taxes = sum((result.yearly[kind] for kind in INCOME_TAXES), np.zeros(()))
    added = (taxes - result.yearly["tax_without_portfolio"]) / mid_year_prices(result.price_level)
    closing = result.yearly["balance_taxable"] / result.price_level
    opening = np.concatenate([np.full((*closing.shape[:2], 1), at_start), closing[:, :, :-1]], axis=2)
    lived = np.stack([result.is_lived(k) for k in range(len(closing))])
    held = ((opening + closing) / 2.0 * lived).sum(axis=2)
    tax = (added * lived).sum(axis=2)
    sold = result.terminal["liquidation_tax_at_once"] / result.price_level[:, -1]
    return _share(tax, held), _share(tax + sold, held)


def _share(tax: np.ndarray, held: np.ndarray) -> np.ndarray:
    return np.divide(tax, held, out=np.full(held.shape, np.nan), where=held > 0.0)


def _less(rows: np.ndarray, index: int, reference: int) -> np.ndarray:
    base = rows[reference]
    return np.where(np.isnan(rows[index]) & np.isnan(base), 0.0, rows[index] - base)


def _spread(row: np.ndarray) -> dict[str, float] | None:
    known = row[~np.isnan(row)]
    return {key: float(value) for key, value in distribution(known).items()} if len(known) else None


def sentence(found: TaxCost, one: StrategyCost) -> str:
    """Return what a strategy's taxable account loses to tax, and how that compares."""
    if one.ratio is None:
        return f"“{one.name}” never holds anything in a taxable account."
    words = f"“{one.name}”: the taxable account loses {one.ratio['mean']:.2f}% a year to tax"
    return words + ("." if one.name == found.compared_with else f", {said(one.difference)} “{found.compared_with}”.")


def said(row: PairedDifference) -> str:
    """Return ``0.04 ± 0.01 points less than``, or that nothing can be measured."""
    if row.is_zero:
        return "the same on every path as"
    if not row.is_measurable:
        return f"{NO_DIFFERENCE} from"
    error = STANDARD_ERRORS * row.standard_error
    return f"{abs(row.mean):.3f} ± {error:.3f} points {'less' if row.mean < 0 else 'more'} than"
