"""Medicare's premiums, surcharges that are settled with the return (SSA-44), the premium tax credit before 65."""

from sim.compile.decorators import cold_kernel, inner_kernel
from sim.engine.kernels.lives.people import is_survivor, lives_in, n_living
from sim.engine.kernels.taxes.laws_on_path import aca_law_of, irmaa_law_of
from sim.engine.records.fields import Yearly
from sim.engine.records.types import Cash, Household, Lives, Medicare, PathLaws, Step, Tally, YearEnds
from sim.tax.aca import premium_tax_credit
from sim.tax.irmaa import irmaa_monthly


@inner_kernel
def magi_looked_back_to(household: Household, medicare: Medicare, year: int) -> float:
    """Return the MAGI that a premium year's tier usually rests on [USD/yr], -1 where it is not known.

    Reference: 42 USC 1395r(i)(4)(B).
    """
    at, known = year - household["premium_lookback"], len(household["magi_before"])
    if at >= 0:
        return medicare["magi"][at]
    return household["magi_before"][known + at] if known + at >= 0 else -1.0


@inner_kernel
def is_relieved(household: Household, lives: Lives, year: int) -> bool:
    """Return whether the surcharges of a year are settled with its own return: after work ends, after a spouse's death.

    The premium of the two years after a death rests on a couple's return. Reference: 20 CFR 418.1201-1205.
    """
    if household["is_relieved"][year] == 1:
        return True
    if household["appeals"] == 0 or not is_survivor(household, lives, year):
        return False
    return year - min(lives["death_year"][0], lives["death_year"][1]) <= household["premium_lookback"]


@inner_kernel
def begin_relief(household: Household, medicare: Medicare, lives: Lives, year: int) -> None:
    """Note for the year's months whether its surcharges are relieved. Modifies `medicare`."""
    medicare["is_relieved"] = 1 if is_relieved(household, lives, year) else 0


@inner_kernel
def read_tier(household: Household, laws: PathLaws, medicare: Medicare, lives: Lives, year: int) -> None:
    """Set one person's Medicare surcharge of a month (Parts B and D), by the law of the status of two years before.

    Modifies `medicare`.

    In a relieved year nothing is charged yet.
    """
    magi, usual = magi_looked_back_to(household, medicare, year), 0.0
    if magi >= 0.0:
        part_b, part_d = irmaa_monthly(irmaa_law_of(laws, year), magi)
        usual = part_b + part_d
    medicare["usual_surcharge"][year & 1] = usual
    begin_relief(household, medicare, lives, year)
    medicare["surcharge"] = 0.0 if medicare["is_relieved"] == 1 else usual


@inner_kernel
def read_premium(household: Household, laws: PathLaws, medicare: Medicare, year: int) -> None:
    """Set one person's standard premium of a month (Part B). Modifies `medicare`. Reference: 42 USC 1395r(a)."""
    medicare["premium"] = laws["irmaa"][year]["part_b_standard"] if household["pays_part_b"] == 1 else 0.0


@inner_kernel
def charge_medicare(
    household: Household, cash: Cash, medicare: Medicare, lives: Lives, tally: Tally, now: Step, price_level: float
) -> None:
    """Make the month's premiums and surcharge due for each person of 65; a surcharge that is settled later is counted.

    Modifies `cash`, `medicare` and `tally`.
    """
    premium, surcharge = medicare["premium"] + household["other_premiums"] * price_level, medicare["surcharge"]
    if medicare["is_relieved"] == 0 and premium + surcharge == 0.0:
        return
    yearly = tally["yearly"][now["year"]]
    for person in range(household["n_people"]):
        if now["day"] >= household["medicare_from"][person] and lives_in(lives, person, now["year"]):
            cash["tax_due"] += premium + surcharge
            yearly[Yearly.MEDICARE_PREMIUMS] += premium
            yearly[Yearly.IRMAA] += surcharge
            medicare["relieved_months"][now["year"] & 1] += medicare["is_relieved"]


@cold_kernel
def relieved_surcharge(household: Household, laws: PathLaws, medicare: Medicare, year: int) -> float:
    """Return the surcharges of a relieved year once its return is made [USD]: by its own MAGI where that asks for less.

    Modifies `medicare`.

    A survivor's own year is a single person's, the year two before a couple's: a lower MAGI may then ask for more, and
    nobody appeals for that.
    """
    n_months = medicare["relieved_months"][year & 1]
    medicare["relieved_months"][year & 1] = 0
    if magi_looked_back_to(household, medicare, year) < 0.0:
        return 0.0
    part_b, part_d = irmaa_monthly(irmaa_law_of(laws, year), medicare["magi"][year])
    return n_months * min(medicare["usual_surcharge"][year & 1], part_b + part_d)


@cold_kernel
def premium_credit(
    household: Household, laws: PathLaws, lives: Lives, year: int, magi: float, price_at_year_end: YearEnds
) -> float:
    """Return the year's premium tax credit [USD/yr]: each insured month has a twelfth of everything."""
    law, level, credit = aca_law_of(household, laws, year, price_at_year_end), price_at_year_end[year], 0.0
    n_people = n_living(household, lives, year)
    for n in range(1, 3):
        months = _months_insured(household, lives, year, n)
        if months > 0:
            benchmark, paid = n * household["benchmark_premium"] * level, n * household["premium"] * level
            credit += months / 12.0 * premium_tax_credit(law, magi, n_people, benchmark, paid)
    return credit


@inner_kernel
def _months_insured(household: Household, lives: Lives, year: int, n: int) -> int:
    """Return the months of a year in which `n` people are insured on the Marketplace."""
    months = 0
    for month in range(12):
        insured = 0
        for person in range(household["n_people"]):
            if lives_in(lives, person, year):
                insured += household["is_insured"][person, year, month]
        if insured == n:
            months += 1
    return months


@inner_kernel
def settle_health(
    household: Household,
    laws: PathLaws,
    medicare: Medicare,
    lives: Lives,
    tally: Tally,
    year: int,
    aca_magi: float,
    price_at_year_end: YearEnds,
) -> float:
    """Return what Medicare still asks for a relieved year, less the premium credit [USD].

    Modifies `medicare` and `tally`.
    """
    owed = 0.0
    if is_relieved(household, lives, year):
        owed = relieved_surcharge(household, laws, medicare, year)
        tally["yearly"][year, Yearly.IRMAA] += owed
    if household["benchmark_premium"] > 0.0 and year < household["insured_years"]:
        credit = premium_credit(household, laws, lives, year, aca_magi, price_at_year_end)
        tally["yearly"][year, Yearly.PREMIUM_CREDIT] = credit
        owed -= credit
    return owed
