"""What the household could list on Schedule A, and its gifts to a donor-advised fund."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Day, Model, Money


class Deductions(Model):
    """Costs within spending that a household may deduct instead of the standard deduction.

    Simplification: the amounts are those of the plan, also in a year in which spending is cut.
    """

    property_tax: Annotated[Money, Field(description="Property tax [USD/yr], today's dollars")] = 0.0
    mortgage_interest: Annotated[
        Money, Field(description="Interest on the home's mortgage, as far as it is deductible [USD/yr]")
    ] = 0.0
    mortgage_until: Annotated[Day | None, Field(description="Last month of it; none: the plan's end")] = None
    medical: Annotated[
        Money,
        Field(description="Medical costs and premiums that nobody pays back, HSAs neither [USD/yr], today's dollars"),
    ] = 0.0
    charity_cash: Annotated[Money, Field(description="Gifts of cash to charities [USD/yr], today's dollars")] = 0.0

    @property
    def has_any(self) -> bool:
        """Is anything listed?"""
        return self.property_tax + self.mortgage_interest + self.medical + self.charity_cash > 0.0


class FundGift(Model):
    """What goes to a donor-advised fund in each December from one year to another, beside spending."""

    amount: Annotated[Money, Field(description="Given to a donor-advised fund each year [USD/yr], today's dollars")] = (
        0.0
    )
    first_year: Annotated[
        int | None, Field(ge=2000, le=2200, description="First calendar year of the gift; none: the plan's first")
    ] = None
    last_year: Annotated[
        int | None, Field(ge=2000, le=2200, description="Last calendar year of the gift; none: the plan's last")
    ] = None
    gives_lots: Annotated[
        bool, Field(description="Are lots held long with the highest gain given first, before cash?")
    ] = True

    def is_given_in(self, year: int) -> bool:
        """Is it a year of the gift?"""
        return self.amount > 0.0 and (self.first_year or year) <= year <= (self.last_year or year)
