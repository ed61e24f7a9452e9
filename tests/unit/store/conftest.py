"""Both databases for real: an SQLite file, and a PostgreSQL server started for these tests alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from sim.store.database import open_database
from sim.store.plans import PlanStore

SERVER_PLACES = ("/usr/lib/postgresql", "/usr/local/opt")


def server_program(name: str) -> str:
    """Return where a program of the PostgreSQL server is.

    Raises
    ------
    RuntimeError
        There is none; the message says how to install it.
    """
    found = shutil.which(name)
    places = [place for root in SERVER_PLACES for place in sorted(Path(root).glob(f"**/bin/{name}"))]
    if found is None and not places:
        raise RuntimeError("The store is tested on a real PostgreSQL server; install it: apt-get install postgresql")
    return found or str(places[-1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a server of our own on a socket in a temporary folder; it refuses to run as root, so nobody runs it."""
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    as_user = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = Path(folder) / "data"
        clean = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGTZ": "UTC"}
        options = {"cwd": folder, "env": clean, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **as_user}
        made = subprocess.run([server_program("initdb"), "-D", data, "-U", "tester", "-A", "trust"], **options)
        assert made.returncode == 0, made.stdout
        control = [server_program("pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log"]
        arguments = f"-k {folder} -c listen_addresses= -c fsync=off"
        started = subprocess.run([*control, "-o", arguments, "start"], **{**options, "stdout": subprocess.DEVNULL})
        assert started.returncode == 0, Path(folder, "log").read_text()
        yield f"postgresql://tester@/postgres?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], **options)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    found: str = request.getfixturevalue("postgres_server")
    engine = open_database(make_url(found).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS plans, browsers, alembic_version"))
    engine.dispose()
    return found


@pytest.fixture
def store(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlanStore]:
    """Return an empty store, by its URL as a user would give it."""
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", url)
    engine = open_database()
    yield PlanStore(engine)
    engine.dispose()
