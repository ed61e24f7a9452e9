"""The two doors that are no files: rows of the store, and the environment a process is started in."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import URL

from sim.compile.cache import use_cache_folder_of_these_sources
from sim.errors import InputError
from sim.scenario.models import SCHEMA_VERSION
from sim.scenario.written.versions import upgraded
from sim.store.database import database_url, open_database
from sim.store.plans import PlanStore
from tests.fuzz import seeds
from tests.fuzz.mutation import DAYS, NUMBERS, WORDS, Mutation
from tests.fuzz.shell import Attempt, called
from ui.core import beside, document, problems
from ui.core.choices import Choices

PLAN_ID = "0" * 32
COLUMNS = ("id", "owner", "browser", "name", "document", "beside", "sha256", "version", "changed_at", "deleted_at")
PLACES_OF = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR", "NUMBA_CACHE_DIR", "PATH")
COMPILING = ("NUMBA_NUM_THREADS", "ROLLOVER_SIM_COMPILER", "NUMBA_DISABLE_JIT")
VARIABLES = (
    *PLACES_OF, *COMPILING, "ROLLOVER_SIM_DATABASE_URL", "LANG", "LC_ALL", "TZ", "COLUMNS", "NO_COLOR",
    "PYTHONIOENCODING", "ROLLOVER_SIM_ADOPT", "CI", "USER",
)  # fmt: skip
ENCODINGS = ("ascii", "latin-1:strict", "utf-16", "cp1252", "utf-8:strict", ":replace")
"""Python itself does not start with an encoding that it does not know."""

PLACES = (
    "{folder}/a", "{folder}/file", "{folder}/none/b", "{folder}/ ", "relative", "", "~", "/dev/null", "/dev/full",
    "/proc/self", "{folder}/" + "x" * 300, "{folder}/\u00e9\u4e2d", "C:\\Users", "//server/share",
)  # fmt: skip
URLS = (
    "sqlite:///{folder}/plans.sqlite3", "sqlite://", "sqlite:///:memory:", "sqlite:////dev/null", "mysql://a/b", "://",
    "sqlite:////dev/full", "sqlite:///{folder}", "sqlite:///{folder}/file", "postgresql://a:b@127.0.0.1:1/c",
    "postgresql://127.0.0.1:1/?connect_timeout=x", "postgresql+psycopg://", "sqlite:///{folder}/p?mode=ro",
)  # fmt: skip
SETTINGS = (
    *WORDS, "C", "en_US.UTF-8", "ascii", "latin-1:strict", "utf-16", "UTC", "0", "1", "-1", "99999999", "plain", "fast",
)  # fmt: skip
OWN_PROCESS = 0.02
"""This share of environments starts a process of its own, which costs a second; the rest is set within this one."""

Case = dict[str, bytes]


def _kept(random: Random) -> dict[str, Any]:
    """Return what the pages keep beside a plan, with a value or two that no page has written."""
    any_value = (*NUMBERS, *WORDS, *DAYS, None, [], {}, [1, 2], {"0": 5e-324}, {"0": "9999-12-31"}, True)
    harvest: dict[str, Any] = {
        "day": "2026-06-01",
        "shares": {"0": 3.5},
        "days": {"1": "2026-07-01"},
        "chosen": [0, 99],
    }
    this_year: dict[str, Any] = {"conversion": 10_000.0, "gain": 0.0}
    for kept in (harvest, this_year):
        for _ in range(random.choice((0, 1, 2))):
            kept[random.choice((*kept, "payroll", "purchases", "of", "x"))] = random.choice(any_value)
    return {"harvest": harvest, "this_year": this_year}


def store_case(random: Random) -> Case:
    mutation = Mutation(random, seeds.scenarios())
    content = random.choice(seeds.scenarios())
    row: dict[str, Any] = {
        "id": PLAN_ID, "owner": "", "browser": "", "name": "plan", "document": content.decode(), "beside": "{}",
        "sha256": "", "version": 3, "changed_at": 1_760_000_000_000, "deleted_at": None,
    }  # fmt: skip
    ways = (mutation.of_json, mutation.of_json, mutation.of_bytes)
    row["document"] = random.choice(ways)(content).decode("utf-8", "replace")
    row["beside"] = json.dumps(_kept(random), default=str)
    for _ in range(random.choice((0, 0, 1, 2))):
        value = random.choice((*WORDS, *NUMBERS, None))
        is_kept_by_sqlite = not (isinstance(value, int) and abs(value) >= 2**63)
        value = value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        row[random.choice(COLUMNS[1:])] = value if is_kept_by_sqlite else float("inf")
    return {"file": json.dumps(row).encode()}


@cache
def _empty_database() -> bytes:
    """Return the file of a database without a plan, made once."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "plans.sqlite3")
        open_database(URL.create("sqlite", database=str(file))).dispose()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        return file.read_bytes()


