"""Lose nothing that was typed into a profile, and nothing that was saved before.

`profile_drafts` keeps what one person typed in one step and could not save, `profile_revisions` every saved state of a
profile; both are encrypted. `organisations.hints_off_at` tells that an organisation wants no more hints on what to add.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_profile"
down_revision = "0004_hiding"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisations", sa.Column("hints_off_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "profile_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_profile_drafts_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_profile_drafts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_drafts")),
    )
    op.create_index("uq_profile_drafts_step", "profile_drafts", ["organisation_id", "person_id", "step"], unique=True)
    op.create_index(op.f("ix_profile_drafts_updated_at"), "profile_drafts", ["updated_at"])
    op.create_table(
        "profile_revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.String(30)), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_profile_revisions_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_profile_revisions_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_revisions")),
    )
    op.create_index("uq_profile_revisions_version", "profile_revisions", ["organisation_id", "version"], unique=True)


def downgrade() -> None:
    op.drop_table("profile_revisions")
    op.drop_table("profile_drafts")
    op.drop_column("organisations", "hints_off_at")
