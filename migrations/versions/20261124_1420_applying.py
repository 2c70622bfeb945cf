"""Keep what applicants typed and did not save, and find an application by its link's secret."""

import sqlalchemy as sa
from alembic import op

revision = "0017_applying"
down_revision = "0016_ladder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_typed_steps",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_typed_steps_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "step", name=op.f("pk_application_typed_steps")),
    )
    op.create_index(op.f("ix_applications_nonce"), "applications", ["nonce"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_applications_nonce"), table_name="applications")
    op.drop_table("application_typed_steps")
