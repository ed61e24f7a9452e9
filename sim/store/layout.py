"""The tables of the newest layout; `migrations/versions` holds the way to it."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

NEWEST = "0002"
"""The name of this layout among the migrations."""

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
