"""Both databases for real: an SQLite file, and a PostgreSQL server started for these tests alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from sim.store.database import engine_of, open_database
from sim.store.plans import PlanStore
from tests.unit.store.server import running_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a server for these tests alone."""
    with running_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    found: str = request.getfixturevalue("postgres_server")
    engine = engine_of(make_url(found).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS plans, browsers, clients, alembic_version"))
    engine.dispose()
    return found


@pytest.fixture
def store(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlanStore]:
    """Return an empty store, by its URL as a user would give it."""
    monkeypatch.setenv("ROLLOVER_SIM_DATABASE_URL", url)
    engine = open_database()
    yield PlanStore(engine)
    engine.dispose()
