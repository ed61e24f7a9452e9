"""`law`: the years held, and what is behind a year, by the data themselves and without a clock."""

import pytest

from sim import cli
from sim.api.law import stale_parts, years_shown
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
    assert {part.where for part in stale_parts(2025)} == {f"states/{code}.toml" for code in undecided | projected}


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
