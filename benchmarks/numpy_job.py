"""The simplified job that the engine and a vectorized numpy program both do, and that program's market and tax.

One person of 29 in Texas with wages below the spending, one taxable account, six funds of six asset classes, each
with a replacement that is not substantially identical to it, 24 lots a fund: bought between two months and eight
years ago at 40% to 120% of today's price. Month ends over 35 years, five strategies on the same market. Stock funds
and real estate distribute every quarter, all of it ordinary income, reinvested as a new lot. Every month the
household sells for what the wages leave open, in April also for last year's federal tax: which fund, the target
weights say; which lot of it, the dearest. Losses are taken at year ends or every month, the units bought in the other
fund of the pair. Gains are short-term or long-term, losses net by term, $3,000 a year against wages, the rest is
carried over. Lots are kept apart up to 128 a fund.

Left out: the wash-sale rule (a strategy's choice), Medicare surcharges (nobody reaches 65), the state (Texas has no
income tax), random inflation.
"""

from datetime import date, timedelta

import numpy as np

from sim.engine.lowering.lower import Lowered
from sim.law.federal_law import federal_years, load_federal_law
from sim.law.federal_records import FederalLaw
from sim.law.projection import project_federal_law
from sim.market.assumptions import CLASSES, correlation_matrix, means_and_volatilities
from sim.market.lognormal import log_volatility
from sim.scenario.enums import AssetClass
from sim.scenario.models import Scenario
from sim.scenario.written.load import scenario_from

FUNDS = ("us_stock", "us_small", "international", "us_bond", "tips", "reit")
CLASS_OF_FUND = [CLASSES.index(AssetClass(fund)) for fund in FUNDS]
YIELDS = (0.015, 0.015, 0.025, 0.0, 0.0, 0.03)  # paid and reinvested every quarter; bond funds keep their interest
N_FUNDS, N_LOTS = len(FUNDS), 24
START = date(2025, 12, 31)
PRICE, SHARES, SPENDING, WAGES, INFLATION = 100.0, 100.0, 110_000.0, 50_000.0, 0.025
STRATEGIES = (
    {"harvest": "none"},
    {"harvest": "year_end", "min_loss_share": 0.05},
    {"harvest": "year_end", "min_loss_share": 0.15},
    {"harvest": "monthly", "min_loss_share": 0.05},
    {"harvest": "monthly", "min_loss_share": 0.1},
)


def lot_of(fund: int, k: int) -> tuple[date, float]:
    """Return a lot's day of purchase and its basis a share [USD]; no two are the same."""
    place = fund + N_FUNDS * ((11 * k + 5 * fund) % N_LOTS)
    return START - timedelta(60 + 120 * k + 7 * fund), PRICE * (0.4 + 0.8 * place / (N_FUNDS * N_LOTS))


def simplified_scenario(n_paths: int, n_years: int) -> Scenario:
    """Return the job as a scenario."""
    lots, securities = [], []
    for f, fund in enumerate(FUNDS):
        symbol, other = fund.upper(), f"{fund.upper()}_2"
        same = {"asset_class": fund, "price": PRICE, "dividend_yield": YIELDS[f], "qualified_share": 0.0}
        securities += [same | {"symbol": symbol, "replacement": other}, same | {"symbol": other}]
        for k in range(N_LOTS):
            acquired, basis = lot_of(f, k)
            lot = {"account": "b", "symbol": symbol, "quantity": SHARES}
            lots.append(lot | {"acquired": str(acquired), "cost_basis": SHARES * basis})
    person = {"name": "A", "born": "1996-06-01", "wages": {"annual": WAGES, "until": "2099-12-31"}}
    household = {"people": [person], "filing_status": "single", "state": "TX"}
    strategies = [{"name": str(s), "has_wash_sale_rule": False} | one for s, one in enumerate(STRATEGIES)]
    return scenario_from(
        {
            "schema_version": 1,
            "start": str(START),
            "household": household | {"spending": SPENDING, "horizon_years": n_years},
            "securities": securities,
            "holdings": {"accounts": [{"id": "b", "name": "B", "type": "taxable"}], "lots": lots},
            "strategies": strategies,
            "market": {"inflation": INFLATION, "inflation_volatility": 0.0},
            "simulation": {"n_paths": n_paths, "seed": 3},
        }
    )


