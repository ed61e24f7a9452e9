"""`export` trusts no report: one that was changed is refused, and one made up with care does no harm."""

import contextlib
import json
import random
import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sim.api import Findings, sample_scenario, simulate
from sim.cli import main
from sim.errors import InputError
from sim.export.formats import FORMATS, Wish, exported
from sim.export.report import read_report, report_json, report_of
from sim.scenario.written.samples import SAMPLES
from tests.unit.export.tampering import resealed, tampered
from tests.unit.results.synthetic import random_result

DAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report_json(report_of(Findings(random_result(n_years=4)))))
    return found


def copy(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(content))
    return found


def put(folder: Path, content: dict[str, Any]) -> Path:
    (folder / "report.json").write_text(json.dumps(content))
    return folder


@pytest.mark.parametrize(
    "place",
    [
        ("summary", "strategies", 1, "after_tax_wealth_real", "p50"),
        ("summary", "strategies", 1, "versus_baseline", "mean"),
        ("tables", "strategies", "data", 0, 6),
        ("summary", "seed"),
        ("scenario", "household", "spending"),
    ],
)
def test_a_changed_figure_is_refused(
    content: dict[str, Any], tmp_path: Path, place: tuple[Any, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    changed = copy(content)
    *way, last = place
    inner = changed
    for step in way:
        inner = inner[step]
    inner[last] += 1
    assert main(["export", str(put(tmp_path, changed)), "--format", "pdf"]) == 2
    told = capsys.readouterr().err
    assert "changed since the run" in told
    assert "Traceback" not in told


def test_even_where_the_digests_fit_the_scenario_must_be_the_summarys(content: dict[str, Any], tmp_path: Path) -> None:
    changed = copy(content)
    changed["scenario"]["household"]["spending"] += 1
    with pytest.raises(InputError, match="damaged"):
        read_report(put(tmp_path, resealed(changed)))


@pytest.mark.parametrize("name", ["../../outside", "/tmp/outside", "summary", "con", "a" * 200, "comparison\x00"])
def test_a_pictures_name_comes_from_our_own_list(content: dict[str, Any], tmp_path: Path, name: str) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    changed = copy(content)
    changed["pictures"][0]["name"] = name
    assert main(["export", str(put(folder, resealed(changed))), "--format", "all"]) == 2
    assert [place.name for place in tmp_path.rglob("*")] == ["results", "report.json"]


@pytest.mark.parametrize("name", ["../outside", "</summary><script>alert(1)</script>", "strategies/../../x"])
def test_a_tables_name_comes_from_our_own_list(content: dict[str, Any], tmp_path: Path, name: str) -> None:
    changed = copy(content)
    changed["tables"][name] = changed["tables"]["lots"]
    with pytest.raises(InputError, match="run the scenario again"):
        read_report(put(tmp_path, resealed(changed)))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("images", [{"source": "https://elsewhere.example/x.png"}]),
        ("updatemenus", [{"buttons": []}]),
        ("annotations", [{"text": "<a href='https://elsewhere.example'>x</a>", "xref": "paper"}]),
        ("height", 10**9),
        ("xaxis", {"title": {"text": "<script>alert(1)</script>"}}),
    ],
)
def test_a_picture_holds_no_link_and_no_picture(content: dict[str, Any], tmp_path: Path, key: str, value: Any) -> None:
    changed = copy(content)
    changed["pictures"][0]["figure"]["layout"][key] = value
    with pytest.raises(InputError, match="run the scenario again"):
        read_report(put(tmp_path, resealed(changed)))


def test_a_file_of_another_run_beside_the_report_is_refused(tmp_path: Path) -> None:
    report = report_of(Findings(random_result()))
    (tmp_path / "report.json").write_text(report_json(report, {"scenario.json": b"this run's"}))
    (tmp_path / "scenario.json").write_bytes(b"this run's")
    assert read_report(tmp_path).scenario == report.scenario
    (tmp_path / "scenario.json").write_bytes(b"another run's")
    with pytest.raises(InputError, match=re.escape(str(tmp_path / "scenario.json"))):
        read_report(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device among its files")
def test_a_pipe_in_place_of_the_report_is_no_hang(tmp_path: Path) -> None:
    (tmp_path / "report.json").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="not a plain file"):
        read_report(tmp_path)


class Scripts(HTMLParser):
    """The script elements of a page, and its policy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.nonces: list[str | None] = []
        self.policy = ""
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "script":
            self.nonces.append(found.get("nonce"))
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        self.handlers += [name for name in found if name.startswith("on")]


def test_no_script_of_the_page_runs_without_its_nonce() -> None:
    first, second = (
        Scripts(exported("html", Wish(report_of(Findings(random_result(seed))), DAY)).decode()) for seed in (1, 2)
    )
    (nonce,) = set(first.nonces)
    assert nonce
    assert f"script-src 'nonce-{nonce}'" in first.policy
    scripts = next(part for part in first.policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts
    assert "default-src 'none'" in first.policy
    assert not first.handlers
    assert set(second.nonces) != {nonce}


@pytest.mark.parametrize("seed", range(40))
def test_a_tampered_report_is_refused_or_exported(content: dict[str, Any], tmp_path: Path, seed: int) -> None:
    """Its digests are made to fit, as somebody who knows the program could; nothing but an `InputError` comes."""
    draw = random.Random(seed)
    put(tmp_path, resealed(tampered(content, draw)))
    made = []
    with contextlib.suppress(InputError):
        report = read_report(tmp_path)
        made = [exported(name, Wish(report, DAY)) for name in FORMATS if name != "pdf" or seed % 4 == 0]
    assert all(made)
    assert [place.name for place in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_genuine_report_is_taken(name: str, tmp_path: Path) -> None:
    scenario = sample_scenario(name)
    few = scenario.simulation.model_copy(update={"n_paths": 20})
    report = report_of(Findings(simulate(scenario.model_copy(update={"simulation": few}))))
    (tmp_path / "report.json").write_text(report_json(report))
    assert report_json(read_report(tmp_path)) == report_json(report)
