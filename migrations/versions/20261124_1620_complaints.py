"""Let a decision on a complaint hold during an appeal, and tell a new membership from a suspension that was lifted."""

import sqlalchemy as sa
from alembic import op

revision = "0025_complaints"
down_revision = "0024_freeze"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("holds_during_appeal", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE membership_terms SET begun_as = 'readmitted' WHERE begun_as = 'reinstated' AND NOT EXISTS ("
        "SELECT FROM membership_terms AS former WHERE former.organisation_id = membership_terms.organisation_id"
        " AND former.ended_as = 'reinstated' AND former.valid_until = membership_terms.valid_from)"
    )


def downgrade() -> None:
    op.execute("UPDATE membership_terms SET begun_as = 'reinstated' WHERE begun_as = 'readmitted'")
    op.drop_column("complaints", "holds_during_appeal")
