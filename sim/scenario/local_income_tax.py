"""The income tax of the county or city where the household lives: one of the list, or a schedule of one's own."""

from typing import Annotated

from pydantic import Field

from sim.document.sizes import MOST_LOCAL_BRACKETS
from sim.scenario.base import Model, Money
from sim.scenario.enums import FilingStatus, LocalBase

_JOINT = (FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.SURVIVING_SPOUSE)


class LocalBracket(Model):
    """One rate and where it begins."""

    rate: Annotated[float, Field(ge=0, lt=0.2, allow_inf_nan=False, description="Share of the income above")]
    over: Annotated[Money, Field(description="Income above which the rate begins [USD/yr]")] = 0.0
    over_joint: Annotated[
        Money | None, Field(description="The same on a joint return and for a surviving spouse; none: as `over`")
    ] = None


class LocalIncomeTax(Model):
    """A local income tax, none by default. Simplification: an own schedule stays as it is for all years."""

    place: Annotated[str, Field(max_length=120, description="County or city of the list; empty: none of them")] = ""
    base: Annotated[LocalBase, Field(description="What the brackets are on")] = LocalBase.TAXABLE_INCOME
    brackets: Annotated[
        tuple[LocalBracket, ...], Field(max_length=MOST_LOCAL_BRACKETS, description="A schedule of one's own")
    ] = ()

    @property
    def is_levied(self) -> bool:
        """Whether a local income tax is counted."""
        return bool(self.place or self.brackets)

    def schedule(self, status: FilingStatus) -> tuple[list[float], list[float]]:
        """Return the own schedule's thresholds [USD/yr] and rates for a filing status."""
        is_joint = status in _JOINT
        begins = [one.over_joint if is_joint and one.over_joint is not None else one.over for one in self.brackets]
        return begins, [one.rate for one in self.brackets]
