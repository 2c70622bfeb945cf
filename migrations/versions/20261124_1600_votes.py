"""Give the right to vote of a category a day from which it holds, so that a change leaves past days as they were."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023_votes"
down_revision = "0022_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership_categories", sa.Column("votes", postgresql.JSONB(), nullable=True))
    op.execute("UPDATE membership_categories SET votes = jsonb_build_object('0001-01-01', has_vote)")
    op.alter_column("membership_categories", "votes", nullable=False)
    op.drop_column("membership_categories", "has_vote")


def downgrade() -> None:
    op.add_column("membership_categories", sa.Column("has_vote", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE membership_categories SET has_vote = (SELECT value::boolean FROM jsonb_each_text(votes)"
        " WHERE key <= current_date::text ORDER BY key DESC LIMIT 1)"
    )
    op.alter_column("membership_categories", "has_vote", nullable=False)
    op.drop_column("membership_categories", "votes")
