"""Fat tails, crises, the record and scripts against what they promise; 100,000 one-year paths where moments count."""

import csv
import hashlib
import math
from functools import cache
from importlib.resources import files

import numpy as np
import pytest

from sim.engine.lowering.calendar import Calendar, build_calendar
from sim.market.assumptions import CLASSES, correlation_matrix, means_and_volatilities
from sim.market.episodes import episode_months, monthly_logs
from sim.market.models.student_t import variance_factors
from sim.market.record import us_record
from sim.market.registry import n_starts
from sim.scenario.enums import AssetClass
from sim.scenario.market import Episode, Market, Stress
from tests.oracles.inflation import pull_that_leaves
from tests.oracles.market_path import market_tables, path_of
from tests.unit.engine.small import small_scenario

N = 100_000
STOCK, BOND, CASH = (CLASSES.index(c) for c in (AssetClass.US_STOCK, AssetClass.US_BOND, AssetClass.CASH))
SMALL = CLASSES.index(AssetClass.US_SMALL)
RISKY = [c for c, name in enumerate(CLASSES) if name not in ("us_bond", "long_bond", "tips", "cash")]
AVERAGE_YIELDS = {
    "2020": [1.86, 1.76, 1.50, 0.87, 0.66, 0.67, 0.73, 0.62, 0.65, 0.68],
    "2022": [1.47, 1.76, 1.93, 2.13, 2.75, 2.90, 3.14, 2.90, 2.90, 3.52, 3.98, 3.89, 3.62, 3.53],
}
CHECKSUMS = {
    "us_annual_returns.csv": "3402265c12e9f19b14baf5b0eb95bb87345aaabdf3559f60fdaa37983aed24d5",
    "episodes.csv": "b416219700c13f1028cfb7593d2b24b74478349f4ac0b439e01513ca1b179327",
}


def calendar_of(n_years: int, start: str = "2025-12-31") -> Calendar:
    return build_calendar(small_scenario(start=start, horizon_years=n_years))


def years_of(market: Market, n_paths: int, calendar: Calendar) -> np.ndarray:
    """Return growth over the whole calendar, (n_paths, n_classes + 1), inflation last."""
    tables = market_tables(market, 3, calendar)
    ends = []
    for path in range(n_paths):
        growth, level = path_of(tables, calendar, path)
        ends.append([*growth.prod(axis=0), level[-1]])
    return np.array(ends)


@cache
def hundred_thousand_years(model: str) -> np.ndarray:
    """Return growth over one year of 100,000 paths, (100,000, n_classes + 1), inflation last."""
    return years_of(Market.model_validate({"model": model}), N, calendar_of(1))


@pytest.fixture(scope="module")
def one_year() -> Calendar:
    return calendar_of(1)


