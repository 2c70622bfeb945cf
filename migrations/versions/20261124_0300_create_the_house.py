"""Create the house: all tables of the first domains, trigram search and an audit trail that cannot be changed.

Revision: 0001_house; follows: None
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_house"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("capacity", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_entries_subject_type_subject_id"),
        "audit_entries",
        ["subject_type", "subject_id"],
        unique=False,
    )
    op.create_table(
        "column_mappings",
        sa.Column("header", sa.String(length=200), nullable=False),
        sa.Column("column", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("header", name=op.f("pk_column_mappings")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("email_lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("mail_suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email_lookup", name=op.f("uq_people_email_lookup")),
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("content_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_table(
        "statement_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=30), nullable=False),
        sa.Column("consulted_year", sa.SmallInteger(), nullable=True),
        sa.Column("published_on", sa.String(length=10), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_versions")),
        sa.UniqueConstraint("label", name=op.f("uq_statement_versions_label")),
    )
    op.create_index(
        "uq_statement_versions_current",
        "statement_versions",
        ["is_current"],
        unique=True,
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "countries",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("alpha3", sa.String(length=3), nullable=False),
        sa.Column("numeric", sa.String(length=3), nullable=True),
        sa.Column("region_code", sa.String(length=30), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_countries_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_countries")),
        sa.UniqueConstraint("alpha3", name=op.f("uq_countries_alpha3")),
    )
    op.create_table(
        "endorsement_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_endorsement_requests_asked_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_endorsement_requests_version_id_statement_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_requests")),
    )
    op.create_index(
        op.f("ix_endorsement_requests_asked_at_id"), "endorsement_requests", ["asked_at", "id"], unique=False
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("headers", sa.LargeBinary(), nullable=False),
        sa.Column("samples", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["people.id"], name=op.f("fk_import_batches_uploaded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("next_path", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name=op.f("fk_invitations_invited_by_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invitations_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_person_id"), "invitations", ["person_id"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.String(length=80), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("doubts", sa.SmallInteger(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_created_at", "notices", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_notices_due",
        "notices",
        ["rank", "not_before"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_notices_lease_token",
        "notices",
        ["lease_token"],
        unique=False,
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_notices_leased",
        "notices",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('sending', 'data')"),
    )
    op.create_index("ix_notices_person_id", "notices", ["person_id"], unique=False)
    op.create_index("uq_notices_occurrence", "notices", ["kind", "person_id", "occurrence"], unique=True)
    op.create_table(
        "password_resets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_password_resets_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index(op.f("ix_sign_ins_person_id"), "sign_ins", ["person_id"], unique=False)
    op.create_table(
        "statement_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('core-value', 'right')", name=op.f("ck_statement_items_kind")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_statement_items_version_id_statement_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_items")),
    )
    op.create_index(
        op.f("ix_statement_items_version_id_kind_position"),
        "statement_items",
        ["version_id", "kind", "position"],
        unique=True,
    )
    op.create_table(
        "statement_texts",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_statement_texts_version_id_statement_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "locale", name=op.f("pk_statement_texts")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=30), nullable=False),
        sa.Column("transliteration", sa.String(length=200), nullable=False),
        sa.Column("identity", sa.String(length=400), nullable=False),
        sa.Column("sort_key", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("country_code", sa.String(length=2), nullable=False),
        sa.Column("region_code", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("registration", sa.String(length=12), nullable=True),
        sa.Column("host_name", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.ARRAY(sa.String(length=12)), nullable=False),
        sa.Column("populations", sa.ARRAY(sa.String(length=30)), nullable=False),
        sa.Column("priority_areas", sa.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("links", sa.ARRAY(sa.String(length=300)), nullable=False),
        sa.Column("public_email", sa.String(length=254), nullable=False),
        sa.Column("listing", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(slug IS NOT NULL) = (listing = 'listed')", name=op.f("ck_organisations_slug_only_while_listed")
        ),
        sa.CheckConstraint(
            "listing IN ('unlisted', 'listed', 'hidden', 'withdrawn')", name=op.f("ck_organisations_listing")
        ),
        sa.ForeignKeyConstraint(
            ["country_code"], ["countries.code"], name=op.f("fk_organisations_country_code_countries")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_organisations_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_index(
        "ix_organisations_listed",
        "organisations",
        ["sort_key", "id"],
        unique=False,
        postgresql_where=sa.text("listing = 'listed'"),
    )
    op.create_index(
        "ix_organisations_places",
        "organisations",
        ["region_code", "country_code"],
        unique=False,
        postgresql_where=sa.text("listing = 'listed'"),
    )
    op.create_index("ix_organisations_region", "organisations", ["region_code", "listing"], unique=False)
    op.create_index("ix_organisations_sort", "organisations", ["sort_key", "id"], unique=False)
    op.create_index("uq_organisations_identity", "organisations", ["country_code", "identity"], unique=True)
    op.create_table(
        "statement_item_texts",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["statement_items.id"],
            name=op.f("fk_statement_item_texts_item_id_statement_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "locale", name=op.f("pk_statement_item_texts")),
    )
    op.create_table(
        "affiliations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("network_id <> organisation_id", name=op.f("ck_affiliations_not_itself")),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["organisations.id"],
            name=op.f("fk_affiliations_network_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_affiliations_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliations")),
    )
    op.create_index(
        op.f("ix_affiliations_organisation_id"), "affiliations", ["organisation_id"], unique=False
    )
    op.create_index(
        "uq_affiliations_current",
        "affiliations",
        ["network_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("email_lookup", sa.LargeBinary(length=32), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("function", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_contacts_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_email_lookup"), "contacts", ["email_lookup"], unique=False)
    op.create_index(
        op.f("ix_contacts_organisation_id_position"),
        "contacts",
        ["organisation_id", "position"],
        unique=False,
    )
    op.create_table(
        "endorsement_request_recipients",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_endorsement_request_recipients_invitation_id_invitations"),
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_endorsement_request_recipients_notice_id_notices")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_endorsement_request_recipients_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_endorsement_request_recipients_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["endorsement_requests.id"],
            name=op.f("fk_endorsement_request_recipients_request_id_endorsement_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "request_id", "organisation_id", "person_id", name=op.f("pk_endorsement_request_recipients")
        ),
    )
    op.create_index(
        op.f("ix_endorsement_request_recipients_invitation_id"),
        "endorsement_request_recipients",
        ["invitation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_endorsement_request_recipients_organisation_id"),
        "endorsement_request_recipients",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_endorsement_request_recipients_person_id"),
        "endorsement_request_recipients",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "endorsements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("endorsed_on", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("signatory_id", sa.Uuid(), nullable=True),
        sa.Column("signatory_name", sa.LargeBinary(), nullable=True),
        sa.Column("signatory_function", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawal_reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_endorsements_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["people.id"], name=op.f("fk_endorsements_signatory_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_endorsements_version_id_statement_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["people.id"], name=op.f("fk_endorsements_withdrawn_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
    )
    op.create_index(op.f("ix_endorsements_version_id"), "endorsements", ["version_id"], unique=False)
    op.create_index(
        "uq_endorsements_standing",
        "endorsements",
        ["organisation_id", "version_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "former_names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("used_from", sa.String(length=10), nullable=True),
        sa.Column("used_until", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_former_names_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    op.create_index(
        op.f("ix_former_names_organisation_id"), "former_names", ["organisation_id"], unique=False
    )
    op.create_table(
        "import_rows",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batches.id"],
            name=op.f("fk_import_rows_batch_id_import_batches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_import_rows_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("batch_id", "row_number", name=op.f("pk_import_rows")),
    )
    op.create_index(
        op.f("ix_import_rows_batch_id_verdict_row_number"),
        "import_rows",
        ["batch_id", "verdict", "row_number"],
        unique=False,
    )
    op.create_table(
        "mandate_offers",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("functions", sa.ARRAY(sa.String(length=10)), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_mandate_offers_invitation_id_invitations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_mandate_offers_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("invitation_id", "organisation_id", name=op.f("pk_mandate_offers")),
    )
    op.create_table(
        "mandates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("function", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_mandates_ended_by_people")),
        sa.ForeignKeyConstraint(["granted_by"], ["people.id"], name=op.f("fk_mandates_granted_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_mandates_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mandates_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
    )
    op.create_index(op.f("ix_mandates_organisation_id"), "mandates", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_mandates_person_id"), "mandates", ["person_id"], unique=False)
    op.create_index(
        "uq_mandates_in_force",
        "mandates",
        ["person_id", "organisation_id", "function"],
        unique=True,
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_table(
        "networks",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("founded_year", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_networks_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_networks")),
    )
    op.create_table(
        "organisation_confidential",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sex_worker_led", sa.LargeBinary(), nullable=True),
        sa.Column("category", sa.LargeBinary(), nullable=True),
        sa.Column("joined_on", sa.LargeBinary(), nullable=True),
        sa.Column("city", sa.LargeBinary(), nullable=True),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_confidential_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisation_confidential")),
    )
    op.create_table(
        "organisation_search",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_search_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisation_search")),
    )
    op.create_index(
        "ix_organisation_search_trigrams",
        "organisation_search",
        ["content"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"content": "gin_trgm_ops"},
    )
    op.create_table(
        "profile_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("involvement", sa.Text(), nullable=False),
        sa.Column("challenges", sa.Text(), nullable=False),
        sa.Column("other_work", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_profile_texts_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_texts")),
    )
    op.create_index(
        op.f("ix_profile_texts_organisation_id_locale"),
        "profile_texts",
        ["organisation_id", "locale"],
        unique=True,
    )
    op.create_table(
        "region_overrides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.String(length=30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_region_overrides_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_region_overrides_region_code_regions")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_region_overrides_set_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_overrides")),
    )
    op.create_index(
        op.f("ix_region_overrides_organisation_id_valid_from"),
        "region_overrides",
        ["organisation_id", "valid_from"],
        unique=True,
    )
    op.create_table(
        "role_assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("region_code", sa.String(length=30), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["people.id"], name=op.f("fk_role_assignments_granted_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_role_assignments_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_role_assignments_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_role_assignments_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignments")),
    )
    op.create_index(op.f("ix_role_assignments_person_id"), "role_assignments", ["person_id"], unique=False)
    op.create_table(
        "network_regions",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.String(length=30), nullable=False),
        sa.Column("part", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.organisation_id"],
            name=op.f("fk_network_regions_network_id_networks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_network_regions_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("network_id", "region_code", name=op.f("pk_network_regions")),
    )
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the audit trail is append-only';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_entries_append_only ON audit_entries")
    op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("network_regions")
    op.drop_index(op.f("ix_role_assignments_person_id"), table_name="role_assignments")
    op.drop_table("role_assignments")
    op.drop_index(op.f("ix_region_overrides_organisation_id_valid_from"), table_name="region_overrides")
    op.drop_table("region_overrides")
    op.drop_index(op.f("ix_profile_texts_organisation_id_locale"), table_name="profile_texts")
    op.drop_table("profile_texts")
    op.drop_index(
        "ix_organisation_search_trigrams",
        table_name="organisation_search",
        postgresql_using="gin",
        postgresql_ops={"content": "gin_trgm_ops"},
    )
    op.drop_table("organisation_search")
    op.drop_table("organisation_confidential")
    op.drop_table("networks")
    op.drop_index(
        "uq_mandates_in_force", table_name="mandates", postgresql_where=sa.text("valid_until IS NULL")
    )
    op.drop_index(op.f("ix_mandates_person_id"), table_name="mandates")
    op.drop_index(op.f("ix_mandates_organisation_id"), table_name="mandates")
    op.drop_table("mandates")
    op.drop_table("mandate_offers")
    op.drop_index(op.f("ix_import_rows_batch_id_verdict_row_number"), table_name="import_rows")
    op.drop_table("import_rows")
    op.drop_index(op.f("ix_former_names_organisation_id"), table_name="former_names")
    op.drop_table("former_names")
    op.drop_index(
        "uq_endorsements_standing",
        table_name="endorsements",
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index(op.f("ix_endorsements_version_id"), table_name="endorsements")
    op.drop_table("endorsements")
    op.drop_index(
        op.f("ix_endorsement_request_recipients_person_id"), table_name="endorsement_request_recipients"
    )
    op.drop_index(
        op.f("ix_endorsement_request_recipients_organisation_id"), table_name="endorsement_request_recipients"
    )
    op.drop_index(
        op.f("ix_endorsement_request_recipients_invitation_id"), table_name="endorsement_request_recipients"
    )
    op.drop_table("endorsement_request_recipients")
    op.drop_index(op.f("ix_contacts_organisation_id_position"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_email_lookup"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_index(
        "uq_affiliations_current", table_name="affiliations", postgresql_where=sa.text("valid_until IS NULL")
    )
    op.drop_index(op.f("ix_affiliations_organisation_id"), table_name="affiliations")
    op.drop_table("affiliations")
    op.drop_table("statement_item_texts")
    op.drop_index("uq_organisations_identity", table_name="organisations")
    op.drop_index("ix_organisations_sort", table_name="organisations")
    op.drop_index("ix_organisations_region", table_name="organisations")
    op.drop_index(
        "ix_organisations_places", table_name="organisations", postgresql_where=sa.text("listing = 'listed'")
    )
    op.drop_index(
        "ix_organisations_listed", table_name="organisations", postgresql_where=sa.text("listing = 'listed'")
    )
    op.drop_table("organisations")
    op.drop_table("statement_texts")
    op.drop_index(op.f("ix_statement_items_version_id_kind_position"), table_name="statement_items")
    op.drop_table("statement_items")
    op.drop_index(op.f("ix_sign_ins_person_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_table("password_resets")
    op.drop_index("uq_notices_occurrence", table_name="notices")
    op.drop_index("ix_notices_person_id", table_name="notices")
    op.drop_index(
        "ix_notices_leased", table_name="notices", postgresql_where=sa.text("state IN ('sending', 'data')")
    )
    op.drop_index(
        "ix_notices_lease_token", table_name="notices", postgresql_where=sa.text("state = 'sending'")
    )
    op.drop_index("ix_notices_due", table_name="notices", postgresql_where=sa.text("state = 'pending'"))
    op.drop_index("ix_notices_created_at", table_name="notices")
    op.drop_table("notices")
    op.drop_index(op.f("ix_invitations_person_id"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_table("import_batches")
    op.drop_index(op.f("ix_endorsement_requests_asked_at_id"), table_name="endorsement_requests")
    op.drop_table("endorsement_requests")
    op.drop_table("countries")
    op.drop_index(
        "uq_statement_versions_current",
        table_name="statement_versions",
        postgresql_where=sa.text("is_current"),
    )
    op.drop_table("statement_versions")
    op.drop_table("regions")
    op.drop_table("people")
    op.drop_table("heartbeats")
    op.drop_table("column_mappings")
    op.drop_index(op.f("ix_audit_entries_subject_type_subject_id"), table_name="audit_entries")
    op.drop_index(op.f("ix_audit_entries_at"), table_name="audit_entries")
    op.drop_table("audit_entries")
