"""What the returns of every year say, path by path: rates, filled brackets, Medicare's tiers, required distributions.

A run keeps each year's taxes, not the income they are on. So the paths run once more, one by one, and what a path's
returns left behind is read off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.run.path_again import PathAgain, of_strategy
from sim.engine.run.result import mid_year_prices
from sim.engine.run.run import Canceled
from sim.results.findings import INCOME_TAXES
from sim.scenario.models import Scenario
from sim.studies.progress import Progress, Stop

TAX_YEARS_PATHS = 1_000
NO_MEDICARE = -1
"""In place of a tier where nobody is on Medicare."""


@dataclass(frozen=True)
class TaxYears:
    """A strategy's returns on some paths, nominal USD a year; amounts of years after the last death are 0.

    years : (n_years,). rates : (n_brackets,) of the federal brackets, ordinary income
    paths : (n_paths,) by number. All else is by path and year:
    is_lived : whether anybody lives
    mid_prices : price level in the middle of the year, 1 at the start
    income : modified adjusted gross income, that of Medicare: adjusted gross income and tax-exempt interest
    tax, federal_tax : income tax, federal, state and local; of it the federal one
    in_bracket : (n_paths, n_years, n_brackets) income taxed at ordinary rates in each bracket
    marginal_rate : of the bracket in which the next dollar of ordinary income falls, 0 to 1; 0 where the deductions
        are not used up
    tier : that the surcharges of the year were charged by, 0 none to 5; `NO_MEDICARE`
    surcharge : of Medicare in the year. required : distributions of the year
    """

    years: np.ndarray
    rates: tuple[float, ...]
    paths: np.ndarray
    is_lived: np.ndarray
    mid_prices: np.ndarray
    income: np.ndarray
    tax: np.ndarray
    federal_tax: np.ndarray
    in_bracket: np.ndarray
    marginal_rate: np.ndarray
    tier: np.ndarray
    surcharge: np.ndarray
    required: np.ndarray


def tax_years(
    scenario: Scenario,
    strategy: int,
    paths: Sequence[int] = range(TAX_YEARS_PATHS),
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
) -> TaxYears:
    """Return what the returns of every year say under a strategy.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    strategy : int
        By position, from 0.
    paths : sequence of int, optional
        Numbers of paths, from 0; path k is that of the plan's own run.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.

    Raises
    ------
    InputError
        Where the plan cannot be simulated.
    Canceled
        When `should_cancel` returned True.
    """
    alone, lowered = of_strategy(scenario, lower(scenario), strategy)
    again, months = PathAgain(alone, lowered), _medicare_months(lowered)
    rows = []
    for done, path in enumerate(paths):
        if should_cancel is not None and should_cancel():
            raise Canceled
        again.run(path, scenario.household.spending)
        rows.append(_one_path(again, lowered, months))
        if on_progress is not None:
            on_progress((done + 1) / len(paths))
    rates = tuple(float(rate) for rate in again.laws[0]["federal"][0]["rates"])
    columns = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
    return TaxYears(years=lowered.calendar.years, rates=rates, paths=np.array(paths), **columns)


def _medicare_months(lowered: Lowered) -> np.ndarray:
    """Return for how many months of each year each person is old enough for Medicare, (n_people, n_years)."""
    steps, household = lowered.job.steps, lowered.job.household[0]
    ends, n_years = steps[steps["is_month_end"] == 1], len(lowered.calendar.years)
    from_days = household["medicare_from"][: household["n_people"]]
    return np.stack([np.bincount(ends["year"][ends["day"] >= day], minlength=n_years) for day in from_days])


def _one_path(again: PathAgain, lowered: Lowered, months: np.ndarray) -> dict[str, np.ndarray]:
    """Return what `TaxYears` holds of the path that ran last, each (n_years,)."""
    years, state, laws = lowered.calendar.years, again.state, again.laws
    at, n_people = np.arange(len(years)), len(months)
    is_there = at <= state["lives"]["death_year"][:n_people, None]
    is_lived = years <= again.terminal("end_year")
    is_survivor = (is_there.sum(axis=0) == 1) & (n_people == 2)
    of_status = laws["federal"][is_survivor.astype(int), at]
    ordinary = np.where(is_lived, state["taxes"]["ordinary_income"][: len(years)], 0.0)
    surcharge = again.yearly("irmaa")[0].copy()
    tax = np.sum([again.yearly(kind)[0] for kind in INCOME_TAXES], axis=0)
    return {
        "is_lived": is_lived,
        "mid_prices": mid_year_prices(again.price_level)[0],
        "income": np.where(is_lived, state["medicare"]["magi"][: len(years)], 0.0),
        "tax": tax,
        "federal_tax": tax - again.yearly("tax_state")[0],
        "in_bracket": filled(ordinary, of_status["thresholds"]),
        "marginal_rate": np.where(is_lived, marginal(ordinary, of_status["thresholds"], of_status["rates"]), 0.0),
        "tier": tiers(surcharge, (months * is_there).sum(axis=0), laws["irmaa"][is_survivor.astype(int), at]),
        "surcharge": surcharge,
        "required": again.yearly("rmd")[0].copy(),
    }


def filled(ordinary: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Return how much of each bracket income fills, (n_years, n_brackets).

    ordinary : (n_years,). thresholds : (n_years, n_brackets) at which each bracket begins, the first at 0
    """
    ends = np.concatenate([thresholds[:, 1:], np.full((len(thresholds), 1), np.inf)], axis=1)
    return np.clip(ordinary[:, None], thresholds, ends) - thresholds


def marginal(ordinary: np.ndarray, thresholds: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """Return the rate of the bracket in which the last dollar falls, (n_years,); 0 where no income is taxed."""
    last = np.maximum((ordinary[:, None] > thresholds).sum(axis=1) - 1, 0)
    found: np.ndarray = np.where(ordinary > 0.0, rates[np.arange(len(rates)), last], 0.0)
    return found


def tiers(surcharge: np.ndarray, months: np.ndarray, laws: np.ndarray) -> np.ndarray:
    """Return by which tier each year's surcharges were charged, (n_years,); `NO_MEDICARE` where nobody has Medicare.

    Every month of a year is charged by one tier, so that the surcharge of a month says which.

    surcharge : (n_years,) of the year. months : (n_years,) of Medicare, of all people. laws : (n_years,) `IRMAA_ROW`
    """
    monthly = surcharge / np.maximum(months, 1)
    of_tiers = laws["part_b_add"] + laws["part_d_add"]
    nearest = np.abs(of_tiers - monthly[:, None]).argmin(axis=1) + 1
    return np.where(months == 0, NO_MEDICARE, np.where(surcharge > 0.0, nearest, 0))