def test_the_data_are_the_ones_that_were_checked() -> None:
    for name, digest in CHECKSUMS.items():
        assert hashlib.sha256(files("sim.market").joinpath(f"data/{name}").read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("model", ["lognormal", "student_t", "regimes"])
def test_means_and_volatilities_of_a_hundred_thousand_years_are_the_asked_ones(model: str) -> None:
    """Within three standard errors of both, every class and model; a right sampler fails one of the 66 with 16%.

    The seed is fixed. Power: US stocks' mean wrong by 0.16 points or volatility by 1.5% fails."""
    market = Market.model_validate({"model": model})
    ends = hundred_thousand_years(model)
    means, volatilities = means_and_volatilities(market)
    miss = ends.mean(axis=0) - (1 + means)
    error = ends.std(axis=0) / math.sqrt(N)
    assert (np.abs(miss) < 3 * error).all()
    assert 3 * error[STOCK] < 0.0016
    spread = ends.std(axis=0)
    centered = (ends - ends.mean(axis=0)) / spread
    spread_error = spread * np.sqrt(((centered**4).mean(axis=0) - 1) / N) / 2
    slack = 0.002 * volatilities  # 365 days are not 365.25
    assert (np.abs(spread - volatilities) < 3 * spread_error + slack).all()
    assert 3 * spread_error[STOCK] < 0.015 * volatilities[STOCK]


@pytest.mark.parametrize("model", ["lognormal", "student_t"])
def test_correlations_of_a_hundred_thousand_years_are_the_asked_ones(model: str) -> None:
    """Within three standard errors of each of the 55 pairs, by the sample's own fourth moments.

    A right sampler fails one of the 110 with 26%; the seed is fixed. Power: a correlation wrong by 0.03 fails (three
    errors are 0.0135 at most, and 0.0095 for a pair of normals). With inflation they are those of its surprises: over
    a year a part of each is in the level already, the square root of (k - 1 + e^-k) / k at a pull of k.
    """
    logs = np.log(hundred_thousand_years(model))
    z = (logs - logs.mean(axis=0)) / logs.std(axis=0)
    asked = correlation_matrix(Market())
    pull = pull_that_leaves(Market().inflation_persistence)
    asked[-1, :-1] *= math.sqrt((pull - 1 + math.exp(-pull)) / pull)
    for i in range(len(asked)):
        for j in range(i):
            r = float((z[:, i] * z[:, j]).mean())
            influence = z[:, i] * z[:, j] - r * (z[:, i] ** 2 + z[:, j] ** 2) / 2
            error = influence.std() / math.sqrt(N)
            assert abs(r - asked[i, j]) < 3 * error, (i, j)
            assert error < 0.0045


def test_variance_factors_are_student_t() -> None:
    """With four degrees of freedom chi-square has the closed form F(x) = 1 - exp(-x/2) (1 + x/2)."""
    factors = variance_factors(4.0)
    assert factors.mean() == pytest.approx(1.0, rel=1e-12)
    shape = np.sort(1 / factors)
    x = shape / shape[512] * 3.3598  # where F(x) = 512.5 / 1,024
    got = 1 - np.exp(-x / 2) * (1 + x / 2)
    assert np.abs(got - (np.arange(1_024) + 0.5) / 1_024).max() < 2e-4


def test_fat_tails_are_fat_and_common(one_year: Calendar) -> None:
    """Months of t(5): kurtosis above the normal's 3 by far; extremes come to all classes at once."""
    tables = market_tables(Market.model_validate({"model": "student_t"}), 3, one_year)
    logs = np.log(np.concatenate([path_of(tables, one_year, path)[0] for path in range(2_000)]))
    z = (logs - logs.mean(axis=0)) / logs.std(axis=0)
    assert (z[:, STOCK] ** 4).mean() > 4.5
    calm = np.corrcoef(np.abs(z[:, STOCK]), np.abs(z[:, CASH]))[0, 1]  # uncorrelated by the figures
    assert calm > 0.1


def test_crises_come_as_often_and_swing_as_much_as_asked(one_year: Calendar) -> None:
    market = Market.model_validate({"model": "regimes", "regimes": {"crisis_share": 0.25, "volatility_ratio": 3.0}})
    tables = market_tables(market, 3, one_year)
    sigma = np.sqrt((tables.months.loadings**2).sum(axis=2))
    assert sigma[1, RISKY] == pytest.approx(3 * sigma[0, RISKY])
    assert sigma[1, BOND] == pytest.approx(sigma[0, BOND])
    calm, crisis = (m / np.outer(s, s) for m, s in zip(map(_square, tables.months.loadings), sigma, strict=True))
    assert crisis[STOCK, SMALL] == pytest.approx(0.4 * calm[STOCK, SMALL] + 0.6)
    assert np.linalg.eigvalsh(crisis)[0] > -1e-12
    share = 1 - tables.months.entry[0]
    assert share == pytest.approx(0.25)
    assert np.array([1 - share, share]) @ np.diff(tables.months.transition, axis=1, prepend=0) == pytest.approx(
        [1 - share, share]
    )


def _square(loadings: np.ndarray) -> np.ndarray:
    return loadings @ loadings.T


@pytest.mark.parametrize("start", ["2025-12-31", "2026-01-05"])
def test_the_bridge_ends_on_each_years_true_return(start: str) -> None:
    """1966 to 1969, to 1e-12, for every class the record holds and for inflation; days in the first months."""
    calendar = build_calendar(small_scenario(start=start, horizon_years=4, rollover="2026-06-01"))
    market = Market.model_validate({"model": "replay", "history": {"first_start": 1966, "last_start": 1966}})
    tables = market_tables(market, 3, calendar)
    assert n_starts(tables) == 1
    growth, level = path_of(tables, calendar, 7)
    record = us_record()
    first = int(np.flatnonzero(record.years == 1966)[0])
    for k in range(4):
        inside = calendar.year_index == k
        for c, name in ((STOCK, "us_stocks"), (BOND, "treasury_notes_10y"), (CASH, "treasury_bills")):
            assert growth[inside, c].prod() == pytest.approx(1 + record.returns[name][first + k], rel=1e-12)
        before = level[~inside & (calendar.year_index < k)][-1] if k else 1.0
        assert level[inside][-1] / before == pytest.approx(1 + record.returns["inflation"][first + k], rel=1e-12)


def test_the_bridge_swings_as_the_asked_volatility() -> None:
    """Quadratic variation of a year of days: 1,960 paths know the variance to 0.2%, so three standard errors bound it.

    Power: a volatility wrong by half a percent fails.
    """
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=1, rollover="2026-11-02"))
    tables = market_tables(Market.model_validate({"model": "replay"}), 3, calendar)
    logs = np.log(np.array([path_of(tables, calendar, path)[0][:, STOCK] for path in range(98 * 20)]))
    n = logs.shape[1]
    drift = logs.sum(axis=1, keepdims=True) * calendar.dt / calendar.dt.sum()
    variance = ((logs - drift) ** 2).sum(axis=1).mean() * n / (n - 1)
    mean, volatility = (figure[STOCK] for figure in means_and_volatilities(Market()))
    expected = math.log(1 + (volatility / (1 + mean)) ** 2) * calendar.dt.sum()
    three_errors = 3 * math.sqrt(2 / (n * len(logs)))
    assert three_errors < 0.01
    assert variance == pytest.approx(expected, rel=three_errors)


