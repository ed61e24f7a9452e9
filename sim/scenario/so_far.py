"""What the plan's first calendar year brought before its first day, where that is known better than by its share."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money

Signed = Annotated[float, Field(ge=-1e10, le=1e10, allow_inf_nan=False)]
"""Nominal USD, a loss negative."""


class SoFar(Model):
    """The year up to the plan's first day; what is left empty is the share of the year that is over.

    Simplification: what a plan or an IRA paid so far is income as a whole and under no 10%; where no tax is named, what
    was withheld is a share of the year of the tax on a year that goes on as it went so far, and nothing on gains and
    distributions.
    """

    interest: Annotated[Money | None, Field(description="Taxable interest so far [USD]")] = None
    ordinary_dividends: Annotated[
        Money | None, Field(description="Dividends so far, qualified ones included [USD]")
    ] = None
    qualified_dividends: Annotated[Money | None, Field(description="Of them qualified [USD]")] = None
    gains_short: Annotated[
        Signed | None, Field(description="Short-term gains realized so far; a loss below 0 [USD]")
    ] = None
    gains_long: Annotated[
        Signed | None, Field(description="Long-term gains realized so far, with funds' distributions of them [USD]")
    ] = None
    withheld: Annotated[
        Money | None, Field(description="Federal and state income tax withheld and paid in for the year so far [USD]")
    ] = None
