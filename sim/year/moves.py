"""A harvest and a Roth conversion on top of the household's year, and what each of them does to the bill."""

from dataclasses import dataclass

from sim.tax.records import FederalReturn, ReturnInput
from sim.year.basis import YearBasis
from sim.year.bill import Bills, bills


@dataclass(frozen=True)
class Moves:
    """What the user sets, all positive [USD].

    Attributes
    ----------
    short_loss : float
        Short-term losses to harvest, at least 0 [USD].
    long_loss : float
        Long-term losses to harvest, at least 0 [USD].
    conversion : float
        Pretax money to convert to Roth, at least 0 [USD].

    See Also
    --------
    year_outcome : What they do to the year.

    Examples
    --------
    >>> from sim.api import Moves
    >>> Moves(short_loss=1_000.0, long_loss=2_000.0).loss
    3000.0
    """

    short_loss: float = 0.0
    long_loss: float = 0.0
    conversion: float = 0.0

    @property
    def loss(self) -> float:
        return self.short_loss + self.long_loss

    def within(self, basis: YearBasis) -> "Moves":
        """Return the moves cut to what the lots and the accounts hold."""
        short, long = basis.harvestable
        return Moves(
            min(max(self.short_loss, 0.0), short),
            min(max(self.long_loss, 0.0), long),
            min(max(self.conversion, 0.0), basis.convertible),
        )


def moved(inputs: ReturnInput, moves: Moves, of_second: float) -> ReturnInput:
    """Return the year's inputs after the moves; a conversion is under no additional tax (IRC 408A(d)(3)(A)(ii)).

    of_second : share of the conversion that is the second person's
    """
    return inputs._replace(
        stcg=inputs.stcg - moves.short_loss,
        ltcg=inputs.ltcg - moves.long_loss,
        ira_401k=inputs.ira_401k + moves.conversion,
        ira_401k2=inputs.ira_401k2 + of_second * moves.conversion,
    )


@dataclass(frozen=True)
class YearOutcome:
    """The year's bill before and after the moves, and with each of them alone.

    bills : variants in the order before, harvest alone, conversion alone, both
    """

    basis: YearBasis
    moves: Moves
    before: ReturnInput
    after: ReturnInput
    bills: Bills

    def change(self, name: str, start: int, end: int) -> float:
        """Return the change of one part of the bill, "total" for all of it, between two variants [USD/yr]."""
        amounts = getattr(self.bills, name) if name in PARTS else self.bills.amount(name)
        return float(amounts[end] - amounts[start])

    @property
    def conversion_cost(self) -> float:
        """What the conversion adds to the bill when nothing is harvested [USD]."""
        return self.change("total", BEFORE, CONVERSION)

    @property
    def harvest_saving(self) -> float:
        """What the harvest takes off the bill, the conversion being made [USD]."""
        return -self.change("total", CONVERSION, AFTER)

    def returned(self, variant: int) -> FederalReturn:
        return self.bills.returned(variant)


BEFORE, HARVEST, CONVERSION, AFTER = range(4)
PARTS = ("total", "state", "surcharge", "credit")


def year_outcome(basis: YearBasis, moves: Moves) -> YearOutcome:
    """Return what the moves do to the year; they are first cut to what the household holds.

    Parameters
    ----------
    basis : YearBasis
        The year before any move, of `year_basis`.
    moves : Moves
        A harvest and a Roth conversion [USD].

    Returns
    -------
    YearOutcome
        The year's bill [USD/yr] before, with the harvest alone, with the conversion alone, and with both.

    See Also
    --------
    year_basis : The year before.
    bracket_map : What the next dollar costs.

    References
    ----------
    IRC 408A(d)(3) for the conversion, 1211(b) for the losses.

    Examples
    --------
    >>> from sim.api import Moves, sample_scenario, year_basis, year_outcome
    >>> basis = year_basis(sample_scenario("no-taxable-account"))
    >>> year_outcome(basis, Moves(long_loss=5_000.0)).harvest_saving == 0.0  # there is nothing to harvest
    True
    >>> year_outcome(basis, Moves(conversion=20_000.0)).conversion_cost > 0.0
    True
    """
    moves = moves.within(basis)
    harvest, conversion = Moves(moves.short_loss, moves.long_loss), Moves(conversion=moves.conversion)
    variants = [moved(basis.inputs, made, basis.convertible2) for made in (Moves(), harvest, conversion, moves)]
    return YearOutcome(basis, moves, variants[BEFORE], variants[AFTER], bills(basis, variants))
