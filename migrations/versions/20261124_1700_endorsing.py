"""Keep papers, certificates and proofs of mandates, and the reviews that a withdrawn endorsement begins."""

import sqlalchemy as sa
from alembic import op

revision = "0029_endorsing"
down_revision = "0028_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "membership_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_membership_reviews_closed_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_membership_reviews_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_reviews")),
    )
    op.create_index(op.f("ix_membership_reviews_opened_at_id"), "membership_reviews", ["opened_at", "id"], unique=False)
    op.create_index(
        "uq_membership_reviews_open",
        "membership_reviews",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "endorsement_certificates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endorsement_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("printed_name", sa.LargeBinary(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsements.id"],
            name=op.f("fk_endorsement_certificates_endorsement_id_endorsements"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_endorsement_certificates_made_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_certificates")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_endorsement_certificates_code_hash")),
    )
    op.create_index(
        op.f("ix_endorsement_certificates_endorsement_id"), "endorsement_certificates", ["endorsement_id"], unique=False
    )
    op.create_table(
        "endorsement_mandate_files",
        sa.Column("endorsement_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("extension", sa.String(4), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsements.id"],
            name=op.f("fk_endorsement_mandate_files_endorsement_id_endorsements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_mandate_files")),
        sa.UniqueConstraint("endorsement_id", name=op.f("uq_endorsement_mandate_files_endorsement_id")),
    )
    op.create_table(
        "paper_endorsements",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("endorsed_on", sa.String(10), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("signatory_name", sa.LargeBinary(), nullable=False),
        sa.Column("signatory_function", sa.LargeBinary(), nullable=False),
        sa.Column("mandate", sa.LargeBinary(), nullable=False),
        sa.Column("may_count", sa.Boolean(), nullable=False),
        sa.Column("may_name", sa.Boolean(), nullable=False),
        sa.Column("may_name_signatory", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("refusal", sa.LargeBinary(), nullable=True),
        sa.Column("endorsement_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("extension", sa.String(4), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'refused')", name=op.f("ck_paper_endorsements_state")),
        sa.CheckConstraint(
            "settled_by IS NULL OR settled_by <> entered_by", name=op.f("ck_paper_endorsements_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsements.id"], name=op.f("fk_paper_endorsements_endorsement_id_endorsements")
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_paper_endorsements_entered_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_paper_endorsements_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_paper_endorsements_settled_by_people")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statement_versions.id"], name=op.f("fk_paper_endorsements_version_id_statement_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_endorsements")),
    )
    op.create_index(
        op.f("ix_paper_endorsements_entered_at_id"), "paper_endorsements", ["entered_at", "id"], unique=False
    )
    op.create_index(
        "uq_paper_endorsements_waiting",
        "paper_endorsements",
        ["organisation_id", "version_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_endorsement_events_seen",
        "endorsement_events",
        ["organisation_id", "version_id", "by"],
        unique=True,
        postgresql_where=sa.text("act = 'seen'"),
    )
    op.add_column("endorsements", sa.Column("mandate", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("endorsements", "mandate")
    op.drop_index(
        "uq_endorsement_events_seen", table_name="endorsement_events", postgresql_where=sa.text("act = 'seen'")
    )
    op.drop_index(
        "uq_paper_endorsements_waiting", table_name="paper_endorsements", postgresql_where=sa.text("state = 'waiting'")
    )
    op.drop_index(op.f("ix_paper_endorsements_entered_at_id"), table_name="paper_endorsements")
    op.drop_table("paper_endorsements")
    op.drop_table("endorsement_mandate_files")
    op.drop_index(op.f("ix_endorsement_certificates_endorsement_id"), table_name="endorsement_certificates")
    op.drop_table("endorsement_certificates")
    op.drop_index(
        "uq_membership_reviews_open", table_name="membership_reviews", postgresql_where=sa.text("closed_at IS NULL")
    )
    op.drop_index(op.f("ix_membership_reviews_opened_at_id"), table_name="membership_reviews")
    op.drop_table("membership_reviews")
