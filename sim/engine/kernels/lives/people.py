"""Who is alive on a path, whose an account is, and whose age counts."""

from sim.compile.decorators import inner_kernel
from sim.engine.records.codes import Payer
from sim.engine.records.types import Household, Lives


@inner_kernel
def lives_in(lives: Lives, person: int, year: int) -> bool:
    """Return whether a person is there in a year: the year of death counts whole."""
    return year <= lives["death_year"][person]


@inner_kernel
def all_live(lives: Lives, year: int) -> bool:
    """Return whether everybody is there in a year."""
    return year <= lives["first_death"]


@inner_kernel
def n_living(household: Household, lives: Lives, year: int) -> int:
    """Return how many people of the household are there in a year."""
    n = 0
    for person in range(household["n_people"]):
        if lives_in(lives, person, year):
            n += 1
    return n


@inner_kernel
def is_survivor(household: Household, lives: Lives, year: int) -> bool:
    """Return whether one of two people is left in a year."""
    return household["n_people"] == 2 and n_living(household, lives, year) == 1


@inner_kernel
def holder_of(household: Household, lives: Lives, account: int) -> int:
    """Return the person whose an account is: its owner, after whose death the survivor."""
    return lives["holder"][household["account_owner"][account]]


@inner_kernel
def is_early(household: Household, lives: Lives, account: int, day: int) -> bool:
    """Return whether a distribution of this day is under an additional tax on early distributions."""
    owner = household["account_owner"][account]
    if lives["holder"][owner] == owner:
        return day < household["account_early_until"][account]
    return day < household["account_survivor_early_until"][account]


@inner_kernel(inline=True)
def n_pretax(household: Household) -> int:
    """Return how many plans and IRAs there are: they are the first accounts."""
    return household["payer_from"][Payer.ANNUITY]
