"""What a search tries: harvest policy x rollover timing x conversion rule, some 200 strategies of one household."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from sim.law.federal_law import federal_years, load_federal_law
from sim.scenario.conversions import Conversion, ConversionKind
from sim.scenario.enums import HARVEST_SCHEDULES, HarvestTiming, TaxedAs
from sim.scenario.models import Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy
from sim.studies.changes.moved_rollovers import can_be_planned, moved
from sim.studies.timing_map import moving_rollover, pattern_of

DAYS_AWAY = 60
MID_JANUARY = (1, 15)
DEEP_LOSS = 0.15
AS_PLANNED, NEVER = "as planned", "no conversion"
BRACKETS = slice(1, 4)
"""Positions of the bracket rates that conversions may fill: above the lowest, below the higher ones."""


@dataclass(frozen=True)
class Candidate:
    """One strategy together with the rollovers that it is tried with.

    rollover : position of the one that is moved, None where the plan has none to move
    """

    harvest: str
    timing: str
    conversion: str
    strategy: Strategy
    rollovers: tuple[Rollover, ...]
    rollover: int | None

    @property
    def name(self) -> str:
        return f"{self.harvest}; rollover {self.timing}; {self.conversion}"


def candidates_of(scenario: Scenario) -> tuple[Candidate, ...]:
    """Return everything to try, first what the search is judged by: nothing harvested, all else as planned.

    What the plan could not hold is left out: a conversion without a Roth IRA, a harvest before the plan's start.
    """
    k, pattern = moving_rollover(scenario), pattern_of(scenario)
    timings, conversions = _timings(scenario, k), _conversions(scenario, pattern)
    policies = _policies(scenario, pattern, k is not None)
    made = []
    for (harvest, changed), (timing, rollovers), (words, conversion) in product(
        policies.items(), timings.items(), conversions.items()
    ):
        strategy = changed.model_copy(update={"conversion": conversion})
        made.append(Candidate(harvest, timing, words, strategy, rollovers, k))
    return tuple(
        one for number, one in enumerate(made) if number == 0 or can_be_planned(scenario, one.strategy, one.rollovers)
    )


def _policies(scenario: Scenario, pattern: Strategy, has_rollover: bool) -> dict[str, Strategy]:
    """Return the harvest policies with the thresholds and costs of the plan's own."""
    schedules = {kind: one for kind, one in HARVEST_SCHEDULES.items() if has_rollover or not one.sides_of_rollover}
    found = {one.name: pattern.model_copy(update={"harvest": kind}) for kind, one in schedules.items()}
    deep = {"harvest": HarvestTiming.MONTHLY, "min_loss_share": max(DEEP_LOSS, pattern.min_loss_share)}
    found["Every month, deep losses only"] = pattern.model_copy(update=deep)
    if pattern.min_marginal_rate == 0:
        rate = load_federal_law(federal_years()[-1], scenario.household.filing_status).gains.middle_rate
        guard = {"min_marginal_rate": rate, "marginal_rate_on": TaxedAs.LONG_TERM_GAINS}
        monthly = pattern.model_copy(update={"harvest": HarvestTiming.MONTHLY, **guard})
        found[f"Every month, {monthly.guard}"] = monthly
    return found


def _timings(scenario: Scenario, k: int | None) -> dict[str, tuple[Rollover, ...]]:
    """Return the rollovers of each timing by its words; a date before the plan's start is left out."""
    found = {AS_PLANNED: scenario.rollovers}
    if k is None:
        return found
    planned = scenario.rollovers[k].date
    january = date(planned.year + 1, *MID_JANUARY)
    wanted = {
        f"{DAYS_AWAY} days earlier": planned - timedelta(DAYS_AWAY),
        f"{DAYS_AWAY} days later": planned + timedelta(DAYS_AWAY),
        "next January": january,
    }
    for words, day in wanted.items():
        if day > scenario.start:
            found[words] = moved(scenario.rollovers, k, day)
    return found


def _conversions(scenario: Scenario, pattern: Strategy) -> dict[str, Conversion]:
    """Return the conversion rules by their words, the plan's own first."""
    rates = list(load_federal_law(federal_years()[-1], scenario.household.filing_status).ordinary.rates)[BRACKETS]
    own, never = pattern.conversion, Conversion()
    found = {"conversion as planned" if own != never else NEVER: own, NEVER: never}
    for rate in rates:
        kind = ConversionKind.TO_BRACKET
        found[f"converts to the top of {rate:.0%}"] = Conversion(kind=kind, bracket_rate=rate)
    found["converts to the first Medicare tier"] = Conversion(kind=ConversionKind.TO_IRMAA_TIER, irmaa_tier=0)
    return found
