"""Take applications for membership: versions of the form, answers, files and consents."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_applications"
down_revision = "0013_membership"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_application_forms_created_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_forms")),
        sa.UniqueConstraint("number", name=op.f("uq_application_forms_number")),
    )
    op.create_table(
        "application_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("labels", postgresql.JSONB(), nullable=False),
        sa.Column("help", postgresql.JSONB(), nullable=False),
        sa.Column("options", postgresql.JSONB(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("required_if", postgresql.JSONB(), nullable=True),
        sa.Column("for_networks", sa.Boolean(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["form_id"],
            ["application_forms.id"],
            name=op.f("fk_application_questions_form_id_application_forms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_questions")),
    )
    op.create_index(
        op.f("ix_application_questions_form_id_key"), "application_questions", ["form_id", "key"], unique=True
    )
    op.create_index(
        op.f("ix_application_questions_form_id_position"),
        "application_questions",
        ["form_id", "position"],
        unique=False,
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("asked_from", sa.String(15), nullable=True),
        sa.Column("channel", sa.String(6), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("email_lookup", sa.LargeBinary(32), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("country_code", sa.String(2), nullable=True),
        sa.Column("region_code", sa.String(30), nullable=True),
        sa.Column("category", sa.LargeBinary(), nullable=True),
        sa.Column("granted", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minimised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["country_code"], ["countries.code"], name=op.f("fk_applications_country_code_countries")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["application_forms.id"], name=op.f("fk_applications_form_id_application_forms")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_applications_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_applications_person_id_people")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_applications_region_code_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )
    op.create_index(op.f("ix_applications_email_lookup"), "applications", ["email_lookup"], unique=False)
    op.create_index(
        op.f("ix_applications_expires_at"),
        "applications",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(op.f("ix_applications_region_code_state"), "applications", ["region_code", "state"], unique=False)
    op.create_table(
        "application_answers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_answers_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["application_questions.id"],
            name=op.f("fk_application_answers_question_id_application_questions"),
        ),
        sa.PrimaryKeyConstraint("application_id", "question_id", name=op.f("pk_application_answers")),
    )
    op.create_table(
        "application_attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_attachments_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["application_questions.id"],
            name=op.f("fk_application_attachments_question_id_application_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_attachments")),
    )
    op.create_index(
        op.f("ix_application_attachments_application_id"), "application_attachments", ["application_id"], unique=False
    )
    op.create_table(
        "application_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("text_version", sa.String(40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_consents_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_consents")),
    )
    op.create_index(
        op.f("ix_application_consents_application_id_code"),
        "application_consents",
        ["application_id", "code"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_application_consents_application_id_code"), table_name="application_consents")
    op.drop_table("application_consents")
    op.drop_index(op.f("ix_application_attachments_application_id"), table_name="application_attachments")
    op.drop_table("application_attachments")
    op.drop_table("application_answers")
    op.drop_index(op.f("ix_applications_region_code_state"), table_name="applications")
    op.drop_index(
        op.f("ix_applications_expires_at"), table_name="applications", postgresql_where=sa.text("state = 'draft'")
    )
    op.drop_index(op.f("ix_applications_email_lookup"), table_name="applications")
    op.drop_table("applications")
    op.drop_index(op.f("ix_application_questions_form_id_position"), table_name="application_questions")
    op.drop_index(op.f("ix_application_questions_form_id_key"), table_name="application_questions")
    op.drop_table("application_questions")
    op.drop_table("application_forms")
