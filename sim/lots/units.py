"""Money and shares as whole multiples of 1e-30, so that splitting a lot never creates or loses a dollar.

Fractions would be exact too, but a chain of washes multiplies their denominators without end (measured: a chain of
2,000 washes took minutes). Here the first part of a split is rounded down and the second part is the remainder, so the
parts always add up to the whole; the value of a part is off by less than 1e-30 of a dollar a split.
"""

from decimal import Decimal

SCALE = 10**30
NEGLIGIBLE = SCALE // 10**12  # a gain or loss below 1e-12 USD is the remainder of a split, not a gain or loss

Units = int


def to_units(number: Decimal | int | str) -> Units:
    """Return a decimal number as units of 1e-30; digits beyond the thirtieth are dropped."""
    numerator, denominator = Decimal(number).as_integer_ratio()
    return numerator * SCALE // denominator


def to_decimal(units: Units, places: int = 12) -> Decimal:
    """Return units as a decimal number rounded half up to `places` digits, without trailing zeros or exponent."""
    whole, rest = divmod(units, SCALE)
    if rest == 0:
        return Decimal(whole)
    step = SCALE // 10**places
    rounded = (2 * units + step) // (2 * step)
    sign, digits = (1, -rounded) if rounded < 0 else (0, rounded)
    while places > 0 and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))


def nearest(amount: Units) -> Units:
    """Return an amount rounded to 1e-12, which takes the remainders of splits away."""
    return (amount + NEGLIGIBLE // 2) // NEGLIGIBLE * NEGLIGIBLE


def part_of(total: Units, part: Units, whole: Units) -> Units:
    """Return the share of `total` that belongs to `part` of `whole`; the caller keeps the remainder elsewhere."""
    return total if part == whole else total * part // whole