def test_a_part_year_gets_its_share_of_the_years_return() -> None:
    """From July 2 on: mean log growth is the rest of the year's, and what the year leaves open is bridged."""
    calendar = calendar_of(1, "2026-07-02")
    market = Market.model_validate({"model": "replay", "history": {"first_start": 1966, "last_start": 1966}})
    tables = market_tables(market, 3, calendar)
    logs = np.log([path_of(tables, calendar, path)[0][:, STOCK].prod() for path in range(4_000)])
    gap = tables.years.gap
    assert gap == pytest.approx(0.5, abs=0.002)
    full = math.log1p(us_record().returns["us_stocks"][1966 - 1928])
    sigma = math.sqrt((tables.base.loadings[STOCK] ** 2).sum() * gap * (1 - gap))
    assert abs(logs.mean() - (1 - gap) * full) < 3.5 * sigma / math.sqrt(4_000)
    assert logs.std() == pytest.approx(sigma, rel=4 / math.sqrt(2 * 4_000))


def test_resampled_years_are_the_records_years_equally_often() -> None:
    """Chi-square over 98 years, 12,000 drawn years in blocks of 3: it stays below its 99.9th percentile's bound."""
    calendar = calendar_of(6)
    market = Market.model_validate({"model": "bootstrap", "history": {"block_years": 3}})
    tables = market_tables(market, 3, calendar)
    record = us_record()
    known, counts, together = np.round(np.log1p(record.returns["us_stocks"]), 9), np.zeros(98), 0
    for path in range(2_000):
        growth, prices = path_of(tables, calendar, path)
        logs = [math.log(growth[calendar.year_index == k, STOCK].prod()) for k in range(6)]
        rows = [int(np.abs(known - value).argmin()) for value in logs]
        assert max(abs(known[row] - value) for row, value in zip(rows, logs, strict=True)) < 2e-9
        counts[rows[0]] += 1
        counts[rows[3]] += 1
        together += rows[1] == (rows[0] + 1) % 98
        first = calendar.year_index == 0
        for c, series in ((BOND, "treasury_notes_10y"), (CASH, "treasury_bills")):
            assert growth[first, c].prod() - 1 == pytest.approx(record.returns[series][rows[0]], abs=1e-12)
        assert prices[first][-1] - 1 == pytest.approx(record.returns["inflation"][rows[0]], abs=1e-12)
    assert together == 2_000
    expected = 4_000 / 98
    assert ((counts - expected) ** 2 / expected).sum() < 97 + 3.3 * math.sqrt(2 * 97)


