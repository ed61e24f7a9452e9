"""What heirs keep at the horizon or the last death, from docs/engine.md."""

from collections.abc import Sequence

from sim.law.beside_return import load_estate_law
from sim.law.federal_law import federal_years
from sim.scenario.enums import AccountType
from sim.scenario.household import Household
from sim.tax.estate import estate_tax
from tests.oracles.path_twin.law import LevelAtEnd
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.records import Line, Shelter

TEN_YEARS = 10


def income_of_heirs(shelters: Sequence[Shelter], price: dict[str, float]) -> tuple[float, float]:
    """Return what heirs tax as income: of plans and IRAs over the years, of HSAs and annuities at once [USD]."""
    spread = at_once = 0.0
    for shelter in shelters:
        value = shelter.counted_value(price)
        if shelter.kind in (AccountType.PLAN_401K, AccountType.INHERITED_IRA):
            spread += max(0.0, value - shelter.after_tax)
        elif shelter.kind is AccountType.HSA:
            at_once += value
        elif shelter.kind is AccountType.ANNUITY:
            at_once += max(0.0, value - shelter.basis)
    for person in (0, 1):
        iras = [s for s in shelters if s.person == person and s.kind is AccountType.TRADITIONAL_IRA]
        spread += max(0.0, sum(ira.value(price) for ira in iras) - sum(ira.after_tax for ira in iras))
    return spread, at_once


def unrealized_nua(lines: Sequence[Line], price: dict[str, float]) -> float:
    """Return the net unrealized appreciation of the shares still held: a long-term gain of the heirs [USD]."""
    held = [(lot, price[line.security.symbol]) for line in lines for lot in line.lots if lot.nua]
    return sum(lot.units * min(lot.nua or 0.0, max(0.0, worth - lot.basis_per_unit)) for lot, worth in held)


def exclusion(year: int, level_at_end: LevelAtEnd) -> float:
    """Return one person's basic exclusion of a year of death [USD]."""
    last = federal_years()[-1]
    published = load_estate_law(min(year, last)).basic_exclusion
    if year <= last:
        return published
    return round(published * level_at_end(year - 1) / level_at_end(last - 1) / 10_000) * 10_000


def exclusions(household: Household, lives: Lives, year: int, level_at_end: LevelAtEnd) -> float:
    """Return what stands against everything that is left [USD]."""
    own = exclusion(year, level_at_end)
    if len(household.people) == 1:
        return own
    there = lives.people(year)
    if len(there) == 2:
        return 2 * own
    (dead,) = {0, 1} - set(there)
    return own + (exclusion(lives.years[dead], level_at_end) if household.heirs.elects_portability else 0.0)


def what_heirs_keep(
    household: Household,
    wealth: float,
    pretax: float,
    roth: float,
    incomes: tuple[float, float],
    excluded: float | None,
    level: float,
    nua: float,
) -> dict[str, float]:
    """Return the terminal figures about heirs. `excluded` None: no taxes at all.

    wealth : after the last year's tax; pretax, roth : the last year end's balances in it [USD]
    """
    heirs, (spread, at_once) = household.heirs, incomes
    charity = min(pretax, pretax * heirs.charity_share + heirs.charity_amount * level)
    kept = pretax - charity
    if pretax > 0:
        spread *= kept / pretax
    on_estate = relief = 0.0
    if excluded is not None:
        schedule = load_estate_law(federal_years()[-1])._replace(basic_exclusion=excluded)
        on_estate = estate_tax(schedule, max(0.0, wealth - charity), 0.0)
        relief = on_estate - estate_tax(schedule, max(0.0, wealth - charity - spread - at_once), 0.0)
    years = range(1, TEN_YEARS + 1)
    each = [((1 + heirs.growth_rate) / (1 + heirs.discount_rate)) ** year / TEN_YEARS for year in years]
    on_income = 0.0 if excluded is None else household.heirs_tax_rate * max(0.0, spread * sum(each) + at_once - relief)
    on_income += 0.0 if excluded is None else heirs.gains_tax_rate * nua
    out_of_accounts = sum(each) * (kept + roth)
    keeps = wealth - charity - kept - roth - on_estate + out_of_accounts - on_income
    return {"charity": charity, "estate_tax": on_estate, "heirs_income_tax": on_income, "heirs_wealth": keeps}
