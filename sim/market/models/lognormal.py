"""Correlated lognormal returns: the user's means, volatilities and correlations, and nothing else."""

from sim.market.tables import MarketTables, Setting, plain_tables

TITLE = "Lognormal"
SUMMARY = "Every month is like every other: returns are lognormal, correlated, without memory and without fat tails."


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    return plain_tables(setting)
