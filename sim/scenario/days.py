"""The first and the last day that a plan, a ledger or a broker's file may name.

A calendar ends at the years 1 and 9999: thirty days before the one or after the other there is no day to compute with.
"""

from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
