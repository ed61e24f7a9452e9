"""Changes of the federal law that a plan asks about, whether they will come or not."""

from typing import Annotated

from pydantic import Field

from sim.scenario.base import Model, Share

MOST_RISE = 0.3


class LawChanges(Model):
    """What-ifs of the law; as they stand, nothing changes but what the law itself says."""

    benefit_cut: Annotated[Share, Field(description="Share by which Social Security is cut")] = 0.0
    benefit_cut_from: Annotated[
        int | None, Field(ge=2000, le=2200, description="First year of the cut; none: the plan's first")
    ] = None
    rate_rise: Annotated[
        float, Field(ge=0.0, le=MOST_RISE, description="By which every federal income tax bracket's rate rises")
    ] = 0.0
    rate_rise_from: Annotated[
        int | None, Field(ge=2000, le=2200, description="First year of the higher rates; none: the plan's first")
    ] = None
    ends_step_up: Annotated[bool, Field(description="Do heirs and survivors keep the cost of what was bought?")] = False
    indexes_loss_limit: Annotated[
        bool, Field(description="Does the yearly limit on losses against income grow with prices?")
    ] = False

    def benefit_share(self, year: int) -> float:
        """Return what of its benefits Social Security pays in a year."""
        return 1.0 - self.benefit_cut if year >= (self.benefit_cut_from or year) else 1.0
