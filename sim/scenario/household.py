"""Who the household is: people, filing status, income, spending and horizon."""

from typing import Annotated

from pydantic import Field

from sim.document.sizes import MOST_EVENTS, MOST_PENSIONS
from sim.scenario.base import Day, Model, Money, Name, Share, Symbol
from sim.scenario.deductions import Deductions, FundGift
from sim.scenario.enums import FilingStatus, Owner, RmdTiming, SpendingTiming
from sim.scenario.health import Marketplace, Medicare
from sim.scenario.heirs import Heirs
from sim.scenario.lives import Lives, Sex
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.scenario.move import Move
from sim.scenario.so_far import SoFar
from sim.scenario.spending import SpendingEvent, SpendingRule
from sim.statute import bounds

FIRST_CLAIM, LAST_CLAIM = bounds("first_benefit_age")[0], bounds("last_credit_age")[1]
MOST_YEARS = 60
"""No plan runs longer."""


class Wages(Model):
    """Pay until a date.

    Simplification: payroll tax is asked of these wages alone, not of what is paid into a plan beside them. Nothing was
    paid in before the plan's start in its first year. What a limit cuts off own contributions is pay; what it cuts off
    the employer's is not paid. The wages of the year before are these at its prices.
    """

    annual: Annotated[Money, Field(description="Wages before payroll tax [USD/yr], today's dollars")] = 0.0
    pays_payroll_tax: Annotated[
        bool, Field(description="Does the simulation take Social Security and Medicare tax off these wages?")
    ] = True
    until: Annotated[Day | None, Field(description="Last day of work")] = None
    so_far: Annotated[
        Money | None,
        Field(description="Paid in the plan's first year before its first day; none: by the months [USD]"),
    ] = None
    plan_contribution: Annotated[
        Money,
        Field(description="Paid into a 401(k) in addition to these wages, match included [USD/yr], today's dollars"),
    ] = 0.0
    plan_match: Annotated[Money | None, Field(description="Of it the employer's; none: not known [USD/yr]")] = None
    plan_roth_contribution: Annotated[Money, Field(description="Own Roth contributions, of the wages [USD/yr]")] = 0.0
    plan_after_tax_contribution: Annotated[Money, Field(description="Own after-tax ones, of the wages [USD/yr]")] = 0.0
    plan_account: Annotated[str | None, Field(description="Id of the 401(k) that receives it")] = None
    plan_buys: Annotated[Symbol | None, Field(description="What it buys in the plan, every month end")] = None

    @property
    def paid_into_plan(self) -> float:
        """All that payroll wants to pay into the plan [USD/yr], today's dollars."""
        return self.plan_contribution + self.plan_roth_contribution + self.plan_after_tax_contribution


class SocialSecurity(Model):
    """One person's retirement benefit and the age at which it starts."""

    annual_at_claiming: Annotated[
        Money, Field(description="Gross benefit at the claiming age [USD/yr], today's dollars")
    ] = 0.0
    claiming_age: Annotated[
        int, Field(ge=FIRST_CLAIM, le=LAST_CLAIM, description="Age in whole years when the benefit starts")
    ] = 67
    takes_spousal: Annotated[
        bool, Field(description="Is a spousal benefit added where half of the other's is more?")
    ] = False


class Pension(Model):
    """One pension, taxed as ordinary income but for what it cost."""

    annual: Annotated[Money, Field(description="Pension [USD/yr], in dollars of its first year")]
    starts: Day
    has_cola: Annotated[bool, Field(description="Does it rise with inflation?")] = False
    survivor_share: Annotated[Share, Field(description="Share that continues to a surviving spouse")] = 0.0
    investment: Annotated[
        Money,
        Field(description="Your own after-tax contributions when it began: tax-free as they are paid back [USD]"),
    ] = 0.0


class Person(Model):
    """One person of the household and what that person receives."""

    name: Name = "Person"
    born: Day
    wages: Wages = Wages()
    social_security: SocialSecurity = SocialSecurity()
    pensions: Annotated[tuple[Pension, ...], Field(max_length=MOST_PENSIONS)] = ()
    charity_gift: Annotated[
        Money, Field(description="Given from traditional IRAs to charity each year from 70 1/2 [USD], today's dollars")
    ] = 0.0
    spouse_inherits_alone: Annotated[
        bool, Field(description="Is the spouse the only beneficiary of this person's plans and IRAs?")
    ] = True
    sex: Annotated[Sex | None, Field(description="For the life table; none: the mean of both")] = None
    dies_in: Annotated[
        int | None, Field(ge=2000, le=2200, description="Lives by date: last calendar year of the life")
    ] = None


class Household(Model):
    """The people who file together, what they spend and how long the plan runs."""

    people: Annotated[tuple[Person, ...], Field(min_length=1, max_length=2)]
    filing_status: FilingStatus = FilingStatus.SINGLE
    state: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="Two-letter state of residence")] = "CA"
    counts_on_state_what_if: Annotated[bool, Field(description="Count on a pending change of the state's law")] = False
    local_income_tax: LocalIncomeTax = LocalIncomeTax()
    spending: Annotated[Money, Field(description="After-tax spending target [USD/yr], today's dollars")] = 60_000.0
    medical_from_hsa: Annotated[
        Money,
        Field(description="Medical costs within spending that HSAs pay while they last [USD/yr], today's dollars"),
    ] = 0.0
    spends: Annotated[SpendingTiming, Field(description="When the year's spending leaves the accounts")] = (
        SpendingTiming.MONTHLY
    )
    rmds: Annotated[RmdTiming, Field(description="When required minimum distributions are taken")] = RmdTiming.AS_NEEDED
    cash_reserve_months: Annotated[
        float, Field(ge=0, le=60, allow_inf_nan=False, description="Months of spending that are left in cash")
    ] = 0.0
    spending_rule: SpendingRule = SpendingRule()
    events: Annotated[tuple[SpendingEvent, ...], Field(max_length=MOST_EVENTS)] = ()
    heirs_tax_rate: Annotated[Share, Field(description="Heirs' tax rate on inherited pretax money")] = 0.22
    heirs: Heirs = Heirs()
    horizon_years: Annotated[int, Field(ge=1, le=MOST_YEARS, description="Whole calendar years to plan for")] = 30
    outside_gain_short: Annotated[
        Money, Field(description="Short-term gains from elsewhere, received in cash [USD/yr], today's dollars")
    ] = 0.0
    outside_gain_long: Annotated[
        Money, Field(description="Long-term gains from elsewhere, received in cash [USD/yr], today's dollars")
    ] = 0.0
    loss_carryover_short: Annotated[Money, Field(description="Short-term capital loss carried in [USD]")] = 0.0
    loss_carryover_long: Annotated[Money, Field(description="Long-term capital loss carried in [USD]")] = 0.0
    lives: Lives = Lives()
    medicare: Medicare = Medicare()
    marketplace: Marketplace = Marketplace()
    deductions: Deductions = Deductions()
    fund_gift: FundGift = FundGift()
    move: Move = Move()
    so_far: SoFar = SoFar()

    @property
    def itemizes(self) -> bool:
        """May the household list deductions?"""
        return self.deductions.has_any or self.fund_gift.amount > 0.0

    def name_of(self, owner: Owner) -> str:
        """Return the name of the person who is this owner."""
        person = self.person(owner)
        return "" if person is None else person.name

    def person(self, owner: Owner) -> Person | None:
        """Return the person who is this owner, or None where there is no spouse."""
        index = 0 if owner is Owner.SELF else 1
        return self.people[index] if index < len(self.people) else None
