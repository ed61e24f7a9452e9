"""How much the records hold at most; their counts say how much of it is in use."""

from sim.market.assumptions import MOST_YIELD

MAX_SECURITIES = 64
MAX_ACCOUNTS = 16
MAX_ROLLOVERS = 8
MAX_PENSIONS = 8
MAX_INCOMES = 128
MAX_YEARS = 62
MAX_GIVEN = 64
"""Lots with one basis for a gain and another for a loss."""
MAX_OWN_YEARS = 2
"""Years in which some security pays otherwise than in all years."""
MONTH_ROWS = 13 * (1 + MAX_OWN_YEARS)
"""Rows of what is paid by month: 13 for all years, then 13 for each year of its own; a month stands in its place."""
MAX_PUBLISHED = 16
"""Years whose law is published."""
MOST_INCOME = MOST_YIELD / 12
"""What a bond fund yields in a month, at most: a year's part of the most that any security may yield."""
MAX_GIFT_YEARS = 8
"""For which a gift above the limits is carried."""
