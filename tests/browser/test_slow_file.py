"""A file that takes forever, in a real server: every other answer of the server comes meanwhile."""

import os
import re
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import server
from tests.browser.test_flow import COUPLE

pytestmark = pytest.mark.browser
FOR_EVER = """
import sys
if "sim.apart" in sys.orig_argv:
    import re
    re.match("(a+)+$", "a" * 100 + "b")
"""


def test_the_server_answers_while_a_file_is_read(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(FOR_EVER)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    port = server.free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": path}
    with server.serving(command, server.ROOT, tmp_path / "log.txt", address, environment):
        page = chromium.new_page()
        server.load_sample(page, address, COUPLE)
        server.open_page(page, "Accounts")
        file = {"name": "lots.csv", "mimeType": "text/csv", "buffer": b"symbol,quantity,acquired,cost_basis\n"}
        page.locator("input[type=file]").first.set_input_files(file)
        page.get_by_text("Reading lots.csv").wait_for()
        for _ in range(3):
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as answer:
                assert answer.read() == b"ok"
        page.get_by_role("button", name=re.compile("Cancel")).click()
        ended = re.compile("Reading was canceled|took longer than")  # on a busy machine the limit comes first
        expect(page.get_by_text(ended)).to_be_visible(timeout=60_000)
        page.close()
