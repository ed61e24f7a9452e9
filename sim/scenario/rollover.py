"""How a plan's money moves: to whom, when, how much of it, and what it buys."""

import datetime
from typing import Annotated

from pydantic import Field

from sim.document.sizes import MOST_PURCHASES
from sim.scenario.base import Day, Model, Money, NoDust, Share, Symbol
from sim.scenario.enums import RolloverMethod
from sim.statute import counted, counted_days


class Purchase(Model):
    """A share of the rollover's cash and the security it buys."""

    symbol: Symbol
    weight: Share


class Rollover(Model):
    """One rollover of a person's plan, or of a traditional IRA where the money is paid to the person.

    Simplification: a plan loan is not paid back at work, and all of it is pretax money. What cannot be raised to roll
    its offset over after April of the next year is income of that next year.
    """

    from_account: Annotated[str, Field(description="Id of the 401(k); of a traditional IRA for a 60-day rollover")]
    to_account: Annotated[
        str | None, Field(description="Id of the traditional IRA that receives the pretax money; none: all to Roth")
    ] = None
    to_roth_account: Annotated[
        str | None, Field(description="Id of the Roth IRA that receives after-tax and Roth money (Notice 2014-54)")
    ] = None
    to_taxable_account: Annotated[
        str | None, Field(description="NUA: id of the taxable account that receives the employer stock in kind")
    ] = None
    date: Day
    method: RolloverMethod = RolloverMethod.DIRECT_CASH
    share: Annotated[
        float, Field(gt=0, le=1, allow_inf_nan=False, description="Share of the account that is rolled over"), NoDust
    ] = 1.0
    buys: Annotated[
        tuple[Purchase, ...],
        Field(
            max_length=MOST_PURCHASES,
            description="What the cash buys in the IRA on the rollover date; weights add up to 1",
        ),
    ] = ()
    reinvest_date: Annotated[
        Day | None, Field(description="Direct, in cash: day of the purchases; none: the rollover date")
    ] = None
    redeposit_date: Annotated[
        Day | None, Field(description="60-day rollover: day on which the money reaches the IRA")
    ] = None
    redeposited_share: Annotated[
        Share, Field(description="60-day rollover: share of the pretax money that is put into the IRA")
    ] = 1.0
    loan_balance: Annotated[Money, Field(description="Loan offset: owed of it when work ends [USD]")] = 0.0
    replaced_from: Annotated[
        str | None,
        Field(description="60-day rollover: id of the account that replaces what was withheld; none: taxable money"),
    ] = None

    @property
    def is_made(self) -> bool:
        """Does anything leave the plan?"""
        return self.method is not RolloverMethod.STAY_IN_PLAN

    @property
    def is_in_cash(self) -> bool:
        """Is the account's content sold and bought again?"""
        always = self.method in (RolloverMethod.DIRECT_CASH, RolloverMethod.INDIRECT)
        may_be = self.method in (RolloverMethod.DIRECT_TO_ROTH, RolloverMethod.NUA_LUMP_SUM)
        return always or (may_be and bool(self.buys))

    @property
    def is_put_back(self) -> bool:
        """Does the money reach the IRA by the person's own hands, on a day of its own?"""
        return self.method in (RolloverMethod.INDIRECT, RolloverMethod.LOAN_OFFSET)

    @property
    def purchase_date(self) -> datetime.date:
        """The day on which the pretax money buys."""
        if self.is_put_back:
            return self.redeposit_date or self.date
        return max(self.date, self.reinvest_date or self.date)

    @property
    def last_day_in_time(self) -> datetime.date:
        """The last day on which money that was paid out can be put back. IRC 402(c)(3)(A), (C), 408(d)(3)(A)."""
        if self.method is RolloverMethod.LOAN_OFFSET:
            month, day = (int(counted(f"loan_rollover_{part}", self.date.year)) for part in ("month", "day"))
            return datetime.date(self.date.year + 1, month, day)
        return self.date + counted_days("rollover_days", self.date)

    @property
    def receiver(self) -> str:
        """The account that receives the pretax money."""
        return (self.to_roth_account if self.method is RolloverMethod.DIRECT_TO_ROTH else self.to_account) or ""
