"""How a database is brought to the newest layout, step by step (Alembic)."""
