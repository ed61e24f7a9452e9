"""Calendar arithmetic of the holding period on day numbers (proleptic ordinals, 1 January of year 1 is 1).

References
----------
IRC 1222 (more than one year); Rev. Rul. 66-7 (the period starts the day after acquisition and is counted in calendar
months). Day-number algorithms: Howard Hinnant, "chrono-compatible low-level date algorithms".
"""

from sim.compile.decorators import cold_kernel, inner_kernel, kernel

ORDINAL_OF_0000_03_01 = -305


@inner_kernel
def civil_from_ordinal(ordinal: int) -> tuple[int, int, int]:
    """Return (year, month, day) of a day number."""
    z = ordinal - ORDINAL_OF_0000_03_01
    era = z // 146097
    day_of_era = z - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    year = year_of_era + era * 400
    return (year + 1 if month <= 2 else year), month, day


@inner_kernel
def ordinal_from_civil(year: int, month: int, day: int) -> int:
    """Return the day number of a date."""
    y = year - 1 if month <= 2 else year
    era = y // 400
    year_of_era = y - era * 400
    shifted_month = month - 3 if month > 2 else month + 9
    day_of_year = (153 * shifted_month + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era + ORDINAL_OF_0000_03_01


@kernel
def is_held_long(held_from: int, sold: int, years: int) -> bool:
    """Return whether a lot held from one day and sold on another was held for more than this many years, one today.

    The period starts the day after acquisition; the sale is long-term from that day of the last year on (a period that
    starts on February 29 is complete on March 1).
    """
    days, longest = sold - held_from, 366 * years + 1
    if days <= 365 * years or days > longest:
        return days > longest
    return _is_complete(held_from, sold, years)


@cold_kernel
def is_held_for_months(bought: int, sold: int, months: int) -> bool:
    """Return whether a lot bought on one day and sold on another was held for more than this many months.

    Counted as years are: from the day after acquisition on, to the same day of a later month.
    """
    days = sold - bought
    if days <= 28 * months or days > 31 * months:  # no calendar is asked where any would say the same
        return days > 31 * months
    year, month, day = civil_from_ordinal(bought + 1)
    later = year * 12 + month - 1 + months
    year, month = later // 12, later % 12 + 1
    end_of_month = ordinal_from_civil(year + month // 12, month % 12 + 1, 1)
    return sold >= min(ordinal_from_civil(year, month, 1) + day - 1, end_of_month)


@cold_kernel
def _is_complete(held_from: int, sold: int, years: int) -> bool:
    """Return whether the years that follow the day after acquisition are over."""
    year, month, day = civil_from_ordinal(held_from + 1)
    if month == 2 and day == 29:
        month, day = 3, 1
    return sold >= ordinal_from_civil(year + years, month, day)
