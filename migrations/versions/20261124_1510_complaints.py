"""Keep complaints in a register that only their handlers can read."""

import sqlalchemy as sa
from alembic import op

revision = "0022_complaints"
down_revision = "0021_netpages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_via", sa.String(10), nullable=False),
        sa.Column("about_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("complainant_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("complainant", sa.LargeBinary(), nullable=True),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("minimised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('received', 'acknowledged', 'assessed', 'heard', 'decided', 'appeal', 'closed')",
            name=op.f("ck_complaints_state"),
        ),
        sa.ForeignKeyConstraint(
            ["about_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_complaints_about_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["complainant_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_complaints_complainant_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_complaints_created_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_complaints_decided_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )
    op.create_index(
        op.f("ix_complaints_closed_on"),
        "complaints",
        ["closed_on"],
        unique=False,
        postgresql_where=sa.text("state = 'closed' AND minimised_at IS NULL"),
    )
    op.create_index(op.f("ix_complaints_received_on_id"), "complaints", ["received_on", "id"], unique=False)
    op.create_table(
        "complaint_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_complaint_entries_author_id_people")),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complaint_entries_complaint_id_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_complaint_entries_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_entries")),
    )
    op.create_index(
        op.f("ix_complaint_entries_complaint_id_written_at"),
        "complaint_entries",
        ["complaint_id", "written_at"],
        unique=False,
    )
    op.create_table(
        "complaint_handlers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_complaint_handlers_added_by_people")),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complaint_handlers_complaint_id_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_complaint_handlers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_handlers")),
    )
    op.create_index(op.f("ix_complaint_handlers_person_id"), "complaint_handlers", ["person_id"], unique=False)
    op.create_index(
        "uq_complaint_handlers_present",
        "complaint_handlers",
        ["complaint_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_complaint_handlers_present", table_name="complaint_handlers", postgresql_where=sa.text("removed_at IS NULL")
    )
    op.drop_index(op.f("ix_complaint_handlers_person_id"), table_name="complaint_handlers")
    op.drop_table("complaint_handlers")
    op.drop_index(op.f("ix_complaint_entries_complaint_id_written_at"), table_name="complaint_entries")
    op.drop_table("complaint_entries")
    op.drop_index(op.f("ix_complaints_received_on_id"), table_name="complaints")
    op.drop_index(
        op.f("ix_complaints_closed_on"),
        table_name="complaints",
        postgresql_where=sa.text("state = 'closed' AND minimised_at IS NULL"),
    )
    op.drop_table("complaints")
