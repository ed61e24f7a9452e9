"""Every figure of the law's data is used: a change of it changes a result.

By evidence: each figure is changed as its file is read, and households and runs are worked out until one differs. Where
only the page of the law shows a figure, the data says so, and the page must show it.
"""

import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine.run.run import simulate
from sim.errors import InputError
from sim.law.ages import early_until
from sim.law.annuity_multiples import life_multiple, months_of_recovery
from sim.law.benefit_ages import retirement_factor, spouse_excess, survivor_benefit
from sim.law.benefits.earnings_test import Worker, benefit_paid_in
from sim.law.beside_return import load_aca_law, load_estate_law, load_irmaa_law
from sim.law.explained.federal_rows import federal_rows
from sim.law.federal_law import load_federal_law
from sim.law.filing_status import CODE_OF
from sim.law.itemizing.itemizing_law import load_itemizing_law
from sim.law.projection import project_federal_law
from sim.law.rmd_law import distribution_deadline
from sim.law.state_law import STATE_LAW
from sim.lots.events import Account, Action, Event, LotMethod
from sim.lots.form8949 import form_8949_rows
from sim.lots.ledger import run_ledger
from sim.scenario.enums import AccountType, FilingStatus
from sim.scenario.household import Person, Wages
from sim.scenario.written.load import scenario_from
from sim.tax.aca import premium_tax_credit
from sim.tax.batch import federal_returns, input_table, irmaa_amounts, returns_with_lists
from sim.tax.estate import estate_tax
from sim.tax.irmaa import project_irmaa
from sim.tax.records import return_input
from sim.year.milestones import milestones
from tests.house.sources import ROOT
from tests.oracles.random_features import random_household
from tests.oracles.random_households import random_household as random_return
from tests.unit.engine.small import certain_market, fund, lot, small_scenario

pytestmark = pytest.mark.slow

LAW = ROOT / "sim" / "law"
FILES = (*sorted((LAW / "federal").glob("*.toml")), *sorted(LAW.glob("*.toml")))
WORDS = {"title", "label", "unit", "shape", "reference", "frozen_by", "indexed_by", "rounding", "display_only"}
WORDS |= {"not_yet_used", "code", "accounts"}
NOT_YET_USED: set[str] = set()
"""What the rules to come will read: one place, counted here."""
N_SCENARIOS = 40
EARLY = (AccountType.PLAN_401K, AccountType.TRADITIONAL_IRA, AccountType.ROTH_IRA, AccountType.HSA)
Place = tuple[str, ...]
Change = Callable[[str], Any]


def changed(value: Any, unit: str) -> Any:
    """Return a value that is clearly another one, of the same kind."""
    if isinstance(value, dict):
        return {key: changed(one, unit) for key, one in value.items()}
    if isinstance(value, list):
        return [] if value and isinstance(value[0], str) else [changed(one, unit) for one in value]
    if isinstance(value, str):
        over, under = value.split("/")
        return f"{int(over) + 1}/{under}"
    if isinstance(value, date):
        return value + timedelta(days=400)
    if unit == "flag":
        return 1 - value
    if unit in ("days", "step"):
        return value + 20 if unit == "days" else value * 10
    if unit in ("years", "year", "months", "whole"):
        return value + 1
    return value * 1.1 or 0.01


def unit_of(name: str, value: Any, table: dict[str, Any]) -> str:
    """Return the unit of an entry of a file that is no list of figures: whole numbers stay whole."""
    first = value[0] if isinstance(value, list) and value else value
    return "whole" if isinstance(first, int) and name != "years" else ""


def figures_of(path: Path) -> Iterator[tuple[Place, str]]:
    """Yield the place of every figure of a file, and why nothing reads it, empty where something does."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, table in data.items():
        if name in WORDS:
            continue
        rows = table if isinstance(table, list) and isinstance(table[0], dict) else [table]
        if not isinstance(rows[0], dict):
            yield (name,), ""
            continue
        why = next((key for key in ("display_only", "not_yet_used") if key in rows[0] or key in data), "")
        if "years" in table and isinstance(table["years"], dict):
            yield (name, "years"), why
            if "step" in table and not why:
                yield (name, "step"), why
        else:
            for key in dict.fromkeys(key for row in rows for key in row if key not in WORDS):
                yield (name, key), why


def change(data: dict[str, Any], place: Place) -> None:
    """Change one figure in every row, year and status. Modifies `data`."""
    if len(place) == 1:
        data[place[0]] = changed(data[place[0]], unit_of(place[0], data[place[0]], data))
        return
    name, key = place
    for row in data[name] if isinstance(data[name], list) else [data[name]]:
        if key == "years" and isinstance(row[key], dict):
            row[key] = changed(row[key], row["unit"])
        elif key == "step":
            row[key] = (
                {one: 10 * step for one, step in row[key].items()} if isinstance(row[key], dict) else 10 * row[key]
            )
        else:
            row[key] = changed(row[key], unit_of(key, row[key], row))


def forget_the_law() -> None:
    """Clear everything that was worked out once for all from the law's data."""
    for name, module in list(sys.modules.items()):
        if name.startswith("sim.") and not name.startswith("sim.compile"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def digest(*arrays: Any) -> str:
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array, dtype=np.float64).tobytes())
    return found.hexdigest()


