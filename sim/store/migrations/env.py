"""What Alembic runs for every migration: on the connection and in the transaction of `sim.store.database.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
