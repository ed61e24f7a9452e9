"""Medicare before the plan's own years are known, and health insurance before 65."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money


class Medicare(Model):
    """What decides the income-related surcharges beside the plan's own income (42 USC 1395r(i))."""

    magi_two_years_before: Annotated[
        Money | None, Field(description="MAGI of the calendar year two before the plan's first [USD]")
    ] = None
    magi_year_before: Annotated[
        Money | None, Field(description="MAGI of the calendar year before the plan's first [USD]")
    ] = None
    appeals: Annotated[
        bool, Field(description="Does the household file form SSA-44 when wages end and when a spouse dies?")
    ] = False


class Marketplace(Model):
    """Insurance on the Marketplace from the end of work to 65 (IRC 36B); spending holds its whole premium."""

    benchmark_premium: Annotated[
        Money,
        Field(description="Second lowest cost silver plan, per person [USD/yr], today's dollars; 0: not insured there"),
    ] = 0.0
    premium: Annotated[Money, Field(description="Premium of your own plan, per person [USD/yr], today's dollars")] = 0.0
