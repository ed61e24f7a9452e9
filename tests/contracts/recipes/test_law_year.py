"""CONTRIBUTING's recipe of a law year, followed: a made-up next year of the federal law and of one state, and cases."""

import pytest

from sim.law.federal_law import federal_years
from tests.contracts.recipes.made_up_year import add_federal_year, add_state_year
from tests.contracts.recipes.project_copy import ProjectCopy

LAST, NEW = str(federal_years()[-1]), str(federal_years()[-1] + 1)
FEDERAL_CASES, STATE_CASES = "tests/law_cases/federal.csv", "tests/law_cases/state_other.csv"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    add_federal_year(made, int(NEW))
    add_state_year(made, "CA", int(NEW))
    # The figures are those of the year before, and so is what its households owe.
    for place, known in ((FEDERAL_CASES, f"bracket_edge,{LAST},single"), (STATE_CASES, f"single_filer,{LAST},CA")):
        text = made.read(place)
        rows = [line for line in text.splitlines(keepends=True) if known in line][:3]
        assert len(rows) == 3
        made.write(place, text + "".join("new-" + row.replace(known, known.replace(LAST, NEW)) for row in rows))
    return made


def test_the_recipe_takes_the_data_files_and_the_cases(project: ProjectCopy) -> None:
    assert [place for place in project.touched if place.startswith("sim/law/states/")] == ["sim/law/states/CA.toml"]
    project.assert_followed("A law year", most_files=12)


def test_the_law_holds_the_year_and_its_cases(project: ProjectCopy) -> None:
    """Without the compiler: with another year the laws are another type. What follows paths needs it, and is slow."""
    rooms = ("tests/unit/law", "tests/unit/law_states", "tests/unit/tax", "tests/unit/tax_states")
    quick = ("-m", "not slow and not long", "--ignore-glob=*enacted*")
    assert project.tests(*rooms, *quick, NUMBA_DISABLE_JIT="1") > 500


def test_engine_and_twin_take_it_up(project: ProjectCopy) -> None:
    """Without the compiler: with another year the laws are another type, and kernels would be compiled again."""
    assert project.tests("tests/unit/engine/test_gifts.py", "-k", "limit or taxed", NUMBA_DISABLE_JIT="1") == 2