def database_of(folder: Path, row: dict[str, Any]) -> URL:
    """Return a database whose one row holds this, whatever it is: SQLite asks no column for its type."""
    file = folder.with_suffix(".sqlite3")
    file.write_bytes(_empty_database())
    url = URL.create("sqlite", database=str(file))
    with closing(sqlite3.connect(file)) as connection, connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'plans'").fetchone()
        connection.execute("DROP TABLE plans")
        connection.execute(sql.replace(" NOT NULL", ""))
        connection.execute("INSERT INTO plans (id) VALUES (?)", [PLAN_ID])
        for column, value in row.items():
            connection.execute(f"UPDATE plans SET {column} = ?", [value])
    return url


def store_tried(case: Case, folder: Path) -> Attempt:
    """What the app does with a saved plan, without its widgets (`tests.fuzz.pages` has those)."""
    engine = open_database(database_of(folder, json.loads(case["file"])))
    store, said = PlanStore(engine), []
    try:
        said += [repr([head.name for head in heads()]) for heads in (store.plans, store.deleted)]
        for work in (store.head, store.get, store.duplicate, lambda one: store.rename(one, "new"), _shown(store)):
            try:
                said.append(repr(work(PLAN_ID))[:0] or "done")
            except InputError as error:
                said.append(str(error))
    finally:
        engine.dispose()
    return Attempt(0, "\n".join(said).encode("utf-8", "replace"))


def _shown(store: PlanStore) -> Any:
    def show(plan_id: str) -> str:
        plan = store.get(plan_id)
        if plan is None:
            return ""
        found = upgraded(plan.document, SCHEMA_VERSION)
        if found.get("schema_version", SCHEMA_VERSION) != SCHEMA_VERSION or document.misshapen(found):
            return ""
        kept: Choices | None = beside.read("harvest", plan.beside)
        return f"{problems.check(document.canonical(document.filled(found))).sha256} {kept}"

    return show


def environment_case(random: Random) -> Case:
    """Return values of variables; a path is within the trial's folder (``{folder}``) or one that can hold nothing."""
    found = {}
    for name in random.sample(VARIABLES, random.choice((1, 1, 2, 4))):
        kind = SETTINGS if random.random() < 0.2 else PLACES if name in PLACES_OF else SETTINGS
        kind = URLS if name.endswith("URL") else ENCODINGS if name == "PYTHONIOENCODING" else kind
        value = random.choice(kind)
        if kind is URLS and random.random() < 0.3:
            value += random.choice(("?timeout=x", "?isolation_level=1", "&a=b", "#", "?" + "x" * 50, "%00", "%zz"))
        found[name] = value.replace("\x00", "").encode("utf-8", "replace").decode()
    removed = random.sample(VARIABLES[:6], random.choice((0, 0, 1, 3)))
    said = {"set": found, "removed": removed, "is_own": random.random() < OWN_PROCESS}
    return {"file": json.dumps(said).encode()}


@contextmanager
def _environment(said: dict[str, Any], folder: Path) -> Iterator[dict[str, str]]:
    before = dict(os.environ)
    (folder / "file").write_text("a file where a folder should be")
    for name in said["removed"]:
        os.environ.pop(name, None)
    for name, value in said["set"].items():
        os.environ[name] = value.replace("{folder}", str(folder))
    try:
        yield dict(os.environ)
    finally:
        os.environ.clear()
        os.environ.update(before)


def environment_tried(case: Case, folder: Path) -> Attempt:
    """Start the shell, find the kernels' folder and open the store, all under these variables."""
    said, here = json.loads(case["file"]), os.getcwd()
    os.chdir(folder)
    try:
        with _environment(said, folder) as environ:
            if said["is_own"]:
                return _in_a_process(environ, {*said["set"], *said["removed"]})
            words = []
            try:
                open_database(database_url()).dispose()
            except InputError as error:
                words.append(str(error))
            use_cache_folder_of_these_sources()
            found = called(["sample", "early-retiree"], folder / "none")
            return Attempt(found.code, found.out, "\n".join([found.err, *words]))
    finally:
        os.chdir(here)


def _in_a_process(environ: dict[str, str], changed: set[str]) -> Attempt:
    """Run a command that needs no kernel, or a whole run where the kernels can be found compiled."""
    environ["PYTHONPATH"] = os.pathsep.join([str(seeds.ROOT), *sys.path[1:]])
    Path("plan.json").write_bytes(seeds.scenarios()[2])
    command = [sys.executable, "-m", "sim", "sample", "early-retiree"]
    if not changed & {*PLACES_OF, *COMPILING}:
        command[-2:] = ["run", "plan.json", "--out", "out", "--paths", "1", "--threads", "1"]
    done = subprocess.run(command, env=environ, capture_output=True, timeout=600)
    return Attempt(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
