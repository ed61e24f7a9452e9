"""How sure a share of paths is: Wilson's interval, and the ranks that it leaves possible."""

import math

STANDARD_ERRORS = 2.0
ROUNDING = 1e-9


def wilson_interval(share: float, n: float, standard_errors: float = STANDARD_ERRORS) -> tuple[float, float]:
    """Return the ends of the interval for the true share where so much of `n` paths was seen, 0 to 1.

    All shares from which the one seen lies at most so many standard errors away, each with the error that it would
    have itself. At 0 and 1 it does not shrink to a point, as the share with its own standard error does.

    References
    ----------
    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22(158), 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    z2 = standard_errors**2
    center, reach = share + z2 / (2 * n), standard_errors * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = ((center - reach) / (1 + z2 / n), (center + reach) / (1 + z2 / n))
    return (0.0 if share == 0.0 else max(0.0, low)), (1.0 if share == 1.0 else min(1.0, high))


def possible_counts(share: float, n: int, standard_errors: float = STANDARD_ERRORS) -> tuple[int, int]:
    """Return the fewest and the most of `n` paths whose Wilson interval holds a share."""
    reach = standard_errors * math.sqrt(n * share * (1 - share))
    return max(0, math.ceil(n * share - reach - ROUNDING)), min(n, math.floor(n * share + reach + ROUNDING))
