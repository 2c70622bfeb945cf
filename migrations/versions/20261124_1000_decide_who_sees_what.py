"""Let each organisation decide who sees what of it, and a country's risk hide it.

`known_to`, `alias` and `audiences` hold the choices of an organisation, `jurisdiction_risks` the secretariat's judgement on
countries, `field_reads` who saw protected fields, and the one row of `visibility_epoch` counts how often something was hidden.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_visibility"
down_revision = "0001_house"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisations", sa.Column("known_to", sa.String(12), nullable=False, server_default="offices"))
    op.add_column("organisations", sa.Column("alias", sa.String(100), nullable=False, server_default=""))
    op.add_column(
        "organisations", sa.Column("alias_key", sa.String(200, collation="C"), nullable=False, server_default="")
    )
    op.add_column(
        "organisations", sa.Column("audiences", postgresql.JSONB(), nullable=False, server_default=sa.text("'{}'"))
    )
    for name in ("known_to", "alias", "alias_key", "audiences"):
        op.alter_column("organisations", name, server_default=None)
    op.create_check_constraint(
        op.f("ck_organisations_known_to"),
        "organisations",
        "known_to IN ('members', 'region', 'networks', 'offices', 'secretariat')",
    )
    op.create_table(
        "jurisdiction_risks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country_code", sa.String(2), nullable=False),
        sa.Column("level", sa.String(14), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lift_asked_by", sa.Uuid(), nullable=True),
        sa.Column("lift_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "level IN ('watch', 'discreet', 'forced-hidden')", name=op.f("ck_jurisdiction_risks_level")
        ),
        sa.ForeignKeyConstraint(
            ["country_code"], ["countries.code"], name=op.f("fk_jurisdiction_risks_country_code_countries")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_jurisdiction_risks_set_by_people")),
        sa.ForeignKeyConstraint(
            ["lift_asked_by"], ["people.id"], name=op.f("fk_jurisdiction_risks_lift_asked_by_people")
        ),
        sa.ForeignKeyConstraint(["lifted_by"], ["people.id"], name=op.f("fk_jurisdiction_risks_lifted_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdiction_risks")),
    )
    op.create_index(
        "uq_jurisdiction_risks_standing",
        "jurisdiction_risks",
        ["country_code"],
        unique=True,
        postgresql_where=sa.text("valid_until IS NULL"),
    )
    epoch = op.create_table(
        "visibility_epoch",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_visibility_epoch_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visibility_epoch")),
    )
    op.bulk_insert(epoch, [{"id": 1, "epoch": 1}])
    op.create_table(
        "field_reads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.String(30)), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_field_reads_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_field_reads_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_reads")),
    )
    op.create_index(
        "uq_field_reads_day", "field_reads", ["organisation_id", "person_id", "role", "read_on"], unique=True
    )
    op.create_index(op.f("ix_field_reads_read_on"), "field_reads", ["read_on"])


def downgrade() -> None:
    op.drop_table("field_reads")
    op.drop_table("visibility_epoch")
    op.drop_table("jurisdiction_risks")
    op.drop_constraint(op.f("ck_organisations_known_to"), "organisations")
    for name in ("audiences", "alias_key", "alias", "known_to"):
        op.drop_column("organisations", name)
