"""Let people ask for pages that name nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0007_discretion"
down_revision = "0006_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("discreet", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("people", "discreet", server_default=None)


def downgrade() -> None:
    op.drop_column("people", "discreet")