def laws_by_year(first_year: int, year_end_level: np.ndarray) -> list[FederalLaw]:
    """Return each year's federal law; past the last published year it is projected by the level of prices."""
    last = federal_years()[-1]
    base = load_federal_law(last, simplified_scenario(1, 1).household.filing_status)
    found = []
    for y in range(len(year_end_level)):
        year = first_year + y
        index = year_end_level[y - 1] / (year_end_level[last - first_year - 1] if last > first_year else 1.0)
        found.append(project_federal_law(base, index, year) if year > last else base)
    return found


def draw(lowered: Lowered, n_paths: int, rng: np.random.Generator) -> np.ndarray:
    """Return gross growth, (n_steps, n_funds, n_paths), from numpy's fastest generator."""
    means, volatilities = (table[CLASS_OF_FUND] for table in means_and_volatilities(simplified_scenario(1, 1).market))
    sigma = np.array([log_volatility(m, v) for m, v in zip(means, volatilities, strict=True)])
    loadings = sigma[:, None] * np.linalg.cholesky(correlation_matrix()[np.ix_(CLASS_OF_FUND, CLASS_OF_FUND)])
    dt = lowered.calendar.dt[:, None, None]
    growth = loadings @ rng.standard_normal((len(dt), N_FUNDS, n_paths))
    growth *= np.sqrt(dt)
    growth += (np.log1p(means) - sigma**2 / 2)[:, None] * dt
    return np.exp(growth, out=growth)


def by_brackets(income: np.ndarray, thresholds: tuple[float, ...], rates: tuple[float, ...]) -> np.ndarray:
    """Return tax by brackets."""
    tax, below = np.zeros_like(income), 0.0
    for threshold, rate in zip(thresholds, rates, strict=True):
        tax += (rate - below) * np.maximum(income - threshold, 0.0)
        below = rate
    return tax


def file_returns(
    law: FederalLaw, wages: float, dividends: np.ndarray, short: np.ndarray, long: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return tax due and the short-term and long-term loss carried over, each of the gains' shape [USD].

    No dividend is qualified: the days of each lot would be asked (IRC 1(h)(11)(B)(iii)). Gains hold the carryover of
    the year before. Wages are below the additional Medicare tax.
    """
    total = short + long
    deducted = np.clip(-total, 0.0, law.gains.loss_limit)
    preferential = np.maximum(np.minimum(long, total), 0.0)
    agi = wages + dividends + np.maximum(total, 0.0) - deducted
    unfloored = agi - law.deductions.standard
    taxable = np.maximum(unfloored, 0.0)
    in_taxable = np.minimum(preferential, taxable)
    ordinary = taxable - in_taxable
    middle, top = law.gains.middle_threshold, law.gains.top_threshold
    zero = np.clip(middle - ordinary, 0.0, in_taxable)
    high = np.minimum(np.maximum(taxable - top, 0.0), in_taxable)
    at_middle, at_top = law.gains.middle_rate, law.gains.top_rate
    regular = by_brackets(ordinary, *law.ordinary) + at_middle * (in_taxable - zero - high) + at_top * high
    regular = np.minimum(regular, by_brackets(taxable, *law.ordinary))
    exempt = law.amt.exemption - law.amt.phaseout_rate * np.maximum(agi - law.amt.phaseout_start, 0.0)
    base = np.maximum(agi - np.maximum(exempt, 0.0), 0.0)
    brackets = (0.0, law.amt.high_rate_threshold), (law.amt.low_rate, law.amt.high_rate)
    preferred, room = np.minimum(base, preferential), np.maximum(middle - ordinary, 0.0)
    zero = np.minimum(room, preferred)
    fifteen = np.minimum(np.maximum(top - room - ordinary, 0.0), preferred - zero)
    with_gains = at_middle * fifteen + at_top * (preferred - zero - fifteen) + by_brackets(base - preferred, *brackets)
    tax = np.maximum(regular, np.minimum(with_gains, by_brackets(base, *brackets)))
    above = np.maximum(agi - law.surtaxes.niit_threshold, 0.0)
    tax += law.surtaxes.niit_rate * np.minimum(np.maximum(dividends + np.maximum(total, 0.0) - deducted, 0.0), above)
    used = np.minimum(deducted, np.maximum(unfloored + deducted, 0.0))
    short_loss = np.maximum(-short, 0.0)
    short_out = np.maximum(short_loss - used - np.maximum(long, 0.0), 0.0)
    used_on_long = np.maximum(used - short_loss, 0.0)
    long_out = np.maximum(np.maximum(-long, 0.0) - np.maximum(short, 0.0) - used_on_long, 0.0)
    has_loss = total < 0.0
    return tax, short_out * has_loss, long_out * has_loss