@cache
def returns() -> dict[FilingStatus, np.ndarray]:
    """Return random household-years of every filing status."""
    rng, rows = random.Random(5), {status: [] for status in FilingStatus}
    for _ in range(2_000):
        fields, _, status = random_return(rng)
        rows[status].append(return_input(filing_status=CODE_OF[status], **fields))
    separate = FilingStatus.MARRIED_FILING_SEPARATELY  # benefits in part, though husband and wife lived together
    rows[separate].append(return_input(filing_status=CODE_OF[separate], social_security=60_000.0, interest=20_000.0))
    return {status: input_table(found) for status, found in rows.items()}


def of_returns(status: FilingStatus) -> str:
    """Work out returns of the published years and of two later ones, and what Medicare adds."""
    base, magi, found = load_federal_law(2026, status), np.arange(0.0, 900_000.0, 250.0), []
    for law in (load_federal_law(2025, status), base, *(project_federal_law(base, 1.1, year) for year in (2027, 2029))):
        found.append(federal_returns(law, returns()[status]))
    medicare = load_irmaa_law(2026, status)
    for law in (load_irmaa_law(2025, status), medicare):
        found.append(irmaa_amounts(law, magi))
    return digest(*found)


def of_lists() -> str:
    """Work out random returns with lists of deductions, few and many, of each year whose figures are written."""
    found, none = [], np.zeros(1, STATE_LAW)[0]
    lists = np.array([[40_000, 30_000, 9_000, 20_000, 5_000, 60_000, 0, 0], [0, 90_000, 0, 900, 0, 400, 0, 0]], float)
    for status in (FilingStatus.SINGLE, FilingStatus.MARRIED_FILING_JOINTLY, FilingStatus.MARRIED_FILING_SEPARATELY):
        law, table = load_federal_law(2026, status), returns()[status][:200]
        for year in range(2025, 2032):
            listed = np.repeat(lists, 100, axis=0)[: len(table)]
            found += returns_with_lists(law, load_itemizing_law(year, status), none, table, listed)
    return digest(*found)


def of_estates_and_premiums() -> str:
    found = []
    for year in (2025, 2026):
        law = load_estate_law(year)
        found += [estate_tax(law, estate, 0.0) for estate in np.arange(0.0, 4e7, 5e5)]
        bare = law._replace(basic_exclusion=0.0)  # today's exclusion is above every bracket but the last
        found += [estate_tax(bare, estate, 0.0) for estate in np.arange(0.0, 2e6, 5e3)]
    for aca in (load_aca_law(2025), load_aca_law(2026), load_aca_law(2027)):
        found += [premium_tax_credit(aca, magi, n, 9_000.0, 9_000.0) for magi in range(0, 120_000, 500) for n in (1, 2)]
    for year in (2027, 2028):
        later = project_irmaa(load_irmaa_law(2026, FilingStatus.SINGLE), 1.1, 1.05 if year == 2028 else 1.0, year)
        found += list(irmaa_amounts(later, np.arange(0.0, 900_000.0, 250.0)).ravel())
    return digest(found)


def of_ages() -> str:
    """Work out what age decides: benefits by the month, a pension's cost, the end of what is early."""
    found: list[float] = []
    for months in range(60 * 12, 72 * 12):
        for born in (1937, 1942, 1955, 1959, 1960, 1961, 1962):
            found += [retirement_factor(born, months), spouse_excess(500.0, 3_000.0, born, months)]
            found += [survivor_benefit(2_000.0, 1_500.0, True, born, months)]
    for until in (date(2026, 9, 30), date(2031, 5, 31)):
        worker = Worker(date(1963, 12, 15), 24_000.0, 62, 60_000.0, until, 2026, 0.025)
        older = worker._replace(born=date(1959, 8, 15), claiming_age=65, wages=150_000.0)
        late = worker._replace(born=date(1963, 8, 15), claiming_age=66, wages=150_000.0)
        found += [benefit_paid_in(one, m) for one in (worker, older, late) for m in range(2025 * 12, 2033 * 12)]
    for age in range(50, 80):
        found += [months_of_recovery(age), months_of_recovery(age, age), life_multiple(age)]
    person = Person(born=date(1970, 3, 15), wages=Wages(annual=1.0, until=date(2025, 6, 30)))
    found += [distribution_deadline(date(year, 3, 15), year + 73).toordinal() for year in range(1950, 1962)]
    found += [early_until(person, kind, date(2025, 1, 1)).toordinal() for kind in EARLY]
    return digest(found)


