"""The container's files name what there is: sources, options, variables, paths."""

import argparse
import re

import pytest

from sim.commands import app
from tests.deploy.files import asked_variables, services, stages
from tests.house.sources import ROOT, python_sources
from ui.server import ready

BUILD, IMAGE = stages()
SOURCES = [word for line in BUILD.of("COPY") for word in line.split()[:-1]]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_copied_is_there_and_no_file_keeps_it_out(source: str) -> None:
    assert (ROOT / source).exists()
    let_in = {line.removeprefix("!").strip() for line in (ROOT / ".dockerignore").read_text().splitlines()}
    assert any(one == source or one.startswith(f"{source}/") for one in let_in)


def test_nobody_is_root() -> None:
    user = IMAGE.steps.index(("USER", "10001:10001"))
    names = [word for word, _ in IMAGE.steps]
    assert names.index("CMD") > user
    assert sum(names[: user + 1].count(word) for word in ("CMD", "HEALTHCHECK")) == 0


def test_the_app_takes_the_options_it_is_started_with() -> None:
    program, command, *options = IMAGE.command("CMD")
    assert (program, command) == ("rollover-sim", "app")
    parser = argparse.ArgumentParser(exit_on_error=False)
    app.add_arguments(parser)
    found = parser.parse_args(options)
    assert (found.address, found.headless) == ("0.0.0.0", True)
    assert [found.port] == IMAGE.of("EXPOSE")


def test_health_is_asked_where_it_is_answered() -> None:
    port = IMAGE.of("EXPOSE")[0]
    assert f"http://localhost:{port}{ready.PATH}" in IMAGE.command("HEALTHCHECK")[-1]
    assert f"uri {ready.PATH} hdr Host localhost" in (ROOT / "deploy" / "haproxy.cfg").read_text()


def test_every_variable_is_read_by_somebody() -> None:
    read = {name for source in python_sources("sim", "ui") for name in re.findall(r"ROLLOVER_SIM_[A-Z_]+", source.text)}
    set_here = {name for one in services().values() for name in one.get("environment", {}) if "ROLLOVER" in name}
    assert set_here
    assert set_here <= read
    proxy = services()["proxy"]["environment"]
    assert all(f'"${{{name}}}"' in (ROOT / "deploy" / "haproxy.cfg").read_text() for name in proxy)


def test_what_must_be_set_is_documented() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    assert asked_variables()
    assert not {name for name in asked_variables() if f"`{name}`" not in text}


def test_a_service_waits_for_one_that_says_when_it_is_well() -> None:
    found = services()
    for name, service in found.items():
        needs = service.get("depends_on", {})
        for other in needs if isinstance(needs, dict) else {}:
            assert "healthcheck" in found[other], f"{name} waits for {other}"
