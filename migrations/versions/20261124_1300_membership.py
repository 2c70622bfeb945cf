"""Keep membership as dated terms, so that counts of any day survive whatever is changed later."""

import sqlalchemy as sa
from alembic import op

revision = "0013_membership"
down_revision = "0012_exports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "membership_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.LargeBinary(), nullable=True),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("region_code", sa.String(30), nullable=False),
        sa.Column("country_code", sa.String(2), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("confirm_by", sa.Date(), nullable=False),
        sa.Column("begun_as", sa.String(12), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("ended_as", sa.String(12), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("standing IN ('active', 'dormant', 'suspended')", name=op.f("ck_membership_terms_standing")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_membership_terms_in_order")),
        sa.ForeignKeyConstraint(["begun_by"], ["people.id"], name=op.f("fk_membership_terms_begun_by_people")),
        sa.ForeignKeyConstraint(
            ["country_code"], ["countries.code"], name=op.f("fk_membership_terms_country_code_countries")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_membership_terms_ended_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_membership_terms_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_membership_terms_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_terms")),
    )
    op.create_index(
        op.f("ix_membership_terms_confirm_by"),
        "membership_terms",
        ["confirm_by"],
        unique=False,
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.create_index(
        op.f("ix_membership_terms_organisation_id_valid_from"),
        "membership_terms",
        ["organisation_id", "valid_from"],
        unique=False,
    )
    op.create_index(
        op.f("ix_membership_terms_valid_from_valid_until"),
        "membership_terms",
        ["valid_from", "valid_until"],
        unique=False,
    )
    op.create_index(
        "uq_membership_terms_current",
        "membership_terms",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("valid_until IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_membership_terms_current", table_name="membership_terms", postgresql_where=sa.text("valid_until IS NULL")
    )
    op.drop_index(op.f("ix_membership_terms_valid_from_valid_until"), table_name="membership_terms")
    op.drop_index(op.f("ix_membership_terms_organisation_id_valid_from"), table_name="membership_terms")
    op.drop_index(
        op.f("ix_membership_terms_confirm_by"),
        table_name="membership_terms",
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    op.drop_table("membership_terms")
