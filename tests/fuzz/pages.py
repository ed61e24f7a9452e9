"""A damaged saved plan in the app itself: it is opened by its address, and a few pages are drawn."""

import json
import os
from pathlib import Path
from random import Random

from streamlit.testing.v1 import AppTest

from tests.fuzz import seeds
from tests.fuzz.places import PLAN_ID, Case, database_of, store_case
from tests.fuzz.shell import Attempt
from ui.core import running, store

PAGES = sorted(str(path.relative_to(seeds.ROOT)) for path in (seeds.ROOT / "pages").glob("*/*.py"))
N_PAGES = 4
VARIABLE = "ROLLOVER_SIM_DATABASE_URL"


def page_case(random: Random) -> Case:
    """Return a row as `store_case` does, and the pages that show it."""
    return {**store_case(random), "options": json.dumps(random.sample(PAGES, N_PAGES)).encode()}


def page_tried(case: Case, folder: Path) -> Attempt:
    """Open the row's plan in a new session and go from page to page; a fault on one of them ends with 1."""
    before, warm_up = os.environ.get(VARIABLE), running.warm_up
    url = database_of(folder, json.loads(case["file"]))
    os.environ[VARIABLE] = url.render_as_string(hide_password=False)
    running.warm_up = lambda: None
    try:
        app = AppTest.from_file(str(seeds.ROOT / "streamlit_app.py"), default_timeout=120)
        app.query_params["plan"] = PLAN_ID
        faults = [*app.run().exception]
        for page in json.loads(case["options"]):
            faults += [] if faults else [*app.switch_page(page).run().exception]
        words = "\n".join(f"{one.message}\n{''.join(one.stack_trace)}" for one in faults)
        n_shown = len([*app.markdown, *app.title])
        return Attempt(1 if faults else 0, str(n_shown).encode(), words)
    finally:
        running.warm_up = warm_up
        store.connections().close()
        store.connections.clear()
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before
