"""Nothing leaves the machine: what the system tells of the server's connections in a session with a file and a run."""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.scenario.written.load import scenario_json
from sim.scenario.written.samples import sample_scenario
from tests.browser import server
from tests.faults.connections import other_computers, watched

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
]


def test_the_server_connects_to_no_other_computer(page: Page, tmp_path: Path) -> None:
    plan, log, port = tmp_path / "plan.json", tmp_path / "calls.txt", server.free_port()
    plan.write_text(scenario_json(sample_scenario("no-taxable-account").with_paths(20)))
    address = f"http://127.0.0.1:{port}"
    command = watched([sys.executable, "-m", "sim", "app", "--headless", "--port", str(port)], log, "-D")
    with server.serving(command, server.ROOT, tmp_path / "log.txt", address, {**os.environ}):
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        page.locator("input[type=file]").first.set_input_files(plan)
        page.get_by_text("opened.").wait_for()
        server.open_page(page, "Accounts")
        lots = next(file for file in sorted((server.ROOT / "tests/fixtures/brokers").iterdir()))
        page.locator("input[type=file]").first.set_input_files(lots)
        page.get_by_role("button", name="Cancel").wait_for(state="detached")
        server.run(page)
    assert log.stat().st_size
    assert other_computers(log) == []
