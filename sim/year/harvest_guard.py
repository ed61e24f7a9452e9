"""Whether a strategy's least marginal rate lets it harvest this year: the guard against the 0% bracket."""

from dataclasses import dataclass

from sim.scenario.conversions import ConversionKind
from sim.scenario.enums import TaxedAs
from sim.scenario.strategies import Strategy
from sim.tax.marginal_gain import GAIN, ROUNDING
from sim.tax.records import ReturnInput
from sim.year.basis import YearBasis
from sim.year.bill import bills
from sim.year.moves import Moves, moved


@dataclass(frozen=True)
class YearGuard:
    """A strategy that harvests only from a marginal rate on, and the household's rate of this year.

    rate : tax on $1,000 more of gain, as a share of it
    conversion : the Roth conversion that is made besides [USD]
    """

    strategy: Strategy
    rate: float
    conversion: float

    @property
    def lets_harvest(self) -> bool:
        """Whether the strategy would harvest in this year."""
        return self.rate >= self.strategy.min_marginal_rate - ROUNDING

    @property
    def words(self) -> str:
        """What the guard asks, what is so this year, and what follows."""
        does = "it harvests this year" if self.lets_harvest else "it does not harvest this year"
        beside = ""
        if self.conversion > 0:
            beside = f" with a conversion of ${self.conversion:,.0f}"
        elif self.strategy.conversion.kind is not ConversionKind.NEVER:
            beside = " before any conversion"
        term = "short-term" if self.strategy.marginal_rate_on is TaxedAs.ORDINARY_INCOME else "long-term"
        return (
            f"“{self.strategy.name}” harvests {self.strategy.guard}. ${GAIN:,.0f} more of {term} gain would be taxed "
            f"at {self.rate:.1%} this year{beside}: {does}."
        )


def year_guards(basis: YearBasis, conversion: float = 0.0) -> tuple[YearGuard, ...]:
    """Return the plan's strategies with a least marginal rate, each with this year's rate.

    The year is the one of `year_basis`, with losses set aside where gains and losses net to one, as the engine does.

    conversion : Roth conversion of the year [USD]
    """
    guarded = [strategy for strategy in basis.scenario.strategies if strategy.guard]
    if not guarded:
        return ()
    year = _without_unused_losses(moved(basis.inputs, Moves(conversion=conversion).within(basis), basis.convertible2))
    cases = [year, year._replace(ltcg=year.ltcg + GAIN), year._replace(stcg=year.stcg + GAIN)]
    found = bills(basis, cases)
    tax = (found.amount("federal_tax_due") + found.state).tolist()
    rates = {TaxedAs.LONG_TERM_GAINS: (tax[1] - tax[0]) / GAIN, TaxedAs.ORDINARY_INCOME: (tax[2] - tax[0]) / GAIN}
    return tuple(YearGuard(strategy, rates[strategy.marginal_rate_on], conversion) for strategy in guarded)


def _without_unused_losses(year: ReturnInput) -> ReturnInput:
    if year.stcg + year.ltcg >= year.st_carryover + year.lt_carryover:
        return year
    return year._replace(stcg=0.0, ltcg=0.0, st_carryover=0.0, lt_carryover=0.0)
