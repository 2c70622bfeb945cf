"""Ask members by consultations: what is asked, who answers by account or link, and every change of an answer.

Answering for an organisation becomes a function of its own; whoever may endorse for it so far may also answer.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032_consulting"
down_revision = "0031_campaigns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("titles", postgresql.JSONB(), nullable=False),
        sa.Column("introductions", postgresql.JSONB(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("statement_version_id", sa.Uuid(), nullable=True),
        sa.Column("audience", postgresql.JSONB(), nullable=False),
        sa.Column("individual_comments", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", postgresql.JSONB(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('in-depth', 'e-consultation', 'survey', 'values')", name=op.f("ck_consultations_kind")
        ),
        sa.CheckConstraint(
            "outcome IN ('statement', 'resource', 'guidance', 'policy', 'other')", name=op.f("ck_consultations_outcome")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'analysed', 'published')", name=op.f("ck_consultations_state")
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_consultations_in_order")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_consultations_created_by_people")),
        sa.ForeignKeyConstraint(
            ["statement_version_id"],
            ["statement_versions.id"],
            name=op.f("fk_consultations_statement_version_id_statement_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultations_slug")),
    )
    op.create_index(op.f("ix_consultations_state_closes_at"), "consultations", ["state", "closes_at"], unique=False)
    op.create_table(
        "consultation_extensions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("closes_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_extensions_by_people")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_extensions_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_extensions")),
    )
    op.create_index(
        op.f("ix_consultation_extensions_consultation_id_at"),
        "consultation_extensions",
        ["consultation_id", "at"],
        unique=False,
    )
    op.create_table(
        "consultation_paragraphs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("titles", postgresql.JSONB(), nullable=False),
        sa.Column("contents", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_paragraphs_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_paragraphs")),
    )
    op.create_index(
        op.f("ix_consultation_paragraphs_consultation_id_key"),
        "consultation_paragraphs",
        ["consultation_id", "key"],
        unique=True,
    )
    op.create_index(
        op.f("ix_consultation_paragraphs_consultation_id_position"),
        "consultation_paragraphs",
        ["consultation_id", "position"],
        unique=False,
    )
    op.create_table(
        "consultation_participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.String(2), nullable=True),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_consultation_participants_one")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_participants_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_consultation_participants_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_consultation_participants_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_participants")),
    )
    op.create_index(
        op.f("ix_consultation_participants_consultation_id_organisation_id"),
        "consultation_participants",
        ["consultation_id", "organisation_id"],
        unique=True,
    )
    op.create_index(
        op.f("ix_consultation_participants_organisation_id"),
        "consultation_participants",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        "uq_consultation_participants_person",
        "consultation_participants",
        ["consultation_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "consultation_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("labels", postgresql.JSONB(), nullable=False),
        sa.Column("hints", postgresql.JSONB(), nullable=False),
        sa.Column("options", postgresql.JSONB(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "type IN ('text', 'choice', 'choices', 'number', 'scale', 'yes-no')",
            name=op.f("ck_consultation_questions_type"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_questions_consultation_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_questions")),
    )
    op.create_index(
        op.f("ix_consultation_questions_consultation_id_key"),
        "consultation_questions",
        ["consultation_id", "key"],
        unique=True,
    )
    op.create_index(
        op.f("ix_consultation_questions_consultation_id_position"),
        "consultation_questions",
        ["consultation_id", "position"],
        unique=False,
    )
    op.create_table(
        "consultation_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_answers_by_people")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["consultation_participants.id"],
            name=op.f("fk_consultation_answers_participant_id_consultation_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["consultation_questions.id"],
            name=op.f("fk_consultation_answers_question_id_consultation_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answers")),
    )
    op.create_index(op.f("ix_consultation_answers_question_id"), "consultation_answers", ["question_id"], unique=False)
    op.create_index(
        "uq_consultation_answers_participant", "consultation_answers", ["participant_id", "question_id"], unique=True
    )
    op.create_table(
        "consultation_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("num_nonnulls(paragraph_id, question_id) = 1", name=op.f("ck_consultation_changes_one")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["consultation_paragraphs.id"],
            name=op.f("fk_consultation_changes_paragraph_id_consultation_paragraphs"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["consultation_participants.id"],
            name=op.f("fk_consultation_changes_participant_id_consultation_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consultation_changes_person_id_people")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["consultation_questions.id"],
            name=op.f("fk_consultation_changes_question_id_consultation_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_changes")),
    )
    op.create_index(
        op.f("ix_consultation_changes_participant_id_at"),
        "consultation_changes",
        ["participant_id", "at"],
        unique=False,
    )
    op.create_table(
        "consultation_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_consultation_comments_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["consultation_paragraphs.id"],
            name=op.f("fk_consultation_comments_paragraph_id_consultation_paragraphs"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consultation_comments_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_comments")),
    )
    op.create_index(
        op.f("ix_consultation_comments_paragraph_id"), "consultation_comments", ["paragraph_id"], unique=False
    )
    op.create_index(
        "uq_consultation_comments_person", "consultation_comments", ["person_id", "paragraph_id"], unique=True
    )
    op.create_table(
        "consultation_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(60), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["consultation_participants.id"],
            name=op.f("fk_consultation_drafts_participant_id_consultation_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consultation_drafts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_drafts")),
    )
    op.create_index(op.f("ix_consultation_drafts_updated_at"), "consultation_drafts", ["updated_at"], unique=False)
    op.create_index(
        "uq_consultation_drafts_step", "consultation_drafts", ["participant_id", "person_id", "step"], unique=True
    )
    op.create_table(
        "consultation_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["consultation_participants.id"],
            name=op.f("fk_consultation_links_participant_id_consultation_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consultation_links_person_id_people")),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_consultation_links_sent_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_links")),
    )
    op.create_index(op.f("ix_consultation_links_person_id"), "consultation_links", ["person_id"], unique=False)
    op.create_index(
        "uq_consultation_links_live",
        "consultation_links",
        ["participant_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "consultation_positions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("stance", sa.String(8), nullable=False),
        sa.Column("proposal", sa.LargeBinary(), nullable=False),
        sa.Column("comment", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stance IN ('support', 'amend', 'object', 'abstain')", name=op.f("ck_consultation_positions_stance")
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_positions_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_consultation_positions_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["consultation_paragraphs.id"],
            name=op.f("fk_consultation_positions_paragraph_id_consultation_paragraphs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_positions")),
    )
    op.create_index(
        op.f("ix_consultation_positions_paragraph_id"), "consultation_positions", ["paragraph_id"], unique=False
    )
    op.create_index(
        "uq_consultation_positions_organisation",
        "consultation_positions",
        ["organisation_id", "paragraph_id"],
        unique=True,
    )
    op.create_table(
        "consultation_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("texts", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('taken', 'partly', 'not-taken', 'noted')", name=op.f("ck_consultation_replies_verdict")
        ),
        sa.CheckConstraint("num_nonnulls(paragraph_id, question_id) = 1", name=op.f("ck_consultation_replies_one")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_replies_by_people")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["consultation_paragraphs.id"],
            name=op.f("fk_consultation_replies_paragraph_id_consultation_paragraphs"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["position_id"],
            ["consultation_positions.id"],
            name=op.f("fk_consultation_replies_position_id_consultation_positions"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["consultation_questions.id"],
            name=op.f("fk_consultation_replies_question_id_consultation_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_replies")),
    )
    op.create_index(
        op.f("ix_consultation_replies_paragraph_id"), "consultation_replies", ["paragraph_id"], unique=False
    )
    op.create_index(op.f("ix_consultation_replies_question_id"), "consultation_replies", ["question_id"], unique=False)
    op.create_table(
        "consultation_translations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("comment_id", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.String(8), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(position_id, comment_id, answer_id) = 1", name=op.f("ck_consultation_translations_one")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["consultation_answers.id"],
            name=op.f("fk_consultation_translations_answer_id_consultation_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_consultation_translations_by_people")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["consultation_comments.id"],
            name=op.f("fk_consultation_translations_comment_id_consultation_comments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["position_id"],
            ["consultation_positions.id"],
            name=op.f("fk_consultation_translations_position_id_consultation_positions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_translations")),
    )
    op.create_index(
        "uq_consultation_translations_answer",
        "consultation_translations",
        ["answer_id", "part", "locale"],
        unique=True,
        postgresql_where=sa.text("answer_id IS NOT NULL"),
    )
    op.create_index(
        "uq_consultation_translations_comment",
        "consultation_translations",
        ["comment_id", "part", "locale"],
        unique=True,
        postgresql_where=sa.text("comment_id IS NOT NULL"),
    )
    op.create_index(
        "uq_consultation_translations_position",
        "consultation_translations",
        ["position_id", "part", "locale"],
        unique=True,
        postgresql_where=sa.text("position_id IS NOT NULL"),
    )
    op.execute(
        """
        INSERT INTO mandates (id, person_id, organisation_id, function, valid_from, valid_until, granted_by)
        SELECT gen_random_uuid(), person_id, organisation_id, 'consult', now(), NULL, granted_by
        FROM mandates WHERE function = 'endorse' AND valid_until IS NULL
        """
    )
    op.execute(
        "UPDATE mandate_offers SET functions = functions || 'consult'::varchar WHERE 'endorse' = ANY (functions)"
    )


def downgrade() -> None:
    op.execute("UPDATE mandate_offers SET functions = array_remove(functions, 'consult')")
    op.execute("DELETE FROM mandates WHERE function = 'consult'")
    op.drop_table("consultation_translations")
    op.drop_table("consultation_replies")
    op.drop_table("consultation_positions")
    op.drop_table("consultation_links")
    op.drop_table("consultation_drafts")
    op.drop_table("consultation_comments")
    op.drop_table("consultation_changes")
    op.drop_table("consultation_answers")
    op.drop_table("consultation_questions")
    op.drop_table("consultation_participants")
    op.drop_table("consultation_paragraphs")
    op.drop_table("consultation_extensions")
    op.drop_table("consultations")
