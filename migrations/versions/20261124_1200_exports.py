"""Keep files that people have made of the directory, encrypted and for a day, and what was changed for many at once."""

import sqlalchemy as sa
from alembic import op

revision = "0012_exports"
down_revision = "0011_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("capacity", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("format", sa.String(4), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("for_staff", sa.Boolean(), nullable=False),
        sa.Column("with_protected", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("failure", sa.String(6), nullable=True),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("stalls", sa.SmallInteger(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("downloads", sa.SmallInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=True),
        sa.Column("rights", sa.LargeBinary(32), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("format IN ('csv', 'xlsx', 'ods')", name=op.f("ck_exports_format")),
        sa.CheckConstraint("(data IS NOT NULL) = (state = 'ready')", name=op.f("ck_exports_file_only_while_ready")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_exports_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_exports_decided_by_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_person_id_asked_at"), "exports", ["person_id", "asked_at"])
    op.create_index(op.f("ix_exports_state"), "exports", ["state"])
    op.create_table(
        "bulk_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "action IN ('unlist', 'hide', 'join', 'leave', 'ask')", name=op.f("ck_bulk_changes_action")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["organisations.id"],
            name=op.f("fk_bulk_changes_network_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_bulk_changes_made_by_people")),
        sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name=op.f("fk_bulk_changes_undone_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_changes")),
    )
    op.create_index(op.f("ix_bulk_changes_made_at"), "bulk_changes", ["made_at"])
    op.create_table(
        "bulk_items",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("hiding_id", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hiding_id"], ["hidings.id"], name=op.f("fk_bulk_items_hiding_id_hidings"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["bulk_changes.id"], name=op.f("fk_bulk_items_change_id_bulk_changes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_bulk_items_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("change_id", "organisation_id", name=op.f("pk_bulk_items")),
    )
    op.create_index(op.f("ix_bulk_items_organisation_id"), "bulk_items", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("bulk_items")
    op.drop_table("bulk_changes")
    op.drop_table("exports")
