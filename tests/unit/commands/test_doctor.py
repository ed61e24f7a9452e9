"""`doctor`: a line for each thing looked at, 2 where something cannot work, and the checks after a failing one."""

import argparse
import socket
from datetime import date
from pathlib import Path

import pytest

from sim import cli
from sim.api.doctor import NOTICE, PROBLEM, Finding
from sim.commands import doctor

THINGS = ["Python", "packages", "compiler", "settings", "compiled kernels", "saved plans", "browser address", "law"]


@pytest.fixture(autouse=True)
def places_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", f"sqlite:///{tmp_path / 'plans.sqlite3'}")


def test_everything_is_looked_at_in_turn() -> None:
    found = doctor.findings(date(2026, 11, 30))
    assert list(dict.fromkeys(finding.what for finding in found)) == THINGS
    assert not [finding for finding in found if finding.level == PROBLEM]


@pytest.mark.parametrize("name", ["ROLLOVER_SIM_RUN_MEMORY_MB", "ROLLOVER_SIM_RUNS_AT_ONCE"])
@pytest.mark.parametrize("value", ["abc", "-5", "nan", "1e400", "0", "9" * 5_000])
def test_a_setting_that_is_no_such_number_is_a_problem(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    (found,) = [finding for finding in doctor.findings(date(2026, 11, 30)) if finding.level == PROBLEM]
    assert name in found.found
    assert name in found.fix


def test_a_compiler_that_is_none_is_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_COMPILER", "quick")
    found = [finding for finding in doctor.findings(date(2026, 11, 30)) if finding.what == "settings"]
    assert [finding.level for finding in found] == [NOTICE]


def test_the_day_is_the_one_passed_in() -> None:
    (of_law,) = [finding for finding in doctor.findings(date(2040, 1, 1)) if finding.what == "law"]
    assert of_law.level == NOTICE
    assert "this is 2040" in of_law.found


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([Finding("a", "well")], 0),
        ([Finding("a", "well"), Finding("b", "old", NOTICE, "update.")], 0),
        ([Finding("b", "old", NOTICE, "update."), Finding("c", "gone", PROBLEM, "install it.")], 2),
    ],
)
def test_the_exit_code(found: list[Finding], code: int, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(doctor, "findings", lambda today: found)
    assert cli.main(["doctor"]) == code
    said = capsys.readouterr().out
    assert all(str(finding) in said for finding in found)


def test_a_check_that_fails_is_a_problem_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModuleNotFoundError("No module named 'numba'")

    monkeypatch.setattr(doctor, "mode", broken)
    found = doctor.findings(date(2026, 11, 30))
    (of_compiler,) = [finding for finding in found if finding.what == "compiler"]
    assert of_compiler.level == PROBLEM
    assert "No module named 'numba'" in of_compiler.found
    assert found[-1].what == "law"


def test_a_database_that_cannot_be_used_ends_with_2(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", "nonsense://ann:hunter2@host/x")
    assert doctor.run(argparse.Namespace()) == 2
    assert "hunter2" not in capsys.readouterr().out


def test_an_address_of_this_computer_alone() -> None:
    (found,) = doctor.address_findings({"server.address": "127.0.0.1", "server.port": free_port()})
    assert found.level == "ok"
    assert "this computer only" in found.found


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_an_address_that_others_can_reach(address: str) -> None:
    try:
        found = doctor.address_findings({"server.address": address, "server.port": free_port()})
    except OSError:
        pytest.skip("no such family of addresses here")
    if found[0].level != PROBLEM:  # a machine without IPv6
        assert found[0].level == NOTICE
        assert "everybody" in found[0].found


def test_an_address_of_another_computer() -> None:
    """198.51.100.0/24 is for documentation (RFC 5737): no computer has it."""
    (found,) = doctor.address_findings({"server.address": "198.51.100.7"})
    assert found.level == PROBLEM
    assert "127.0.0.1" in found.fix


def test_a_port_in_use_is_a_notice() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        _, found = doctor.address_findings({"server.address": "127.0.0.1", "server.port": port})
    assert found.level == NOTICE
    assert f"port {port} is in use" in found.found


def test_hosts_that_the_settings_name_are_shown() -> None:
    table = {"server.address": "127.0.0.1", "server.port": free_port(), "server.allowedHosts": ["plans.example"]}
    assert "plans.example" in doctor.address_findings(table)[0].found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
