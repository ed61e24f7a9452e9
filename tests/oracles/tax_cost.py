"""Morningstar's tax cost ratio of a holding, from its published formula and dollars alone; knows no engine."""


def ratio_of_returns(after_tax: float, before_tax: float) -> float:
    """Return 1 - (1 + return after tax) / (1 + return before tax), both of the same time, as shares."""
    return 1.0 - (1.0 + after_tax) / (1.0 + before_tax)


def ratio_of_a_year(opening: float, closing: float, tax: float) -> float:
    """Return the ratio of a year in which nothing is paid in or out; the tax is due at its end [USD]."""
    return ratio_of_returns((closing - tax) / opening - 1.0, closing / opening - 1.0)


def ratio_of_years(years: list[tuple[float, float, float]]) -> float:
    """Return the yearly ratios' mean, each weighed by the mean of its opening and closing value.

    A year's ratio is that of an account that stays at this mean: money that came or went is in it for half the year.
    """
    means = [(opening + closing) / 2.0 for opening, closing, _ in years]
    each = [ratio_of_a_year(mean, mean, tax) for mean, (_, _, tax) in zip(means, years, strict=True)]
    return sum(mean * one for mean, one in zip(means, each, strict=True)) / sum(means)
