"""Medicare's premiums and what is known of the years before the plan, and health insurance before 65."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Money


class Medicare(Model):
    """Premiums, and what decides the surcharges on them beside the plan's own income (42 USC 1395r)."""

    magi_two_years_before: Annotated[
        Money | None, Field(description="MAGI of the calendar year two before the plan's first [USD]")
    ] = None
    magi_year_before: Annotated[
        Money | None, Field(description="MAGI of the calendar year before the plan's first [USD]")
    ] = None
    appeals: Annotated[
        bool, Field(description="Does the household file form SSA-44 when wages end and when a spouse dies?")
    ] = False
    pays_part_b: Annotated[
        bool, Field(description="Are the standard Part B premiums paid beside spending, from 65 on?")
    ] = True
    other_premiums: Annotated[
        Money,
        Field(description="Part D and supplement premiums, per person from 65 on [USD/yr], today's dollars"),
    ] = 0.0


class Marketplace(Model):
    """Insurance on the Marketplace from the end of work to 65 (IRC 36B); spending holds its whole premium."""

    benchmark_premium: Annotated[
        Money,
        Field(description="Second lowest cost silver plan, per person [USD/yr], today's dollars; 0: not insured there"),
    ] = 0.0
    premium: Annotated[Money, Field(description="Premium of your own plan, per person [USD/yr], today's dollars")] = 0.0
