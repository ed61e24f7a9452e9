"""How spending goes on from its target: fixed, shaped by age, or following the portfolio; and events."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sim.scenario.base import Day, Model, Money, Name, NoDust, Share

Trigger = Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)]
Step = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]


class SpendingKind(StrEnum):
    """What decides a year's spending."""

    FIXED = "fixed"
    GUARDRAILS = "guardrails"
    PORTFOLIO_SHARE = "portfolio_share"


class LaterLife(StrEnum):
    """How the target changes with age, in today's dollars."""

    LEVEL = "level"
    DECLINE = "decline"
    SMILE = "smile"


class SpendingRule(Model):
    """What becomes of the spending target year by year.

    References
    ----------
    Guyton and Klinger (2006), Decision Rules and Maximum Initial Withdrawal Rates, Journal of Financial Planning 19(3):
    the guardrails and their defaults. Blanchett (2014), Exploring the Retirement Consumption Puzzle, Journal of
    Financial Planning 27(5): the smile.
    """

    kind: SpendingKind = SpendingKind.FIXED
    later_life: Annotated[LaterLife, Field(description="How the target changes with the first person's age")] = (
        LaterLife.LEVEL
    )
    decline_rate: Annotated[Step, Field(description="Decline: real fall of the target a year")] = 0.01
    decline_from_age: Annotated[int, Field(ge=40, le=110, description="Decline: age after which it falls")] = 70
    cut_above: Annotated[
        Trigger, Field(description="Guardrails: spending is cut when the withdrawal rate exceeds the first by more")
    ] = 0.20
    cut_share: Annotated[Step, Field(description="Guardrails: share by which spending is cut")] = 0.10
    raise_below: Annotated[
        Share,
        Field(description="Guardrails: spending is raised when the withdrawal rate is lower than the first by more"),
    ] = 0.20
    raise_share: Annotated[Share, Field(description="Guardrails: share by which spending is raised")] = 0.10
    uncut_years: Annotated[
        int, Field(ge=0, le=60, description="Guardrails: last years of the plan in which nothing is cut")
    ] = 15
    freezes_after_loss: Annotated[
        bool, Field(description="Guardrails: no rise with prices after a losing year while the rate is above the first")
    ] = True
    portfolio_share: Annotated[
        float,
        Field(gt=0, le=0.5, allow_inf_nan=False, description="Share of portfolio: share of last year-end's value"),
        NoDust,
    ] = 0.04
    floor_share: Annotated[
        Share, Field(description="Guardrails and share of portfolio: least spending as a share of the target")
    ] = 0.75


class SpendingEvent(Model):
    """One payment beside the yearly spending: a house, a gift, care."""

    label: Name = "Event"
    date: Annotated[Day, Field(description="Paid at the end of the month of this day")]
    amount: Annotated[Money, Field(description="Amount after tax [USD], today's dollars")]
