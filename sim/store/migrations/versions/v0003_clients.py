"""What an adviser keeps beside a plan: whose it is, a note, a day to follow up, the answer worked out last."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade() -> None:
    """Make an empty table: plans that were saved before have nothing beside them yet."""
    op.create_table(
        "clients",
        sa.Column("plan_id", sa.String(32), primary_key=True),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("follow_up", sa.String(10), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answer_of", sa.String(64), nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Take it away with all that it holds."""
    op.drop_table("clients")
