"""Lower how replacements differ from what they replace."""

import numpy as np

from sim.engine.lowering.holdings import Holdings, own_draws
from sim.market.assumptions import own_volatility
from sim.market.companies.tracking import is_of_companies, tracking_error
from sim.scenario.holdings import Security
from sim.scenario.models import Scenario


def pair_of(security: Security, other: Security) -> tuple[str, str]:
    """Return the two identity groups of a swap, the same for both directions."""
    first, second = sorted((security.group, other.group))
    return first, second


def lower_replacements(household: np.void, scenario: Scenario, holdings: Holdings) -> None:
    """Number the draws of pairs in the scenario's order, whoever holds them; both directions of a swap share one.

    Simplification: a replacement that is held from the start as well goes with its class there.
    """
    by_symbol = {security.symbol: security for security in scenario.securities}
    swaps = [(one, by_symbol[one.replacement]) for one in scenario.securities if one.replacement is not None]
    pairs = list(dict.fromkeys(pair_of(*swap) for swap in swaps if not is_of_companies(*swap)))
    companies, tracking = own_draws(scenario), []
    household["pair_draw"], household["company_draw"] = -1, -1
    for line, (_, security) in enumerate(holdings.lines):
        other = by_symbol.get(security.replacement or "")
        if other is None or (error := tracking_error(security, other)) <= 0.0:
            continue
        tracking.append(line)
        if is_of_companies(security, other):
            for side, company in enumerate((security, other)):
                household["company_draw"][line, side] = companies.get(company.group, -1)
                household["company_risk"][line, side] = own_volatility(company)
            household["n_companies_swapped"] += 1
        else:
            household["pair_draw"][line] = pairs.index(pair_of(security, other))
            household["pair_error"][line] = error if security.group < other.group else -error
    household["n_tracking"], household["tracking"][: len(tracking)] = len(tracking), tracking
    household["n_pair_draws"] = len(pairs) if (household["pair_draw"] >= 0).any() else 0
