"""Roth conversions of December, from docs/engine.md: the wanted amount by bisection, then account by account."""

from collections.abc import Callable
from datetime import date

from sim.law.beside_return import load_aca_law
from sim.scenario.conversions import Conversion, ConversionKind
from sim.scenario.enums import AccountType
from sim.scenario.models import Scenario
from sim.tax.records import ReturnInput
from tests.oracles.path_twin.law import LevelAtEnd, PublishedLaw, YearLaw
from tests.oracles.path_twin.lives import Lives
from tests.oracles.path_twin.people import is_before_59_and_a_half, months_after
from tests.oracles.path_twin.records import DUST_UNITS, DUST_USD, Shelter
from tests.oracles.path_twin.sheltered import Sheltered

EVERYTHING = 1e15
LAST_POVERTY_YEAR = 2027


def convert(  # type: ignore[no-untyped-def]
    scenario: Scenario,
    conversion: Conversion,
    sheltered: Sheltered,
    today: date,
    level: float,
    price,
    room: Callable[[float], bool],
) -> None:
    """Convert the year's amount. `room` says whether some more taxable income still keeps the chosen limit."""
    first, last = conversion.first_year or 0, conversion.last_year or 9999
    if conversion.kind is ConversionKind.NEVER or not first <= today.year <= last:
        return
    left = conversion.amount * level
    if conversion.kind is not ConversionKind.FIXED:
        left = most_income(room)
    roths = [shelter for shelter in sheltered.shelters if shelter.kind is AccountType.ROTH_IRA]
    for ira in sheltered.shelters:
        target = next((roth for roth in roths if roth.account.owner == ira.account.owner), None)
        if ira.kind is not AccountType.TRADITIONAL_IRA or ira.is_closed or target is None or left <= DUST_USD:
            continue
        value = ira.value(price)
        free_share = sheltered.free_share_of_iras(ira.person, price)
        counted = 1.0 if conversion.kind is ConversionKind.FIXED else 1 - free_share
        amount = min(value, left / counted) if counted > 0 else value
        if amount > 0:
            left -= amount * counted
            withheld_share = conversion.withheld_share if scenario.simulation.taxes else 0.0
            _move(sheltered, ira, target, amount, withheld_share, today, price)


def most_income(room: Callable[[float], bool]) -> float:
    """Return the most taxable conversion income for which there is room, by bisection."""
    if not room(0.0):
        return 0.0
    if room(EVERYTHING):
        return EVERYTHING
    low, high = 0.0, 1.0
    while room(high):
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if room(middle) else (low, middle)
    return low


def _move(  # type: ignore[no-untyped-def]
    sheltered: Sheltered, ira: Shelter, roth: Shelter, amount: float, withheld_share: float, today: date, price
) -> None:
    value, items = ira.value(price), sheltered.years[today.year]
    taxable = sheltered.taxable_of_ira(ira, amount, price)
    items.distribute(taxable, ira.person, is_plan=False)
    items.once += taxable
    if is_before_59_and_a_half(sheltered.people[ira.person], today):
        items.early_withdrawal += taxable * withheld_share
    withheld = amount * withheld_share
    items.withheld += withheld
    items.add("tax_paid", withheld)
    items.add("converted", amount - withheld)
    kept = 1 - withheld_share
    sheltered.roths[roth.person].receive(today.year, taxable * kept, (amount - taxable) * kept)
    for position in list(ira.positions):
        leaving = position.shares * amount / value
        arriving = leaving * (1 - withheld_share)
        position.shares -= leaving
        roth.add(position.security, arriving)
        if arriving > DUST_UNITS:
            sheltered.record(today, roth, "transfer", position.symbol, arriving, 0.0, (), ira.account.id)
        if leaving - arriving > DUST_UNITS:
            money = (leaving - arriving) * price[position.symbol]
            sheltered.record(today, ira, "sell", position.symbol, leaving - arriving, money)


def room_of(  # type: ignore[no-untyped-def]
    scenario: Scenario,
    conversion: Conversion,
    year: int,
    inputs: ReturnInput,
    law: YearLaw,
    published: PublishedLaw,
    lives: Lives,
    level_at_end: LevelAtEnd,
) -> Callable[[float], bool]:
    """Return whether a conversion income keeps the strategy's limit of the year."""

    def ordinary_income(more: float) -> float:
        made = law.returned(inputs._replace(ira_401k=inputs.ira_401k + more))
        return made.unfloored_taxable_income - made.net_capital_gain - inputs.qualified_dividends

    def magi(more: float) -> float:
        return law.returned(inputs._replace(ira_401k=inputs.ira_401k + more)).irmaa_magi

    def aca_magi(more: float) -> float:
        return law.returned(inputs._replace(ira_401k=inputs.ira_401k + more)).aca_magi

    if conversion.kind is ConversionKind.TO_BRACKET:
        brackets = published.household_brackets(year)
        k = [round(rate, 6) for rate in brackets].index(round(conversion.bracket_rate, 6))
        end = law.federal.ordinary.thresholds[k + 1]
        return lambda more: ordinary_income(more) <= end
    if conversion.kind is ConversionKind.TO_IRMAA_TIER:
        irmaa = published.irmaa(year, level_at_end, lives.status(year))
        tier = conversion.irmaa_tier
        most = (irmaa.top_from if tier == 4 else irmaa.over[tier]) - 0.01
        return lambda more: magi(more) <= most
    people = [scenario.household.people[person] for person in lives.people(year)]
    under_65 = [p for p in people if months_after(p.born, 12 * 65) > date(year, 1, 1)]
    limit = aca_limit(len(people), year, level_at_end)
    if not under_65 or limit > EVERYTHING:
        return lambda more: False
    return lambda more: aca_magi(more) <= limit - 0.01


def aca_limit(n_people: int, year: int, level_at_end: LevelAtEnd) -> float:
    """Return the highest income with a premium credit [USD/yr]."""
    law = load_aca_law(min(year, LAST_POVERTY_YEAR))
    index = 1.0
    if year > LAST_POVERTY_YEAR:
        index = level_at_end(year - 1) / level_at_end(LAST_POVERTY_YEAR - 1)
    if law.cliff_multiple > 1000:
        return 1e18
    one, more = (round(figure * index / 10) * 10 for figure in (law.poverty_base, law.poverty_per_person))
    return law.cliff_multiple * (one + more * (n_people - 1))
