"""Read and write scenarios as JSON. Every mistake is reported at once, with its place, the value and the fix."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.document.field_problems import field_problem, is_echo
from sim.document.json_text import MOST_SCENARIO_BYTES, OTHER_KIND, is_version, json_object, shown
from sim.errors import InputError, Problem
from sim.reading import Called, read_file
from sim.scenario.base import Model
from sim.scenario.checks.all_parts import cross_problems
from sim.scenario.checks.draft import Draft
from sim.scenario.days import EARLIEST, LATEST
from sim.scenario.drawn.simulation import Simulation
from sim.scenario.holdings import Account, Lot, Security
from sim.scenario.household import Household
from sim.scenario.local_income_tax import LocalIncomeTax
from sim.scenario.models import SCHEMA_VERSION, Scenario
from sim.scenario.rollover import Rollover
from sim.scenario.strategies import Strategy
from sim.scenario.written.versions import plan_in, upgraded

SHOWN_PROBLEMS = 200


def parse_scenario(text: str | bytes) -> Scenario:
    """Return the scenario that a JSON document describes.

    Parameters
    ----------
    text : str or bytes
        The document, in UTF-8 or in UTF-16 with its mark, at most 5 MB, of this or an older version.

    Returns
    -------
    Scenario
        Validated and frozen.

    Raises
    ------
    InputError
        With every problem found: unreadable JSON, faulty fields, and contradictions among the sound ones.

    See Also
    --------
    read_scenario : From a file.
    scenario_json : The way back.

    Examples
    --------
    >>> from sim.api import InputError, parse_scenario, sample_scenario, scenario_json
    >>> sample = sample_scenario("no-taxable-account")
    >>> parse_scenario(scenario_json(sample)) == sample
    True
    >>> try:
    ...     parse_scenario(scenario_json(sample).replace('"FL"', '"ZZ"'))
    ... except InputError as error:
    ...     print(error.problems[0].place)
    household.state
    """
    return scenario_from(json_object(text))


def scenario_from(document: dict[str, Any]) -> Scenario:
    """Return the scenario of a document of any known version.

    Parameters
    ----------
    document : dict
        The content of a scenario's JSON, or of a file of results with the plan inside it; it is not changed.

    Returns
    -------
    Scenario
        Validated and frozen.

    Raises
    ------
    InputError
        As `parse_scenario` does.

    See Also
    --------
    parse_scenario : From JSON text.

    Examples
    --------
    >>> from sim.api import sample_scenario, scenario_from
    >>> document = sample_scenario("no-taxable-account").model_dump(mode="json")
    >>> document["household"]["state"] = "TX"
    >>> str(scenario_from(document).household.state)
    'TX'
    """
    document = upgraded(plan_in(document), SCHEMA_VERSION)
    version = document.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION or not is_version(version):
        fix = f"This program reads version {SCHEMA_VERSION}; update the program or export the scenario again."
        raise InputError([Problem("schema_version", shown(version), fix)])
    try:
        return Scenario.model_validate(document)
    except ValidationError as error:
        items = error.errors()
        problems = [_problem(item) for item in items if item["loc"] and not is_echo(item)]
        problems += cross_problems(_draft(document))
        raise InputError(problems[:SHOWN_PROBLEMS] or [_problem(item) for item in items[:SHOWN_PROBLEMS]]) from None


def read_scenario(path: Path) -> Scenario:
    """Return the scenario in a file, or in standard input.

    Parameters
    ----------
    path : Path
        A JSON file of at most 5 MB; ``-`` is standard input.

    Returns
    -------
    Scenario
        Validated and frozen.

    Raises
    ------
    InputError
        Naming the file where it cannot be read; else as `parse_scenario` does.

    See Also
    --------
    parse_scenario : From text.

    Examples
    --------
    >>> from pathlib import Path
    >>> from sim.api import read_scenario, sample_scenario, scenario_json
    >>> sample = sample_scenario("no-taxable-account")
    >>> _ = Path("plan.json").write_text(scenario_json(sample), encoding="utf-8")
    >>> read_scenario(Path("plan.json")) == sample
    True
    """
    called = Called(str(path), fix=OTHER_KIND, unreadable="Cannot be read")
    return parse_scenario(read_file(path, MOST_SCENARIO_BYTES, called))


def scenario_json(scenario: Scenario) -> str:
    """Return the scenario as readable JSON that `parse_scenario` reads back unchanged.

    Parameters
    ----------
    scenario : Scenario
        Any.

    Returns
    -------
    str
        JSON, two spaces a level, with a line end.

    See Also
    --------
    parse_scenario : The way back.
    scenario_sha256 : What tells one scenario from another.

    Examples
    --------
    >>> from sim.api import sample_scenario, scenario_json
    >>> scenario_json(sample_scenario("no-taxable-account")).splitlines()[:2]
    ['{', '  "schema_version": 5,']
    """
    return json.dumps(scenario.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def scenario_sha256(scenario: Scenario) -> str:
    """Return the hash of the scenario's canonical JSON: equal scenarios have equal hashes.

    Parameters
    ----------
    scenario : Scenario
        Any.

    Returns
    -------
    str
        SHA-256, 64 hexadecimal digits. It stands in ``summary.json``, so that a result says which plan it is of.

    See Also
    --------
    scenario_json : The JSON for people.

    Examples
    --------
    >>> from sim.api import sample_scenario, scenario_sha256
    >>> plan = sample_scenario("no-taxable-account")
    >>> scenario_sha256(plan) == scenario_sha256(plan.with_paths(7))
    False
    """
    canonical = json.dumps(scenario.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _problem(item: Any) -> Problem:
    found = field_problem(item)
    if item["type"] == "string_pattern_mismatch" and item["loc"][-1] == "state":
        return replace(found, message="Not a US state; use the two-letter code, e.g. CA or DC.")
    if item["type"] == "day_out_of_range":
        return replace(found, message=f"Out of range; choose a day from {EARLIEST} to {LATEST}.")
    return found


def _sound(model: type[Model], raw: Any) -> Any:
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None


def _items(raw: Any, model: type[Model]) -> tuple[dict[int, Any], list[dict[str, Any]]]:
    """Return the sound items by position, and the raw faulty ones."""
    entries = raw if isinstance(raw, list | tuple) else []
    sound = {index: item for index, entry in enumerate(entries) if (item := _sound(model, entry)) is not None}
    faulty = [entry for index, entry in enumerate(entries) if index not in sound and isinstance(entry, dict)]
    return sound, faulty


def _draft(document: dict[str, Any]) -> Draft:
    holdings = document.get("holdings")
    holdings = holdings if isinstance(holdings, dict) else {}
    accounts, faulty_accounts = _items(holdings.get("accounts"), Account)
    securities, faulty_securities = _items(document.get("securities"), Security)
    try:
        start = date.fromisoformat(str(document.get("start")))
    except ValueError:
        start = None
    home = document.get("household")
    home = home if isinstance(home, dict) else {}
    state = home.get("state", Household.model_fields["state"].default)
    return Draft(
        start=start if start and EARLIEST <= start <= LATEST else None,
        household=_sound(Household, document.get("household")),
        state=state if isinstance(state, str) and re.fullmatch("[A-Z]{2}", state) else "",
        local_income_tax=_sound(LocalIncomeTax, home.get("local_income_tax")),
        accounts=accounts,
        lots=_items(holdings.get("lots"), Lot)[0],
        securities=securities,
        rollovers=_items(document.get("rollovers"), Rollover)[0],
        strategies=_items(document.get("strategies"), Strategy)[0],
        simulation=_sound(Simulation, document.get("simulation")),
        faulty_accounts={str(entry.get("id")) for entry in faulty_accounts},
        faulty_symbols={str(entry.get("symbol")) for entry in faulty_securities},
    )
