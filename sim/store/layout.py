"""The tables of the newest layout; `migrations/versions` holds the way to it."""

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, String, Table, Text, inspect, text

NEWEST = "0003"
"""The name of this layout among the migrations."""
VERSION_TABLE = "alembic_version"

WRITE_FIRST = {"sqlite_begin": "BEGIN IMMEDIATE"}
"""For SQLite: a transaction that waits for its turn to write before it reads."""

metadata = MetaData()

plans = Table(
    "plans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", Text, nullable=False, index=True),  # who signed in (`sim.store.owners`); "" where nobody does
    Column("browser", String(64), nullable=False),  # the browser that made it, as a hash
    Column("name", Text, nullable=False),
    Column("document", Text, nullable=False),  # the draft as JSON, with its faults
    Column("beside", Text, nullable=False),  # what the pages keep beside the plan, as JSON
    Column("sha256", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),  # counts up with every save
    Column("changed_at", BigInteger, nullable=False),  # milliseconds since 1970, UTC
    Column("deleted_at", BigInteger),
    Column("deleted_seen", BigInteger),  # the last use of the program since then
    Column("deleted_for", BigInteger),  # milliseconds of use since then, see `sim.store.clock`
)

browsers = Table(
    "browsers",
    metadata,
    Column("browser", String(64), primary_key=True),
    Column("plan_id", String(32), nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

clients = Table(
    "clients",
    metadata,
    Column("plan_id", String(32), primary_key=True),
    Column("client", Text, nullable=False),  # the household, "" where the plan's name says it
    Column("note", Text, nullable=False),
    Column("follow_up", String(10), nullable=False),  # a day as ISO text, "" for none
    Column("answer", Text, nullable=False),  # what was last worked out, as JSON; "" for nothing
    Column("answer_of", String(64), nullable=False),  # the hash of the plan that it answers
    Column("answered_at", BigInteger, nullable=False),  # milliseconds since 1970, UTC
)

INDEXES = {"ix_plans_owner": "owner", "ix_plans_sha256": "sha256"}
_TABLES = {table.name: tuple(column.name for column in table.columns) for table in metadata.sorted_tables}
_SINCE_0002 = ("deleted_seen", "deleted_for")
_BEFORE_0003 = {table: names for table, names in _TABLES.items() if table != "clients"}
LAYOUTS: dict[str, dict[str, tuple[str, ...]]] = {
    "0001": {table: tuple(name for name in names if name not in _SINCE_0002) for table, names in _BEFORE_0003.items()},
    "0002": _BEFORE_0003,
    NEWEST: _TABLES,
}
"""Every layout that this program can begin from: its tables, and their columns."""


def is_newer(layout: object) -> bool:
    """Return whether this is the name of a layout that a newer version of this program may have."""
    return isinstance(layout, str) and len(layout) == 4 and layout.isascii() and layout.isdecimal() and layout > NEWEST


def layout_on(connection: Connection) -> str | None:
    """Return the name of the layout that a database has, None where it has none yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return found


def short(value: object) -> str:
    """Return what a database holds as a message shows it."""
    words = str(value)
    return words if len(words) <= 40 else words[:39] + "…"
