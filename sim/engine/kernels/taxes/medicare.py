"""Medicare surcharges that are settled with the return (SSA-44), and the premium tax credit before 65."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_survivor, lives_in, n_living
from sim.engine.kernels.taxes.laws_on_path import aca_law_of, irmaa_law_of
from sim.engine.records.fields import Yearly
from sim.engine.records.types import Household, PathLaws, State, Step, YearEnds
from sim.tax.aca import premium_tax_credit
from sim.tax.irmaa import irmaa_monthly

LOOKBACK_YEARS = 2
"""42 USC 1395r(i)(4)(B): the premium goes by the return of the second year before."""


@inner_kernel
def magi_two_years_before(household: Household, state: State, year: int) -> float:
    """Return the MAGI that a premium year's tier usually rests on [USD/yr], -1 where it is not known."""
    return household["magi_before"][year] if year < 2 else state["magi"][year - 2]


@inner_kernel
def is_relieved(household: Household, state: State, year: int) -> bool:
    """Return whether the surcharges of a year are settled with its own return: after work ends, after a spouse's death.

    The premium of the two years after a death rests on a couple's return. Reference: 20 CFR 418.1201-1205.
    """
    if household["is_relieved"][year] == 1:
        return True
    if household["appeals"] == 0 or not is_survivor(household, state, year):
        return False
    return year - min(state["death_year"][0], state["death_year"][1]) <= LOOKBACK_YEARS


@inner_kernel
def begin_relief(household: Household, state: State, year: int) -> None:
    """Note for the year's months whether its surcharges are relieved."""
    state["is_relieved"] = 1 if is_relieved(household, state, year) else 0


@inner_kernel
def read_tier(household: Household, laws: PathLaws, state: State, year: int) -> None:
    """Set one person's Medicare surcharge of a month (Parts B and D), by the law of the status of two years before.

    In a relieved year nothing is charged yet.
    """
    magi, usual = magi_two_years_before(household, state, year), 0.0
    if magi >= 0.0:
        part_b, part_d = irmaa_monthly(irmaa_law_of(laws, year), magi)
        usual = part_b + part_d
    state["usual_surcharge"][year & 1] = usual
    begin_relief(household, state, year)
    state["surcharge"] = 0.0 if state["is_relieved"] == 1 else usual


@inner_kernel
def charge_medicare(household: Household, state: State, now: Step) -> None:
    """Make the month's Medicare surcharge due for each person of 65, or count the month where it is settled later."""
    if state["is_relieved"] == 0 and state["surcharge"] == 0.0:
        return
    for person in range(household["n_people"]):
        if now["day"] >= household["medicare_from"][person] and lives_in(state, person, now["year"]):
            state["tax_due"] += state["surcharge"]
            state["yearly"][now["year"], Yearly.IRMAA] += state["surcharge"]
            state["relieved_months"][now["year"] & 1] += state["is_relieved"]


@cold_kernel
def relieved_surcharge(household: Household, laws: PathLaws, state: State, year: int) -> float:
    """Return the surcharges of a relieved year once its return is made [USD]: by its own MAGI where that asks for less.

    A survivor's own year is a single person's, the year two before a couple's: a lower MAGI may then ask for more, and
    nobody appeals for that.
    """
    n_months = state["relieved_months"][year & 1]
    state["relieved_months"][year & 1] = 0
    if magi_two_years_before(household, state, year) < 0.0:
        return 0.0
    part_b, part_d = irmaa_monthly(irmaa_law_of(laws, year), state["magi"][year])
    return n_months * min(state["usual_surcharge"][year & 1], part_b + part_d)


@cold_kernel
def premium_credit(
    household: Household, laws: PathLaws, state: State, year: int, magi: float, price_at_year_end: YearEnds
) -> float:
    """Return the year's premium tax credit [USD/yr]: each insured month has a twelfth of everything."""
    law, level, credit = aca_law_of(household, laws, year, price_at_year_end), price_at_year_end[year], 0.0
    n_people = n_living(household, state, year)
    for n in range(1, 3):
        months = _months_insured(household, state, year, n)
        if months > 0:
            benchmark, paid = n * household["benchmark_premium"] * level, n * household["premium"] * level
            credit += months / 12.0 * premium_tax_credit(law, magi, n_people, benchmark, paid)
    return credit


@inner_kernel
def _months_insured(household: Household, state: State, year: int, n: int) -> int:
    """Return the months of a year in which `n` people are insured on the Marketplace."""
    months = 0
    for month in range(12):
        insured = 0
        for person in range(household["n_people"]):
            if lives_in(state, person, year):
                insured += household["is_insured"][person, year, month]
        if insured == n:
            months += 1
    return months


@inner_kernel
def settle_health(
    household: Household, laws: PathLaws, state: State, year: int, aca_magi: float, price_at_year_end: YearEnds
) -> float:
    """Return what Medicare still asks for a relieved year, less the premium credit [USD]."""
    owed = 0.0
    if is_relieved(household, state, year):
        owed = relieved_surcharge(household, laws, state, year)
        state["yearly"][year, Yearly.IRMAA] += owed
    if household["benchmark_premium"] > 0.0:
        credit = premium_credit(household, laws, state, year, aca_magi, price_at_year_end)
        state["yearly"][year, Yearly.PREMIUM_CREDIT] = credit
        owed -= credit
    return owed
