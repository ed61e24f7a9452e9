"""Correlated lognormal returns: the user's means, volatilities and correlations, and nothing else."""

from sim.market.tables import MarketTables, Setting, plain_tables

TITLE = "Lognormal"
SUMMARY = "All months are alike: returns are lognormal and correlated, with no memory and no fat tails."


def build(setting: Setting) -> MarketTables:
    """Return the model's tables."""
    return plain_tables(setting)
