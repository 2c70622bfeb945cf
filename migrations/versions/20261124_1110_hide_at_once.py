"""Remember when organisations hid and what they were before, and keep the hashes of emergency links."""

import sqlalchemy as sa
from alembic import op

revision = "0004_hiding"
down_revision = "0003_careful_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hidings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_by", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("listing_before", sa.String(10), nullable=False),
        sa.Column("slug_before", sa.String(120), nullable=True),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("source IN ('member', 'secretariat', 'emergency')", name=op.f("ck_hidings_source")),
        sa.ForeignKeyConstraint(["hidden_by"], ["people.id"], name=op.f("fk_hidings_hidden_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_hidings_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name=op.f("fk_hidings_undone_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidings")),
    )
    op.create_index(op.f("ix_hidings_organisation_id_hidden_at"), "hidings", ["organisation_id", "hidden_at"])
    op.create_index(op.f("ix_hidings_slug_before"), "hidings", ["slug_before"])
    op.create_table(
        "emergency_links",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_emergency_links_created_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_emergency_links_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_emergency_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_emergency_links_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("emergency_links")
    op.drop_table("hidings")
