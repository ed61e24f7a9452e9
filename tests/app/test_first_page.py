"""The first page stands within seconds of a server's start, because what it does not need is loaded after it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sim.store.database import open_database

ROOT = Path(__file__).parents[2]
SLOW_TO_LOAD = {
    "numba",
    "llvmlite",
    "pandas",
    "alembic",
    "xlsxwriter",
    "icalendar",
    "typst",
    "sim.engine",
    "sim.export",
}
IN_A_NEW_PROCESS = """
import json, sys
from streamlit.testing.v1 import AppTest
from ui.core import running

running.warm_up = lambda: None
app = AppTest.from_file(sys.argv[1], default_timeout=60).run()
print(json.dumps({"titles": [one.value for one in app.title], "faults": len(app.exception), "modules": [*sys.modules]}))
"""


def test_the_first_page_loads_neither_compiler_nor_exports_nor_migrations(database: Path) -> None:
    """In a new process, with a database of the newest layout, nothing else is loaded."""
    open_database().dispose()
    done = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS, str(ROOT / "streamlit_app.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["titles"] == ["Harvesting losses around a 401(k) rollover"]
    assert found["faults"] == 0
    assert SLOW_TO_LOAD & set(found["modules"]) == set()
