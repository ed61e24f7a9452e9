"""How much the records hold at most; their counts say how much of it is in use."""

MAX_SECURITIES = 64
MAX_ACCOUNTS = 16
MAX_ROLLOVERS = 8
MAX_PENSIONS = 8
MAX_INCOMES = 128
MAX_YEARS = 62
MAX_PUBLISHED = 16
"""Years whose law is published."""