def of_a_fund() -> str:
    """Sell fund shares of three years at their average basis."""
    account, found = Account("T", AccountType.TAXABLE), []
    for year in range(2010, 2016):
        bought = Event(date(year, 6, 1), account, Action.BUY, "X", Decimal(10), Decimal(100 * (year - 2000)))
        found.append(bought)
    sale = Event(date(2016, 1, 4), account, Action.SELL, "X", Decimal(25), Decimal(1), method=LotMethod.AVERAGE)
    return digest([float(row.basis) for row in form_8949_rows(run_ledger([*found, sale]))])


@cache
def documents() -> tuple[dict[str, Any], ...]:
    """Return households with every feature, as they are typed."""
    drawn = (random_household(seed, longest_horizon=25) for seed in range(N_SCENARIOS))
    return tuple(one.with_paths(4).model_dump(mode="json") for one in drawn)


def of_run(number: int) -> str:
    """Run one household, and read its milestones."""
    scenario = scenario_from(documents()[number])
    result = simulate(scenario, threads=1)
    dates = json.dumps([(str(one.day), one.note) for one in milestones(scenario)])
    figures = [found[name] for found in (result.yearly, result.terminal) for name in sorted(found)]
    return digest(result.price_level, *figures) + dates


def of_what_is_refused() -> str:
    """Type rollovers on many days: which are refused is law."""
    indirect = {"redeposit_date": "2026-04-01", "to_roth_account": None}
    whole = small_scenario(rollover="2026-03-02", method="indirect_60_day", move=indirect).model_dump(mode="json")
    first = {**whole["rollovers"][0], "from_account": "traditional_ira", "share": 0.5}
    said = []
    for day in range(350, 400, 5):
        later = str(date(2026, 3, 2) + timedelta(days=day))
        said.append(refusal({**whole, "rollovers": [first, {**first, "date": later, "redeposit_date": later}]}))
    stock = small_scenario(
        rollover="2026-03-02",
        method="nua_lump_sum",
        securities=(fund("AAA"), fund("EMP", is_employer_stock=True)),
        lots=(lot("EMP", 100, "2001-01-02", 1_000.0, "401k"),),
        move={"to_taxable_account": "taxable", "buys": []},
    ).model_dump(mode="json")
    for year in (1964, 1965, 1966, 1967):
        person = {"name": "One", "born": f"{year}-08-01", "wages": {"annual": 50_000.0, "until": "2030-01-01"}}
        said.append(refusal({**stock, "household": {**stock["household"], "people": [person]}}))
    return "\n".join([*said, *_refused_accounts()])


def _refused_accounts() -> Iterator[str]:
    """Type loans that are rolled over late, equal payments at high rates, and accounts inherited long ago."""
    loan = {"loan_balance": 9.0, "redeposit_date": "2027-10-15", "buys": [{"symbol": "AAA", "weight": 1.0}]}
    wages = {"annual": 50_000.0, "until": "2026-03-01"}
    whole = small_scenario(
        rollover="2026-03-02",
        method="loan_offset",
        move=loan,
        household={"people": [{"name": "One", "born": "1970-01-01", "wages": wages}]},
    ).model_dump(mode="json")
    for day in ("2027-10-15", "2027-10-16", "2027-10-17", "2027-11-15", "2027-11-16", "2027-11-17"):
        yield refusal({**whole, "rollovers": [{**whole["rollovers"][0], "redeposit_date": day}]})
    for days in range(350, 400, 5):
        day = str(date(2026, 3, 1) + timedelta(days=days))
        yield refusal({**whole, "rollovers": [{**whole["rollovers"][0], "date": day}]})
    plain = {**whole, "rollovers": []}
    series = {"type": "traditional_ira", "series_from": "2026-06-01"}
    left = {"type": "inherited_ira", "inherited_from": "Aunt", "decedent_born": "1940-01-01"}
    kinds = [{**series, "series_rate": rate} for rate in (0.05, 0.052, 0.056)]
    kinds += [{**left, "decedent_died": f"{year}-02-01"} for year in range(2014, 2023)]
    for changes in kinds:
        yield refusal({**plain, "holdings": {"accounts": [{"id": "a", **changes}], "lots": []}})


