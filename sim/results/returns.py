"""Money-weighted returns of many paths at once."""

import numpy as np

FIRST_GUESS = 0.04
FIRST_STEP = 0.05
WIDEST = 5.0
TOLERANCE = 1e-13
MOST_STEPS = 100


def flow_times(year_share: np.ndarray) -> tuple[np.ndarray, float]:
    """Return when a year's flows are taken to happen, (n_years,) [yr], and when the last year ends.

    A year's flows fall on the middle of the year's part that lies inside the plan: `year_share` is the length of
    that part. Wages, spending and the year's tax payment (April) are spread around it.
    """
    ends = np.cumsum(year_share)
    return ends - year_share / 2, float(ends[-1])


def money_weighted_return(start: float, flows: np.ndarray, terminal: np.ndarray, year_share: np.ndarray) -> np.ndarray:
    """Return the yearly rate at which the start wealth grows into the flows and the terminal wealth: (n_paths,).

    The rate r solves ``start = sum(flows / (1 + r) ** t) + terminal / (1 + r) ** T``. It is NaN where nothing is
    there at the start, or where no rate between -96% and +3,300% a year solves it.

    Parameters
    ----------
    start : wealth at time 0 [USD]
    flows : (n_paths, n_years), paid out of the portfolio; negative where money came in [USD/yr]
    terminal : (n_paths,), wealth at the end [USD]
    year_share : (n_years,), length of each year [yr]

    Notes
    -----
    Works on the log growth ``x = log(1 + r)``: the bracket widens from 4% until the sign changes, then Newton steps
    are taken, a bisection wherever Newton leaves the bracket. With several roots the one that the widening meets
    first, the one nearest to 4%, is returned. Every row is solved by itself and left alone once solved, so that equal
    rows get equal rates to the last bit.
    """
    times, end = flow_times(np.asarray(year_share, dtype=np.float64))
    when = np.append(times, end)
    amounts = np.column_stack([flows, terminal])
    rates = np.full(len(amounts), np.nan)
    if not start > 0:
        return rates
    low, high = _bracket(start, amounts, when)
    solvable = ~np.isnan(low)
    rates[solvable] = np.expm1(_solve(start, amounts[solvable], when, low[solvable], high[solvable]))
    return rates


def _excess(start: float, amounts: np.ndarray, when: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the present value less the start wealth, and its derivative, at log growth `x`; each (n_rows,)."""
    discounted = amounts * np.exp(-x[:, None] * when)
    return discounted.sum(axis=1) - start, -(discounted * when).sum(axis=1)


def _bracket(start: float, amounts: np.ndarray, when: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return ends between which the present value passes the start wealth; NaN where none are found."""
    n = len(amounts)
    center = np.full(n, FIRST_GUESS)
    low, high = np.full(n, np.nan), np.full(n, np.nan)
    at_center, _ = _excess(start, amounts, when, center)
    inner_low, inner_high = center.copy(), center.copy()
    step = FIRST_STEP
    while step <= WIDEST:
        for outer, inner in ((center - step, inner_low), (center + step, inner_high)):
            at_outer, _ = _excess(start, amounts, when, outer)
            found = np.isnan(low) & (np.sign(at_outer) != np.sign(at_center))
            low[found], high[found] = np.minimum(outer, inner)[found], np.maximum(outer, inner)[found]
            inner[:] = outer
        if not np.isnan(low).any():
            break
        step *= 1.7
    return low, high


def _solve(start: float, amounts: np.ndarray, when: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    low, high = low.copy(), high.copy()
    x = (low + high) / 2
    at_low, _ = _excess(start, amounts, when, low)
    is_open = np.ones(len(x), dtype=bool)
    for _ in range(MOST_STEPS):
        rows = np.flatnonzero(is_open)
        if not len(rows):
            break
        here = x[rows]
        excess, slope = _excess(start, amounts[rows], when, here)
        same_side = np.sign(excess) == np.sign(at_low[rows])
        low[rows] = np.where(same_side, here, low[rows])
        high[rows] = np.where(same_side, high[rows], here)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = here - excess / slope
        inside = (newton > low[rows]) & (newton < high[rows])
        following = np.where(inside, newton, (low[rows] + high[rows]) / 2)
        following = np.where(excess == 0, here, following)
        x[rows] = following
        is_open[rows] = np.abs(following - here) > TOLERANCE
    return x
