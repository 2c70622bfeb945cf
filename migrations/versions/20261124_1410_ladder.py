"""Remember which rungs of the yearly ladder went to a member, so that each goes once for a year and none after confirming."""

import sqlalchemy as sa
from alembic import op

revision = "0016_ladder"
down_revision = "0015_standing"
branch_labels = None
depends_on = None

TABLE = "membership_ladder_steps"
NAMES = ("organisation_id", "confirm_by", "rung")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("confirm_by", sa.Date(), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_membership_ladder_steps_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_ladder_steps")),
        sa.UniqueConstraint(*NAMES, name=op.f("uq_membership_ladder_steps_organisation_id_confirm_by_rung")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
