"""How many paths a run took that may stop when certain, and why it ended there."""

import math
from typing import Any

from sim.engine.run.certain import FEWEST_PATHS, look_at
from sim.engine.run.result import RunResult


def stopping_json(result: RunResult) -> dict[str, Any] | None:
    """Return what was asked for and reached, shares of starting wealth; None where nothing was asked or is compared.

    None too of a run's first paths.
    """
    most = result.scenario.simulation.n_paths
    is_part = result.n_paths < min(most, FEWEST_PATHS)  # a preview, or a market that has no more paths
    if is_part or result.scenario.simulation.certain_to is None:
        return None
    look = look_at(result)
    if math.isnan(look.error):
        return None
    asked, reached = (f"± {share:.3%} of starting wealth" for share in (look.asked, look.error))
    if look.is_certain:
        why = f"Of at most {most:,} paths {result.n_paths:,} were run: then every difference was sure to {asked}."
    else:
        why = (
            f"After {result.n_paths:,} paths, the most there are, the least sure difference has {reached}, not {asked}."
        )
    found = {"asked": look.asked, "reached": look.error, "is_certain": look.is_certain}
    return {**found, "most_paths": most, "why": why}
