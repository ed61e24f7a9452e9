"""CONTRIBUTING's recipe of a state, followed: Atlantis takes 5% of what exceeds a deduction."""

import pytest

from sim.law.federal_law import federal_years
from tests.contracts.recipes.project_copy import ProjectCopy

YEARS = federal_years()
ATLANTIS = f"""code = "ZZ"
name = "Atlantis"
tax = "income"
verified = {{ {", ".join(f'{year} = "one_source"' for year in YEARS)} }}
sources = ["Atlantis Code"]

[brackets]
reference = ["Atlantis Code 1"]
rates = [0.05]
thresholds = [0]

[[deduction]]
name = "standard deduction"
reference = ["Atlantis Code 2"]
amount = {{ single = 5000, mfj = 10_000, hoh = 5000, mfs = 5000, qss = 10_000 }}
"""
CASES = "tests/law_cases/state_other.csv"
WAGES = {"low": 4_000, "edge": 5_000, "high": 105_000}
OWED = {"low": 0.0, "edge": 0.0, "high": 5_000.0}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    made = ProjectCopy(tmp_path_factory.mktemp("project"))
    made.add_after("sim/scenario/enums.py", "UT VA VT WA WI WV WY", " ZZ")
    made.add_after("ui/fields/words.py", "WV:West_Virginia WI:Wisconsin WY:Wyoming", " ZZ:Atlantis")
    made.write("sim/law/states/ZZ.toml", ATLANTIS)
    rows = [
        f"ZZ-{year}-{kind},{kind},{year},ZZ,single,60,0,{wages}{',0' * 12},{OWED[kind]},1.0,Atlantis Code 1,\n"
        for year in YEARS
        for kind, wages in WAGES.items()
    ]
    made.write(CASES, made.read(CASES) + "".join(rows))
    return made


def test_the_recipe_takes_four_files(project: ProjectCopy) -> None:
    project.assert_followed("A state", most_files=4)


def test_the_state_keeps_the_schema_and_its_cases_agree(project: ProjectCopy) -> None:
    assert project.tests("tests/unit/law_states", "tests/unit/tax_states", "-k", "ZZ") >= 4


def test_a_household_may_live_there(project: ProjectCopy) -> None:
    code = "from ui.fields import FIELDS; print('ZZ' in FIELDS['household.state'].choices)"
    assert project.python("-c", code).strip() == "True"
