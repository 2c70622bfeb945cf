"""Keep decisions on applications, thresholds with the day from which they hold, and what was found by them."""

from datetime import UTC, date, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019_deciding"
down_revision = "0018_verifying"
branch_labels = None
depends_on = None

EXAMPLE = {
    "id": UUID("5f0a3f0e-8f3f-4c55-9a3c-6d2f0c1f6a18"),
    "name": "Red Umbrella Fund",
    "valid_from": date(2018, 1, 1),
    "shares": {"count_decisions": 60, "count_spokespeople": 60, "count_staff": 33},
    "is_example": True,
    "created_at": datetime(2026, 11, 24, tzinfo=UTC),
}


def upgrade() -> None:
    op.create_table(
        "application_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("wishes_listing", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_decisions_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_application_decisions_decided_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_decisions")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_decisions_application_id")),
    )
    op.create_index(op.f("ix_application_decisions_decided_at"), "application_decisions", ["decided_at"])
    sets = op.create_table(
        "threshold_sets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("shares", postgresql.JSONB(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_threshold_sets_created_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold_sets")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_threshold_sets_valid_from")),
    )
    op.bulk_insert(sets, [EXAMPLE])
    op.create_table(
        "assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "application_id IS NOT NULL OR organisation_id IS NOT NULL", name=op.f("ck_assessments_about_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_assessments_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_assessments_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_id"], ["threshold_sets.id"], name=op.f("fk_assessments_set_id_threshold_sets")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_assessments_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_application_id_made_at"), "assessments", ["application_id", "made_at"])
    op.create_index(op.f("ix_assessments_organisation_id_made_at"), "assessments", ["organisation_id", "made_at"])


def downgrade() -> None:
    op.drop_table("assessments")
    op.drop_table("threshold_sets")
    op.drop_table("application_decisions")
