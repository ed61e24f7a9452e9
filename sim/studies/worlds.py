"""How sure a verdict is beyond luck: the difference again in worlds with other assumptions, on common paths."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sim.engine.run.run import run_lowered
from sim.errors import InputError
from sim.results.explain import usd
from sim.results.paired import MEASURE, PairedDifference
from sim.results.verdict import OBJECTIVES
from sim.scenario.models import Scenario
from sim.studies.changes.tried import Tried
from sim.studies.changes.worlds_tried import WorldTried, worlds_of
from sim.studies.pairs import paired_gap, two_of, why_not
from sim.studies.progress import Progress, Stop, part_of

WORLD_PATHS, WORLD = 500, "each with one assumption changed"


class Sign(StrEnum):
    """What becomes of today's sign in a world."""

    HOLDS = "holds"
    TURNS = "turns"
    UNCLEAR = "unclear"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True)
class World:
    """One world: what is so in it, the strategy's paired difference there, and what that does to today's sign.

    Against a difference that is not measurable today, a measurable one turns, and any other holds.
    """

    name: str
    label: str
    where: str
    why: str
    value: PairedDifference | None
    sign: Sign
    why_not: str = ""


@dataclass(frozen=True)
class Worlds:
    """A strategy's difference from another in every world, and in today's."""

    objective: str
    strategy: str
    compared_with: str
    n_paths: int
    today: PairedDifference
    worlds: tuple[World, ...]

    def of(self, sign: Sign) -> list[World]:
        """Return the worlds in which this becomes of today's sign."""
        return [world for world in self.worlds if world.sign is sign]

    def as_json(self) -> dict[str, Any]:
        """Return what ``summary.json`` holds of it."""
        return {**asdict(self), "n_holding": len(self.of(Sign.HOLDS)), "sentence": sentence(self)}


def worlds(
    scenario: Scenario,
    strategy: int,
    reference: int,
    objective: str = OBJECTIVES[0],
    n_paths: int = WORLD_PATHS,
    on_progress: Progress | None = None,
    should_cancel: Stop | None = None,
    today: PairedDifference | None = None,
) -> Worlds:
    """Return a strategy's difference from `reference` in some nineteen worlds, each with one assumption changed.

    Every world runs both strategies with the plan's seed: growth, deaths and prices follow the same random numbers.

    Parameters
    ----------
    scenario : Scenario
        The plan.
    strategy, reference : int
        By position in the plan.
    objective : str, optional
        A key of `Findings.figure`, such as ``after_tax_wealth_real``.
    n_paths : int, optional
        Of each world, at least 1.
    on_progress : callable, optional
        Gets the share done, 0 to 1.
    should_cancel : callable, optional
        Is asked again and again whether to stop.
    today : PairedDifference, optional
        The plan's own difference, where a run of it has told it; else it is one more world.

    Returns
    -------
    Worlds
        Today's difference and every world's, each with its paired standard error, and where the sign turns.

    Raises
    ------
    InputError
        Where the plan as it is cannot be simulated; a world that cannot says why.
    Canceled
        When `should_cancel` returned True.

    See Also
    --------
    what_moves : What single inputs do to a difference.

    References
    ----------
    Lempert, Popper and Bankes (2003), Shaping the Next One Hundred Years, RAND MR-1626: choices that hold in many
    futures.

    Examples
    --------
    >>> from sim.api import sample_scenario, worlds
    >>> found = worlds(sample_scenario("no-taxable-account"), strategy=1, reference=0, n_paths=1)
    >>> {world.value.mean for world in found.worlds}
    {0.0}
    """
    base = two_of(scenario, strategy, reference, n_paths)
    tried = worlds_of(base, objective)
    every = (*(one.tried for one in tried), *((Tried("today"),) if today is None else ()))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        asked = [pool.submit(_value, base, one, objective, should_cancel) for one in every]
        try:
            found = []
            for done, future in enumerate(asked):
                found.append(future.result())
                part_of(on_progress, done, len(asked))(1.0)
        finally:
            pool.shutdown(cancel_futures=True)
    own = found[-1] if today is None else today
    if isinstance(own, InputError):
        raise own
    rows = tuple(_world(one, value, own) for one, value in zip(tried, found[: len(tried)], strict=True))
    compared_with, name = (one.name for one in base.strategies)
    return Worlds(objective, name, compared_with, n_paths, own, rows)


def _value(base: Scenario, tried: Tried, objective: str, should_cancel: Stop | None) -> PairedDifference | InputError:
    """Return the second strategy less the first in one world, or why there is none; on one thread of several."""
    try:
        scenario, lowered = tried.lowered(base)
        return paired_gap(run_lowered(scenario, lowered, threads=1, should_cancel=should_cancel), objective)
    except InputError as error:
        return error


def _world(one: WorldTried, value: PairedDifference | InputError, today: PairedDifference) -> World:
    if isinstance(value, InputError):
        return World(one.name, one.label, one.where, one.why, None, Sign.NOT_TRIED, why_not(value))
    return World(one.name, one.label, one.where, one.why, value, sign_of(value, today))


def sign_of(value: PairedDifference, today: PairedDifference) -> Sign:
    """Return what becomes of today's sign where the difference is this."""
    if not today.is_measurable:
        return Sign.TURNS if value.is_measurable else Sign.HOLDS
    if not value.is_measurable:
        return Sign.UNCLEAR
    return Sign.HOLDS if value.mean * today.mean > 0 else Sign.TURNS


def sentence(found: Worlds) -> str:
    """Return in how many worlds the answer holds, and where it turns."""
    tried = len(found.worlds) - len(found.of(Sign.NOT_TRIED))
    holding, turning, unclear = (found.of(sign) for sign in (Sign.HOLDS, Sign.TURNS, Sign.UNCLEAR))
    does = _does(found.today, found.objective) if found.today.is_measurable else "makes no measurable difference"
    by = f"judged by {MEASURE[found.objective].label.lower()}"
    if len(holding) == tried:
        return f"The answer holds in all {tried} worlds tried, {WORLD}: “{found.strategy}” {does}, {by}."
    words = f"The answer holds in {len(holding)} of {tried} worlds tried, {WORLD}: “{found.strategy}” {does}, {by}."
    if turning:
        words += " It turns where " + ", where ".join(_told(world, found.objective) for world in turning) + "."
    if unclear:
        words += " No measurable difference where " + ", where ".join(world.where for world in unclear) + "."
    return words


def _does(value: PairedDifference, objective: str) -> str:
    return "pays" if (value.mean > 0) is not MEASURE[objective].is_lower_better else "costs"


def _told(world: World, objective: str) -> str:
    assert world.value is not None
    return f"{world.where} ({_does(world.value, objective)} {usd(abs(world.value.mean))})"
