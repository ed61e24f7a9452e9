"""Owners of any length (issuer and subject of a sign-in, whole), and deletions that count the time since.

A row that was saved under an e-mail keeps that owner: `sim.store.owners` says who may take it over.
"""

import time

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade() -> None:
    """Widen the owner; what was deleted before begins to count now."""
    with op.batch_alter_table("plans") as plans:
        plans.alter_column("owner", existing_type=sa.String(320), type_=sa.Text, existing_nullable=False)
        plans.add_column(sa.Column("deleted_seen", sa.BigInteger))
        plans.add_column(sa.Column("deleted_for", sa.BigInteger))
    now = time.time_ns() // 1_000_000
    op.execute(f"UPDATE plans SET deleted_seen = {now}, deleted_for = 0 WHERE deleted_at IS NOT NULL")


def downgrade() -> None:
    """Take both away."""
    with op.batch_alter_table("plans") as plans:
        plans.drop_column("deleted_for")
        plans.drop_column("deleted_seen")
        plans.alter_column("owner", existing_type=sa.Text, type_=sa.String(320), existing_nullable=False)
