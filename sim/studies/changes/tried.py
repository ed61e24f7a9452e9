"""An input of a plan and the values of it that a study tries."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sim.engine.lowering.lower import Lowered, lower
from sim.engine.records.laws import Laws
from sim.scenario.models import Scenario
from sim.studies.changes.law_pieces import change_both

Change = Callable[[Scenario], Scenario]
LawChange = Callable[[Laws], Laws]
ArraysChange = Callable[[Lowered], Lowered]


@dataclass(frozen=True)
class Tried:
    """One value of an input: what it is in words, and what it changes.

    objective : what is measured instead, for an input that is the measure itself
    arrays : changes what no plan and no law can say
    """

    said: str
    change: Change | None = None
    law: LawChange | None = None
    objective: str | None = None
    arrays: ArraysChange | None = None

    def is_as_it_is(self, scenario: Scenario) -> bool:
        """Return whether this value is the plan's own."""
        if self.law is not None or self.arrays is not None:
            return False
        return self.change is None or self.change(scenario) == scenario

    def lowered(self, scenario: Scenario) -> tuple[Scenario, Lowered]:
        """Return the plan with this value, and its arrays; raises `InputError` where it cannot be simulated."""
        changed = scenario if self.change is None else self.change(scenario)
        found = lower(changed)
        if self.law is not None:
            found = replace(found, laws=change_both(found.laws, self.law))
        return changed, found if self.arrays is None else self.arrays(found)


@dataclass(frozen=True)
class Input:
    """An input, its two values, and why those two."""

    name: str
    label: str
    why: str
    low: Tried
    high: Tried