def of_contributions() -> str:
    """Run people of all ages and pays who pay all that may be into a plan, while prices rise, for some years."""
    found, rising = [], certain_market(inflation=0.04)
    cases = ((1966, 2026, 120_000), (1966, 2026, 112_250), (1976, 2025, 90_000), (1963, 2026, 180_000))
    for born, start, annual in (*cases, (1977, 2026, 60_000)):
        age = start - born
        catch_up = 0.0 if age < 50 else (11_250.0 if age >= 60 else 8_000.0)
        own, match = (23_500.0, 46_500.0) if start == 2025 else (24_500.0, 47_500.0)
        wages: dict[str, Any] = {"annual": annual, "until": "2030-12-31", "plan_account": "401k", "plan_buys": "AAA"}
        wages |= {"plan_contribution": own + catch_up + match, "plan_match": match}
        home = {"people": [{"name": "One", "born": f"{born}-05-01", "wages": wages}], "horizon_years": 5}
        run = simulate(small_scenario(f"{start}-01-02", household=home, market=rising).with_paths(1), threads=1)
        found += [run.yearly[name] for name in sorted(run.yearly)]
    return digest(*found)


def of_a_gift() -> str:
    """Give a fund more in one year than the limits let deduct in eight."""
    given = {"amount": 500_000.0, "first_year": 2026, "last_year": 2026}
    pension = {"annual": 100_000.0, "starts": "2026-01-01"}
    home = {"people": [{"name": "One", "born": "1960-05-01", "pensions": [pension]}], "fund_gift": given}
    lots = (lot("AAA", 6_000, "2010-01-04", 60_000.0),)
    run = simulate(small_scenario("2026-01-02", 9, lots=lots, household=home).with_paths(1), threads=1)
    return digest(*(run.yearly[name] for name in sorted(run.yearly)))


def refusal(document: dict[str, Any]) -> str:
    try:
        scenario_from(document)
    except InputError as error:
        return str(error)
    return ""


PROBES: dict[str, Callable[[], str]] = {
    **{f"returns, {status}": lambda status=status: of_returns(status) for status in FilingStatus},
    "lists": of_lists,
    "estates and premiums": of_estates_and_premiums,
    "ages": of_ages,
    "fund": of_a_fund,
    "what is refused": of_what_is_refused,
    "contributions": of_contributions,
    "gift": of_a_gift,
    **{f"run {number}": lambda number=number: of_run(number) for number in range(N_SCENARIOS)},
}


@cache
def as_written(probe: str) -> str:
    return PROBES[probe]()


def is_moved(probe: str, by_error: bool = True) -> bool:
    """Return whether a probe comes out otherwise than with the data as written, or ends in an error."""
    try:
        return PROBES[probe]() != as_written(probe)
    except Exception:
        return by_error


FIGURES = [(path, place, why) for path in FILES for place, why in figures_of(path)]
IDS = [f"{path.stem}.{'.'.join(place)}" for path, place, _ in FIGURES]


@pytest.fixture
def with_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path, Place], None]]:
    """Return how to have a figure read as another one."""
    for probe in PROBES:
        as_written(probe)
    read = tomllib.loads

    def begin(path: Path, place: Place) -> None:
        text = path.read_text(encoding="utf-8")

        def read_changed(asked: str, **options: Any) -> dict[str, Any]:
            data = read(asked, **options)
            if asked == text:
                change(data, place)
            return data

        monkeypatch.setattr(tomllib, "loads", read_changed)
        forget_the_law()

    yield begin
    monkeypatch.undo()
    forget_the_law()


@pytest.mark.parametrize(("path", "place", "why"), FIGURES, ids=IDS)
def test_a_change_of_the_data_changes_a_result(
    path: Path, place: Place, why: str, with_change: Callable[[Path, Place], None]
) -> None:
    shown = str(federal_rows(2026, FilingStatus.SINGLE))
    with_change(path, place)
    if why == "display_only":
        assert str(federal_rows(2026, FilingStatus.SINGLE)) != shown, "it says display_only, and no page shows it"
    elif why:
        assert f"{path.stem}.{place[0]}" in NOT_YET_USED, "what waits for its rule is named in NOT_YET_USED"
        moved = next((probe for probe in PROBES if is_moved(probe, by_error=False)), None)
        assert moved is None, f"a rule reads it now ({moved}): drop not_yet_used"
    else:
        assert any(is_moved(probe) for probe in PROBES), (
            "no rule reads this figure: let one, or say display_only or not_yet_used, and why, in the data; or drop it"
        )


def test_what_waits_is_marked() -> None:
    assert {f"{path.stem}.{place[0]}" for path, place, why in FIGURES if why == "not_yet_used"} == NOT_YET_USED
