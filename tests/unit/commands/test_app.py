"""`app`: what Streamlit is asked for."""

import runpy
import socket
import sys
from pathlib import Path

import pytest
from streamlit.web.cli import main_run

from sim import cli
from sim.commands import app
from tests.house.sources import ROOT


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Return the words Streamlit's command would get, noted in place of a start."""
    words: list[str] = []

    def start(module: str, run_name: str, alter_sys: bool) -> None:
        words.extend([module, *sys.argv[1:]])
        raise SystemExit(0)

    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(runpy, "run_module", start)
    return words


def test_the_app_listens_to_this_computer_only_and_reports_nothing(asked):
    assert cli.main(["app"]) == 0
    assert asked[:3] == ["streamlit", "run", str(ROOT / "streamlit_app.py")]
    assert {
        "--server.address=127.0.0.1",
        "--server.headless=false",
        "--server.showEmailPrompt=false",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--theme.light.primaryColor=#0b5cad",
        '--theme.dark.headingFontSizes=["2.1rem", "1.5rem", "1.25rem"]',
    } <= set(asked)
    assert not [word for word in asked if word.startswith("--server.port")]


@pytest.fixture
def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_address_port_and_browser_are_options(asked, free_port):
    assert cli.main(["app", "--address", "0.0.0.0", "--port", str(free_port), "--headless"]) == 0
    assert {"--server.address=0.0.0.0", f"--server.port={free_port}", "--server.headless=true"} <= set(asked)
    assert "--server.address=localhost" not in asked


def hosts(words: list[str]) -> list[str]:
    return [word.partition("=")[2] for word in words if word.startswith("--server.allowedHosts=")]


def test_the_app_answers_under_the_names_it_is_given(asked):
    assert cli.main(["app", "--host", "plans.example.com", "--host", "*.example.org"]) == 0
    assert hosts(asked) == ["localhost", "127.0.0.1", "::1", "plans.example.com", "*.example.org"]


def test_an_app_for_others_answers_under_this_computers_own_names(asked, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "desk")
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 0))]
    monkeypatch.setattr(app, "can_listen", lambda address, port: True)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **more: found)
    assert cli.main(["app", "--address", "0.0.0.0"]) == 0
    assert hosts(asked) == ["localhost", "127.0.0.1", "::1", "desk", "192.0.2.7"]


def test_a_port_in_use_is_said_and_nothing_starts(asked, capsys):
    with socket.create_server(("127.0.0.1", 0)) as another:
        port = str(another.getsockname()[1])
        assert cli.main(["app", "--port", port]) == 2
    said = capsys.readouterr().err
    assert "in use" in said
    assert port in said
    assert not asked


def test_streamlit_knows_every_option_it_is_given(asked, free_port):
    cli.main(["app", "--port", str(free_port)])
    given = main_run.make_context("run", asked[2:]).params
    assert given["target"] == str(ROOT / "streamlit_app.py")
    assert (given["server_port"], given["server_headless"], given["server_maxUploadSize"]) == (free_port, False, 5)
    assert list(given["server_allowedHosts"]) == ["localhost", "127.0.0.1", "::1"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--address", ""], "--address"),
        (["--address", "no such host"], "not an address of this computer"),
        (["--address", "x" * 300], "not an address of this computer"),
        (["--host", "http://plans.example.com"], "without http://"),
        (["--host", ""], "without http://"),
        (["--port", "0"], "from 1 to 65535"),
        (["--port", "65536"], "from 1 to 65535"),
        (["--port", "many"], "from 1 to 65535"),
        (["--port", "-1"], "from 1 to 65535"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_starts(asked, capsys, words, message):
    name, value = words
    assert cli.main(["app", f"{name}={value}"]) == 2
    assert message in capsys.readouterr().err
    assert not asked


def test_pages_that_are_missing_are_said(monkeypatch, tmp_path: Path, asked, capsys):
    monkeypatch.setattr(app, "BESIDE_SIM", tmp_path)
    assert cli.main(["app"]) == 2
    assert "install rollover-sim again" in capsys.readouterr().err
    assert not asked


def test_the_installed_app_lies_beside_the_package(monkeypatch, tmp_path: Path):
    beside = tmp_path / "rollover_sim_app" / "streamlit_app.py"
    beside.parent.mkdir()
    beside.touch()
    monkeypatch.setattr(app, "BESIDE_SIM", tmp_path)
    assert app.entry_point() == beside
