"""Let allies endorse without an account, one mail for an address and day, and let members and allies sign letters."""

import sqlalchemy as sa
from alembic import op

revision = "0030_allies"
down_revision = "0029_endorsing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ally_mails",
        sa.Column("email_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email_lookup", "day", name=op.f("pk_ally_mails")),
    )
    op.create_index(op.f("ix_ally_mails_due_at"), "ally_mails", ["due_at"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_count", sa.Integer(), nullable=True),
        sa.Column("others", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'published') = (shown_count IS NOT NULL)", name=op.f("ck_letters_counted")),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'published')", name=op.f("ck_letters_state")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_letters_created_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("slug", name=op.f("uq_letters_slug")),
    )
    op.create_table(
        "allies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("country_code", sa.String(2), nullable=False),
        sa.Column("website", sa.String(300), nullable=False),
        sa.Column("website_key", sa.String(300), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("email_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("burst_key", sa.LargeBinary(32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("may_name", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('organisation', 'individual')", name=op.f("ck_allies_kind")),
        sa.CheckConstraint("state = 'unconfirmed' OR confirmed_at IS NOT NULL", name=op.f("ck_allies_confirmed")),
        sa.CheckConstraint(
            "state IN ('unconfirmed', 'waiting', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_allies_state")
        ),
        sa.CheckConstraint("num_nonnulls(version_id, letter_id) = 1", name=op.f("ck_allies_one_subject")),
        sa.ForeignKeyConstraint(["country_code"], ["countries.code"], name=op.f("fk_allies_country_code_countries")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_allies_decided_by_people")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_allies_letter_id_letters")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_allies_person_id_people")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statement_versions.id"], name=op.f("fk_allies_version_id_statement_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allies")),
    )
    op.create_index(op.f("ix_allies_burst_key"), "allies", ["burst_key"], unique=False)
    op.create_index(op.f("ix_allies_name_key"), "allies", ["name_key"], unique=False)
    op.create_index(op.f("ix_allies_person_id"), "allies", ["person_id"], unique=False)
    op.create_index(op.f("ix_allies_state_confirmed_at_id"), "allies", ["state", "confirmed_at", "id"], unique=False)
    op.create_index(op.f("ix_allies_website_key"), "allies", ["website_key"], unique=False)
    op.create_index(
        "uq_allies_letter_address",
        "allies",
        ["letter_id", "email_lookup"],
        unique=True,
        postgresql_where=sa.text("state IN ('unconfirmed', 'waiting', 'accepted')"),
    )
    op.create_index(
        "uq_allies_version_address",
        "allies",
        ["version_id", "email_lookup"],
        unique=True,
        postgresql_where=sa.text("state IN ('unconfirmed', 'waiting', 'accepted')"),
    )
    op.create_table(
        "letter_texts",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_letter_texts_letter_id_letters"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter_id", "locale", name=op.f("pk_letter_texts")),
    )
    op.create_table(
        "letter_signatures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("may_count", sa.Boolean(), nullable=False),
        sa.Column("may_name", sa.Boolean(), nullable=False),
        sa.Column("may_name_signatory", sa.Boolean(), nullable=False),
        sa.Column("signatory_id", sa.Uuid(), nullable=True),
        sa.Column("signatory_name", sa.LargeBinary(), nullable=True),
        sa.Column("signatory_function", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_signatures_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_letter_signatures_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["signatory_id"], ["people.id"], name=op.f("fk_letter_signatures_signatory_id_people")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["people.id"], name=op.f("fk_letter_signatures_withdrawn_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_signatures")),
    )
    op.create_index(
        op.f("ix_letter_signatures_organisation_id"), "letter_signatures", ["organisation_id"], unique=False
    )
    op.create_index(
        "uq_letter_signatures_standing",
        "letter_signatures",
        ["letter_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_letter_signatures_standing",
        table_name="letter_signatures",
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index(op.f("ix_letter_signatures_organisation_id"), table_name="letter_signatures")
    op.drop_table("letter_signatures")
    op.drop_table("letter_texts")
    op.drop_index(
        "uq_allies_version_address",
        table_name="allies",
        postgresql_where=sa.text("state IN ('unconfirmed', 'waiting', 'accepted')"),
    )
    op.drop_index(
        "uq_allies_letter_address",
        table_name="allies",
        postgresql_where=sa.text("state IN ('unconfirmed', 'waiting', 'accepted')"),
    )
    op.drop_index(op.f("ix_allies_website_key"), table_name="allies")
    op.drop_index(op.f("ix_allies_state_confirmed_at_id"), table_name="allies")
    op.drop_index(op.f("ix_allies_person_id"), table_name="allies")
    op.drop_index(op.f("ix_allies_name_key"), table_name="allies")
    op.drop_index(op.f("ix_allies_burst_key"), table_name="allies")
    op.drop_table("allies")
    op.drop_table("letters")
    op.drop_index(op.f("ix_ally_mails_due_at"), table_name="ally_mails")
    op.drop_table("ally_mails")
