"""Files for GitHub and for citations follow their schemas, and the workflow runs what the project says it runs."""

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
from ruamel.yaml import YAML

import sim
from tests.house.sources import ROOT

SCHEMAS = {
    ".github/workflows/ci.yml": "vendor.github-workflows",
    ".github/dependabot.yml": "vendor.dependabot",
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    ".github/ISSUE_TEMPLATE/fault.yml": "vendor.github-issue-forms",
    ".github/ISSUE_TEMPLATE/idea.yml": "vendor.github-issue-forms",
    ".github/ISSUE_TEMPLATE/wrong_number.yml": "vendor.github-issue-forms",
    "CITATION.cff": "vendor.citation-file-format",
}
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")


def read(place: str) -> Any:
    """Return a YAML file's content."""
    return YAML(typ="safe").load((ROOT / place).read_text(encoding="utf-8"))


def validated(place: str, schema: str) -> subprocess.CompletedProcess[str]:
    """Return what the checker says of a file; it holds the schemas itself and asks no server."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    more = ["--default-filetype", "yaml"] if place.endswith(".cff") else []
    return subprocess.run([*command, *more, place], cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("place", "schema"), SCHEMAS.items(), ids=list(SCHEMAS))
def test_follows_its_schema(place: str, schema: str) -> None:
    done = validated(place, schema)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_forgotten() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.y*ml")}
    assert found == {place for place in SCHEMAS if place.startswith(".github/")}


def test_a_wrong_workflow_is_found(tmp_path: Any) -> None:
    wrong = tmp_path / "ci.yml"
    wrong.write_text("on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    step: []\n")
    assert validated(str(wrong), "vendor.github-workflows").returncode == 1


def test_every_action_is_pinned() -> None:
    """By the hash of a commit: a tag can be moved to other code."""
    steps = [step for job in read(".github/workflows/ci.yml")["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert not [action for action in used if not PINNED.match(action)]


def test_scripts_and_documents_of_the_workflow_are_there() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    named = re.findall(r"(?<![\w/])(?:\.ci/\w+|docs/[\w/]+\.yml|tests/[\w/]+(?:\.py)?|constraints\.txt)", text)
    assert {".ci/run", "docs/site/mkdocs.yml"} <= set(named)
    assert not [place for place in named if not (ROOT / place).exists()]


def test_every_python_of_the_project_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    matrix = read(".github/workflows/ci.yml")["jobs"]["suite"]["strategy"]["matrix"]
    assert project["requires-python"] == f">={matrix['python'][0]}"
    assert [tuple(map(int, version.split("."))) for version in matrix["python"]] == [(3, n) for n in range(11, 15)]
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_hooks_run_what_the_project_checks_with() -> None:
    hooks = [hook for repository in read(".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]]
    assert {hook["entry"].split()[0] for hook in hooks} == {"ruff", "mypy", "python"}
    assert {hook["language"] for hook in hooks} == {"system"}


def test_a_citation_names_a_release() -> None:
    """The version cited stands in the changelog with the same date, and is not ahead of the package's."""
    citation = read("CITATION.cff")
    released = f"## [{citation['version']}] - {citation['date-released']}"
    assert released in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    cited, own = ([int(part) for part in version.split(".")] for version in (citation["version"], sim.__version__))
    assert cited <= own