def test_a_class_without_a_record_keeps_its_mean_and_moves_with_stocks() -> None:
    ends = np.log(years_of(Market.model_validate({"model": "bootstrap"}), 20_000, calendar_of(1)))
    tables = market_tables(Market(), 3, calendar_of(1))
    sigma = ends[:, SMALL].std() / math.sqrt(20_000)
    assert abs(ends[:, SMALL].mean() - tables.base.log_mean[SMALL]) < 4 * sigma
    assert np.corrcoef(ends[:, STOCK], ends[:, SMALL])[0, 1] > 0.9


def test_every_start_year_is_a_path() -> None:
    tables = market_tables(Market.model_validate({"model": "replay"}), 3, calendar_of(30))
    assert n_starts(tables) == 69  # 1928 to 1996: thirty years each within 1928 to 2025
    wrapped = market_tables(Market.model_validate({"model": "replay", "history": {"wraps": True}}), 3, calendar_of(30))
    assert n_starts(wrapped) == 98


@pytest.mark.parametrize(
    ("episode", "fall"),
    [("1973-1974", -0.38), ("2000-2002", -0.41), ("2007-2009", -0.49), ("2022", -0.181)],
)
def test_scripts_fall_as_far_as_the_record_says(episode: str, fall: float) -> None:
    """Damodaran's calendar years where the script is whole years (1973-74: -14.3%, -25.9% and averages of months)."""
    total = float(np.expm1(monthly_logs(Stress.model_validate({"episode": episode}))["us_stock"].sum()))
    assert total == pytest.approx(fall, abs=0.025)


def test_the_scripts_bonds_and_prices_of_2022_are_the_records() -> None:
    """The script rolls its note every month, the record keeps one all year: 1.5 points apart when rates rise."""
    course = monthly_logs(Stress(episode=Episode.YEAR_2022))
    record = us_record()
    at = int(np.flatnonzero(record.years == 2022)[0])
    assert np.expm1(course["us_stock"].sum()) == pytest.approx(record.returns["us_stocks"][at], abs=0.005)
    assert np.expm1(course["us_bond"].sum()) == pytest.approx(record.returns["treasury_notes_10y"][at], abs=0.02)
    assert np.expm1(course["inflation"].sum()) == pytest.approx(record.returns["inflation"][at], abs=0.002)
    assert episode_months(Episode.YEAR_2022)[0] == "2022-01"


@pytest.mark.parametrize(("episode", "averages"), AVERAGE_YIELDS.items())
def test_month_end_yields_lie_near_the_averages_of_the_months_around(episode: str, averages: list[float]) -> None:
    """Federal Reserve H.15, monthly averages of the 10-year yield, first the month before: within 0.35 points of the
    mean of the two months around; a shifted row or a slip of half a point fails in a moving market."""
    text = files("sim.market").joinpath("data/episodes.csv").read_text()
    ends = [float(row["yield_10y"]) for row in csv.DictReader(text.splitlines()) if row["episode"] == episode]
    around = np.array([averages[:-1], averages[1:]]).mean(axis=0)
    assert len(ends) == len(around)
    assert np.abs(np.array(ends) - around).max() < 0.35


@pytest.mark.parametrize("placement", ["start", "before_rollover", "after_rollover"])
def test_a_script_lies_where_it_is_placed(placement: str) -> None:
    calendar = build_calendar(small_scenario(start="2025-12-31", horizon_years=3, rollover="2026-12-01"))
    stress = {"episode": "fall_and_recovery", "fall": 0.4, "fall_months": 2, "recovery_months": 4}
    market = Market.model_validate({"model": "stress", "stress": {**stress, "placement": placement}})
    move = next(day for day in calendar.dates if day.isoformat() >= "2026-12-01")
    tables = market_tables(market, 3, calendar, rollover=move)
    level = path_of(tables, calendar, 0)[0][:, STOCK].cumprod()
    scripted = np.flatnonzero(tables.script.is_scripted)
    before = level[scripted[0] - 1] if scripted[0] else 1.0
    inside = level[scripted] / before
    assert inside.min() == pytest.approx(0.6, abs=0.03)
    dates = [calendar.dates[step] for step in scripted]
    if placement == "start":
        assert dates[0] == calendar.dates[0]
    elif placement == "before_rollover":
        assert dates[-1] == move
    else:
        assert dates[0] > move
