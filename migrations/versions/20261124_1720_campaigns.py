"""Keep re-endorsement campaigns, their audience, their letters, and the report that is frozen at closing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031_campaigns"
down_revision = "0030_allies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("former_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("rungs", postgresql.JSONB(), nullable=False),
        sa.Column("words", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("lock", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (report IS NOT NULL)", name=op.f("ck_campaigns_reported")),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name=op.f("ck_campaigns_state")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_campaigns_created_by_people")),
        sa.ForeignKeyConstraint(
            ["former_id"], ["statement_versions.id"], name=op.f("fk_campaigns_former_id_statement_versions")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statement_versions.id"], name=op.f("fk_campaigns_version_id_statement_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_index(op.f("ix_campaigns_created_at_id"), "campaigns", ["created_at", "id"], unique=False)
    op.create_index(
        "uq_campaigns_open", "campaigns", ["version_id"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "campaign_letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_campaign_letters_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_campaign_letters_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["endorsement_requests.id"],
            name=op.f("fk_campaign_letters_request_id_endorsement_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_letters")),
        sa.UniqueConstraint(
            "campaign_id", "organisation_id", "rung", name=op.f("uq_campaign_letters_campaign_id_organisation_id_rung")
        ),
    )
    op.create_table(
        "campaign_members",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.String(30), nullable=False),
        sa.Column("country_code", sa.String(2), nullable=False),
        sa.Column("category", sa.LargeBinary(), nullable=True),
        sa.Column("locale", sa.String(2), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_campaign_members_campaign_id_campaigns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["country_code"], ["countries.code"], name=op.f("fk_campaign_members_country_code_countries")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_campaign_members_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_campaign_members_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", name=op.f("pk_campaign_members")),
    )
    op.create_index(op.f("ix_campaign_members_organisation_id"), "campaign_members", ["organisation_id"], unique=False)
    op.create_table(
        "campaign_nudges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.String(30), nullable=True),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("organisation_ids", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_nudges_campaign_id_campaigns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_campaign_nudges_made_by_people")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_campaign_nudges_region_code_regions")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["endorsement_requests.id"], name=op.f("fk_campaign_nudges_request_id_endorsement_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_nudges")),
    )
    op.create_index(op.f("ix_campaign_nudges_campaign_id"), "campaign_nudges", ["campaign_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_campaign_nudges_campaign_id"), table_name="campaign_nudges")
    op.drop_table("campaign_nudges")
    op.drop_index(op.f("ix_campaign_members_organisation_id"), table_name="campaign_members")
    op.drop_table("campaign_members")
    op.drop_table("campaign_letters")
    op.drop_index("uq_campaigns_open", table_name="campaigns", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_campaigns_created_at_id"), table_name="campaigns")
    op.drop_table("campaigns")
