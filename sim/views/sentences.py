"""Numbers in the words of a hover text or a caption."""

import math

from sim.results.explain import usd
from sim.results.paired import DRAG_UNIT, MEASURE, STANDARD_ERRORS, Measure, PairedDifference


def quantity(amount: float, measure: Measure) -> str:
    """Return an amount with its unit: ``$1,234`` or ``5.2 basis points of the portfolio a year``."""
    if not math.isfinite(amount):
        return "an unknown amount"
    if measure.unit == DRAG_UNIT:
        return f"{amount:,.1f} basis points of the portfolio a year"
    if measure.unit.startswith("%"):
        return f"{amount:.1f}% of paths"
    return usd(amount) + a_year(measure)


def two_errors(value: PairedDifference) -> float:
    """Return two standard errors, 0 where a single path leaves them unknown."""
    error = STANDARD_ERRORS * value.standard_error
    return 0.0 if math.isnan(error) else error


def a_year(measure: Measure) -> str:
    """Return " a year" for a measure that is one."""
    return " a year" if measure.unit.endswith("/yr") else ""


def difference_sentence(name: str, first: str, row: PairedDifference, measure: Measure) -> str:
    """Return one sentence on a paired difference; it says so where nothing can be measured."""
    what = measure.label.lower()
    if row.is_zero:
        return f"{name}: {what} is exactly the same as with {first} on every path."
    if not row.is_measurable:
        return (
            f"{name}: no measurable difference in {what} from {first} "
            f"({quantity(row.mean, measure)} ± {quantity(two_errors(row), measure)})."
        )
    more = "more" if row.mean > 0 else "less"
    return (
        f"{name}: {what} is {quantity(abs(row.mean), measure)} {more} than with {first} on average "
        f"(± {quantity(two_errors(row), measure)}, two standard errors); {row.share_better:.0%} of paths are better."
    )


WEALTH = MEASURE["after_tax_wealth_real"]
DRAG = MEASURE["tax_drag_bp"]
