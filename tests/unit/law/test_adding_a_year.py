"""Adding a tax year is data only: a made-up one in every federal file, and in a made-up state, is law at once."""

import json
import tomllib

import pytest

from sim.errors import InputError
from sim.law import federal_law
from sim.law.state_schema import state_problems
from sim.law.state_tables import state_law_from
from sim.scenario.enums import FilingStatus
from sim.tax.federal_return import federal_return
from sim.tax.records import return_input
from sim.tax.state_return import state_tax

LAST_YEAR = federal_law.federal_years()[-1]
NEW_YEAR = LAST_YEAR + 1


def raised(value, factor):
    if isinstance(value, dict):
        return {status: raised(one, factor) for status, one in value.items()}
    return [one * factor for one in value] if isinstance(value, list) else value * factor


def toml_value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)


def toml_text(topic):
    lines = [f"title = {json.dumps(topic.pop('title'))}"]
    for name, figure in topic.items():
        lines.append(f"[{name}]")
        lines += [f"{key} = {toml_value(value)}" for key, value in figure.items() if key != "years"]
        lines.append(f"[{name}.years]")
        lines += [f"{json.dumps(key)} = {toml_value(value)}" for key, value in figure["years"].items()]
    return "\n".join(lines) + "\n"


@pytest.fixture
def with_made_up_year(tmp_path, monkeypatch):
    """Copy every federal file with double the last year's amounts for the new year."""
    for path in federal_law.FEDERAL_FOLDER.glob("*.toml"):
        topic = tomllib.loads(path.read_text())
        for name, figure in topic.items():
            if name != "title" and figure.get("indexed_by"):
                figure["years"][str(NEW_YEAR)] = raised(figure["years"][str(LAST_YEAR)], 2)
        (tmp_path / path.name).write_text(toml_text(topic))
    cached = (federal_law.federal_topics, federal_law.federal_years, federal_law.load_federal_law)
    monkeypatch.setattr(federal_law, "FEDERAL_FOLDER", tmp_path)
    for function in cached:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def test_a_new_year_is_data_only(with_made_up_year):
    assert federal_law.federal_years()[-1] == NEW_YEAR
    law = federal_law.load_federal_law(NEW_YEAR, FilingStatus.SINGLE)
    # All amounts are doubled: the deduction, and the first bracket, which now holds 20,000: 10% of that.
    text = (federal_law.FEDERAL_FOLDER / "deductions.toml").read_text(encoding="utf-8")
    years = tomllib.loads(text)["standard"]["years"]
    assert years[str(NEW_YEAR)]["single"] == 2 * years[str(LAST_YEAR)]["single"] > 0
    result = federal_return(
        law, return_input(filing_status=0, age1=60, pension=years[str(NEW_YEAR)]["single"] + 20_000)
    )
    assert result.regular_tax == pytest.approx(2000.0)


def atlantis(*years):
    """Return a state of one rate and a standard deduction, 1,000 more a year, written for these years."""
    return {
        "code": "ZZ",
        "name": "Atlantis",
        "tax": "income",
        "verified": {str(year): "one_source" for year in years},
        "sources": ["Atlantis Code"],
        "brackets": {"reference": ["Atlantis Code 1"], "rates": [0.05], "thresholds": [0]},
        "deduction": [
            {
                "name": "standard deduction",
                "reference": ["Atlantis Code 2"],
                "amount": {str(year): 1000 * (year - 2020) for year in years},
            }
        ],
    }


def test_a_state_has_years_of_its_own(with_made_up_year):
    """Behind the federal figures it grows from its own last year; with the year written, by data only, it has it."""
    behind, new = (atlantis(*range(federal_law.FIRST_YEAR, last + 1)) for last in (LAST_YEAR, NEW_YEAR))
    assert state_problems(behind) == state_problems(new) == []
    inputs = return_input(filing_status=0, age1=60, wages1=57_000)
    federal = federal_return(federal_law.load_federal_law(NEW_YEAR, FilingStatus.SINGLE), inputs)
    law = state_law_from(new, NEW_YEAR, FilingStatus.SINGLE)
    assert state_tax(law, inputs, federal) == pytest.approx(0.05 * (57_000 - 1000 * (NEW_YEAR - 2020)))
    behind["deduction"][0]["indexed"] = ["amount"]
    law = state_law_from(behind, NEW_YEAR, FilingStatus.SINGLE)
    assert state_tax(law, inputs, federal, 1.1) == pytest.approx(0.05 * (57_000 - 1100 * (LAST_YEAR - 2020)))


def test_without_the_data_there_is_no_law():
    with pytest.raises(InputError, match="no published law"):
        federal_law.load_federal_law(NEW_YEAR, FilingStatus.SINGLE)
