"""Keep what is made of answers to consultations: reminders, files, replies with wordings and reports.

Requests of outside bodies to be consulted get a register of their own.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033_responses"
down_revision = "0032_consulting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(4), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('csv', 'xlsx')", name=op.f("ck_consultation_files_format")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_files_by_people")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_files_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_files")),
    )
    op.create_index(
        op.f("ix_consultation_files_consultation_id_at"), "consultation_files", ["consultation_id", "at"], unique=False
    )
    op.create_table(
        "consultation_nudges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_nudges_by_people")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_nudges_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_consultation_nudges_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consultation_nudges_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_nudges")),
    )
    op.create_index(
        op.f("ix_consultation_nudges_consultation_id_organisation_id_at"),
        "consultation_nudges",
        ["consultation_id", "organisation_id", "at"],
        unique=False,
    )
    op.create_table(
        "consultation_reports",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("summaries", postgresql.JSONB(), nullable=False),
        sa.Column("feeds_version_id", sa.Uuid(), nullable=True),
        sa.Column("resource", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("feeds_version_id IS NULL OR resource = ''", name=op.f("ck_consultation_reports_feeds_one")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_reports_by_people")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_reports_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["feeds_version_id"],
            ["statement_versions.id"],
            name=op.f("fk_consultation_reports_feeds_version_id_statement_versions"),
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_consultation_reports")),
    )
    op.create_table(
        "consultation_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.String(200), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("topic", sa.String(300), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("effort", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(decision = 'waiting') = (decided_on IS NULL)", name=op.f("ck_consultation_requests_decided")
        ),
        sa.CheckConstraint(
            "decision IN ('waiting', 'accepted', 'declined', 'deferred')",
            name=op.f("ck_consultation_requests_decision"),
        ),
        sa.CheckConstraint("effort IS NULL OR effort BETWEEN 0 AND 999", name=op.f("ck_consultation_requests_effort")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_requests_consultation_id_consultations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_consultation_requests_created_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_requests")),
    )
    op.create_index(
        op.f("ix_consultation_requests_decision_answer_by"),
        "consultation_requests",
        ["decision", "answer_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_requests_received_on"), "consultation_requests", ["received_on"], unique=False
    )
    op.add_column("consultation_replies", sa.Column("wordings", postgresql.JSONB(), nullable=False))
    op.create_index(
        "uq_consultation_replies_paragraph",
        "consultation_replies",
        ["paragraph_id"],
        unique=True,
        postgresql_where=sa.text("position_id IS NULL"),
    )
    op.create_index(
        "uq_consultation_replies_question",
        "consultation_replies",
        ["question_id"],
        unique=True,
        postgresql_where=sa.text("position_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_consultation_replies_question",
        table_name="consultation_replies",
        postgresql_where=sa.text("position_id IS NULL"),
    )
    op.drop_index(
        "uq_consultation_replies_paragraph",
        table_name="consultation_replies",
        postgresql_where=sa.text("position_id IS NULL"),
    )
    op.drop_column("consultation_replies", "wordings")
    op.drop_index(op.f("ix_consultation_requests_received_on"), table_name="consultation_requests")
    op.drop_index(op.f("ix_consultation_requests_decision_answer_by"), table_name="consultation_requests")
    op.drop_table("consultation_requests")
    op.drop_table("consultation_reports")
    op.drop_index(op.f("ix_consultation_nudges_consultation_id_organisation_id_at"), table_name="consultation_nudges")
    op.drop_table("consultation_nudges")
    op.drop_index(op.f("ix_consultation_files_consultation_id_at"), table_name="consultation_files")
    op.drop_table("consultation_files")
