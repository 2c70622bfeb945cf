"""Keep released numbers for a period, so that the difference between two looks tells nothing.


"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006_figures"
down_revision = "0005_profile"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of frozen figures."""
    op.create_table(
        "frozen_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("rows", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_figures")),
        sa.UniqueConstraint(
            "name", "scope", "period_start", name=op.f("uq_frozen_figures_name_scope_period_start")
        ),
    )


def downgrade() -> None:
    """Forget what was released."""
    op.drop_table("frozen_figures")
