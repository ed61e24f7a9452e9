"""The gain whose tax says what a year's marginal rate is."""

GAIN = 1_000.0
"""More of it is taxed [USD]: less than any bracket, more than the steps in which some states phase out."""

ROUNDING = 1e-9
"""A marginal rate that is short of a wanted one by less is the same."""
