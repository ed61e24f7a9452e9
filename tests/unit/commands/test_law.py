"""`law`: the years held, and what is behind a year, by the data themselves and without a clock."""

import pytest

from sim import cli
from sim.api.law import local_places, locality, stale_parts, years_shown
from sim.law.state_tables import state_info
from sim.scenario.enums import STATES


def test_the_years_of_every_state_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"federal: published figures for {years_shown()[0]} to {years_shown()[-1]}"
    assert [line[:2] for line in lines[1:]] == list(STATES)


def test_a_year_that_is_verified_everywhere_leaves_only_what_is_undecided() -> None:
    undecided = {code for code in STATES if state_info(code).what_if[0]}
    projected = {code for code in STATES if state_info(code).badge[2025] == "projected"}
    found = {part.where for part in stale_parts(2025) if not part.where.startswith("local/")}
    assert found == {f"states/{code}.toml" for code in undecided | projected}


def test_counties_and_cities_are_looked_up_too() -> None:
    year = max(max(locality(code, name).badge) for code in STATES for name in local_places(code))
    listing = [code for code in STATES if local_places(code)]
    after = [part for part in stale_parts(year + 1) if part.where.startswith("local/")]
    assert [part.where for part in after] == [f"local/{code}.toml" for code in listing]
    assert all(part.what.startswith(f"no {year + 1} yet, so") for part in after)
    carried_on = {part.where: part.what for part in stale_parts(2025)}
    assert carried_on["local/MI.toml"].endswith("not what the places have published: all 24 places")
    assert "local/MD.toml" not in carried_on


def test_a_year_without_figures_is_stale_in_every_state_that_taxes(capsys: pytest.CaptureFixture[str]) -> None:
    year = max(years_shown()[-1], *(max(state_info(code).badge) for code in STATES)) + 1
    assert cli.main(["law", "--check", "--year", str(year)]) == 2
    out = capsys.readouterr().out
    taxing = [code for code in STATES if state_info(code).tax != "none"]
    assert all(f"states/{code}.toml: no {year} yet" in out for code in taxing)
    assert "states/TX.toml" not in out
    assert "federal/ordinary.toml: no" in out


@pytest.mark.parametrize("text", ["27", "twenty", "-2027", "20270"])
def test_a_year_that_is_none_is_refused_in_words(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["law", "--check", f"--year={text}"])
    assert ended.value.code == 2
    assert "four digits" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["2024", "1999", "0000"])
def test_a_year_before_the_first_is_refused_in_words(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law", "--check", "--year", year]) == 2
    assert f"--year: Tax law data begins in {years_shown()[0]}" in capsys.readouterr().err
