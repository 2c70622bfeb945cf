"""Keep why a membership ended and on which decision, membership categories as data, and a term for each member."""

import sqlalchemy as sa
from alembic import op

revision = "0015_standing"
down_revision = "0014_applications"
branch_labels = None
depends_on = None

NEW_COLUMNS = ("decision", "end_reason", "end_decision")


def upgrade() -> None:
    for name in NEW_COLUMNS:
        op.add_column("membership_terms", sa.Column(name, sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for name in reversed(NEW_COLUMNS):
        op.drop_column("membership_terms", name)
