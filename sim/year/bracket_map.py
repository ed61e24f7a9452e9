"""The bracket map: what the next dollar of a conversion, of long-term gain or of harvested loss really costs or saves.

Every variant goes through the return itself, $100 apart. Tax that moves in jumps (a Medicare tier, the end of the
premium credit, a state's exemption lost at once) has no rate: it is a cliff, named with its dollars.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.tax.batch import input_table
from sim.tax.records import ReturnInput
from sim.year.basis import YearBasis
from sim.year.bill import Bills, bills_of_table
from sim.year.features import STEP, Cliff, Feature, MapKind, cliffs_of, features_of
from sim.year.moves import Moves, moved

TOP = 400_000
SMOOTHED_STEPS = 25
"""States and the premium credit move in small steps; their rate is the mean over $2,500."""

JUMP_USD = 40.0
"""A change within one $100 step that exceeds its neighbors' by more is a cliff, not a rate."""

Array = NDArray[np.float64]
COLUMN = {name: column for column, name in enumerate(ReturnInput._fields)}


@dataclass(frozen=True)
class Curve:
    """One curve of the map. Axis: amount, $100 apart.

    amounts : (n,) where each step begins [USD]
    rate : (n,) tax on the next dollar, for a loss the tax that it saves; without cliffs, as are its parts
    federal_rate, state_rate, credit_rate : (n,) its parts
    today : the amount the household is at [USD]
    """

    kind: MapKind
    amounts: Array
    rate: Array
    federal_rate: Array
    state_rate: Array
    credit_rate: Array
    features: tuple[Feature, ...]
    cliffs: tuple[Cliff, ...]
    today: float

    def rate_at(self, amount: float) -> float:
        """Return the rate of the step that the amount lies in."""
        return float(self.rate[min(int(amount // STEP), len(self.rate) - 1)])

    def features_at(self, amount: float) -> list[Feature]:
        return [feature for feature in self.features if feature.start <= amount < feature.stop]


@dataclass(frozen=True)
class BracketMap:
    """The three curves, each with the other moves as the user set them."""

    basis: YearBasis
    moves: Moves
    curves: dict[MapKind, Curve]


def bracket_map(basis: YearBasis, moves: Moves) -> BracketMap:
    """Return the map around the household's year with its moves, from $0 to $400,000 of each kind.

    Parameters
    ----------
    basis : YearBasis
        The year before any move, of `year_basis`.
    moves : Moves
        Where the household is: every curve has the other moves as they are [USD].

    Returns
    -------
    BracketMap
        For a conversion, long-term gain and a harvested loss: the tax on the next dollar in steps of $100, (n_steps,),
        with its parts, and the cliffs, which have dollars and no rate.

    See Also
    --------
    year_outcome : The bill of the moves themselves.

    Examples
    --------
    >>> from sim.api import Moves, bracket_map, sample_scenario, year_basis
    >>> found = bracket_map(year_basis(sample_scenario("no-taxable-account")), Moves())
    >>> [str(kind) for kind in found.curves]
    ['conversion', 'gain', 'loss']
    >>> {curve.rate.shape for curve in found.curves.values()}
    {(4000,)}
    """
    moves = moves.within(basis)
    amounts = np.arange(0.0, TOP + STEP, STEP)
    tables = [_variants(basis, moves, kind, amounts) for kind in MapKind]
    found = bills_of_table(basis, np.vstack(tables))
    today = {MapKind.CONVERSION: moves.conversion, MapKind.GAIN: 0.0, MapKind.LOSS: moves.loss}
    n, curves = len(amounts), {}
    for number, kind in enumerate(MapKind):
        own = _part(found, slice(number * n, (number + 1) * n))
        curves[kind] = _curve(basis, kind, amounts, own, today[kind])
    return BracketMap(basis, moves, curves)


def _variants(basis: YearBasis, moves: Moves, kind: MapKind, amounts: Array) -> Array:
    """Return one row of inputs an amount; a loss keeps the mix of terms that the user set, else it is long-term."""
    is_fixed = {
        MapKind.CONVERSION: Moves(moves.short_loss, moves.long_loss),
        MapKind.GAIN: moves,
        MapKind.LOSS: Moves(conversion=moves.conversion),
    }
    table = np.repeat(input_table([moved(basis.inputs, is_fixed[kind], basis.convertible2)]), len(amounts), axis=0)
    if kind is MapKind.CONVERSION:
        table[:, COLUMN["ira_401k"]] += amounts
        table[:, COLUMN["ira_401k2"]] += basis.convertible2 * amounts
    elif kind is MapKind.GAIN:
        table[:, COLUMN["ltcg"]] += amounts
    else:
        short_share = moves.short_loss / moves.loss if moves.loss > 0 else 0.0
        table[:, COLUMN["stcg"]] -= amounts * short_share
        table[:, COLUMN["ltcg"]] -= amounts * (1.0 - short_share)
    return table


def _part(found: Bills, rows: slice) -> Bills:
    return Bills(found.federal[rows], found.state[rows], found.surcharge[rows], found.credit[rows], 0.0, 0.0)


def _curve(basis: YearBasis, kind: MapKind, amounts: Array, found: Bills, today: float) -> Curve:
    sign = -1.0 if kind is MapKind.LOSS else 1.0
    federal = sign * np.diff(found.amount("federal_tax_due"))
    state, state_jumps = without_jumps(sign * np.diff(found.state))
    credit, credit_jumps = without_jumps(-sign * np.diff(found.credit))
    jumps = {"state": state_jumps, "credit": credit_jumps, "surcharge": sign * np.diff(found.surcharge)}
    parts = [federal / STEP, smoothed(state, state_jumps) / STEP, smoothed(credit, credit_jumps) / STEP]
    return Curve(
        kind=kind,
        amounts=amounts[:-1],
        rate=parts[0] + parts[1] + parts[2],
        federal_rate=parts[0],
        state_rate=parts[1],
        credit_rate=parts[2],
        features=features_of(basis, kind, amounts, found, parts[1], parts[2]),
        cliffs=cliffs_of(basis, amounts, found, jumps),
        today=today,
    )


def without_jumps(changes: Array) -> tuple[Array, Array]:
    """Return (changes without their jumps, the jumps), both (n,) [USD a step]; they add up to `changes`."""
    reach = 5
    padded = np.pad(changes, reach, mode="edge")
    usual = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    jumps = np.where(np.abs(changes - usual) > JUMP_USD, changes - usual, 0.0)
    return changes - jumps, jumps


def smoothed(changes: Array, jumps: Array) -> Array:
    """Return the running mean over `SMOOTHED_STEPS` of what lies on the same side of every jump, (n,)."""
    mean = np.empty_like(changes)
    edges = [0, *(np.flatnonzero(jumps) + 1).tolist(), len(changes)]
    reach = SMOOTHED_STEPS // 2
    for start, stop in pairwise(edges):
        sums = np.concatenate(([0.0], np.cumsum(changes[start:stop])))
        here = np.arange(stop - start)
        first, last = np.maximum(here - reach, 0), np.minimum(here + reach + 1, stop - start)
        mean[start:stop] = (sums[last] - sums[first]) / (last - first)
    return mean
