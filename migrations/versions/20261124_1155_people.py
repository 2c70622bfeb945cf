"""Remember who confirmed an organisation's data, hand-overs between editors, and how organisations get an editor back."""

import sqlalchemy as sa
from alembic import op

revision = "0011_people"
down_revision = "0010_proposals"
branch_labels = None
depends_on = None


def _id(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def upgrade() -> None:
    op.add_column("organisations", _moment("confirmed_at", nullable=True))
    op.add_column("organisations", _id("confirmed_by", nullable=True))
    op.add_column("organisations", sa.Column("confirmed_as", sa.String(12), nullable=False, server_default=""))
    op.alter_column("organisations", "confirmed_as", server_default=None)
    op.create_foreign_key(
        op.f("fk_organisations_confirmed_by_people"), "organisations", "people", ["confirmed_by"], ["id"]
    )
    table = "confirmation_requests"
    op.create_table(
        table,
        _id("id"),
        _id("organisation_id"),
        _id("person_id"),
        _moment("asked_at"),
        _id("asked_by", nullable=True),
        _moment("expires_at"),
        _moment("closed_at", nullable=True),
        _key(table, "organisation_id", "organisations", "CASCADE"),
        _key(table, "person_id", "people"),
        _key(table, "asked_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_organisation_id_asked_at"), table, ["organisation_id", "asked_at"])
    _create_hand_overs()
    _create_recoveries()


def _create_hand_overs() -> None:
    table = "hand_overs"
    op.create_table(
        table,
        _id("id"),
        _id("organisation_id"),
        _id("from_person_id"),
        _id("to_person_id"),
        _id("invitation_id"),
        _moment("started_at"),
        _moment("completed_at", nullable=True),
        _key(table, "organisation_id", "organisations", "CASCADE"),
        _key(table, "from_person_id", "people"),
        _key(table, "to_person_id", "people"),
        _key(table, "invitation_id", "invitations", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("invitation_id", name=op.f(f"uq_{table}_invitation_id")),
    )
    op.create_index(op.f(f"ix_{table}_to_person_id"), table, ["to_person_id"])
    op.create_index(
        "uq_hand_overs_open",
        table,
        ["organisation_id", "from_person_id"],
        unique=True,
        postgresql_where=sa.text("completed_at IS NULL"),
    )


def _create_recoveries() -> None:
    table = "recoveries"
    op.create_table(
        table,
        _id("id"),
        _id("organisation_id", nullable=True),
        sa.Column("claim", sa.LargeBinary(), nullable=True),
        _id("candidate_id"),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        _moment("asked_at"),
        _id("asked_by", nullable=True),
        sa.Column("region_excluded", sa.Boolean(), nullable=False),
        _moment("object_until", nullable=True),
        _moment("closed_at", nullable=True),
        _id("closed_by", nullable=True),
        _id("invitation_id", nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'vouching', 'waiting', 'invited', 'declined', 'objected', 'lapsed')",
            name=op.f("ck_recoveries_state"),
        ),
        _key(table, "organisation_id", "organisations", "CASCADE"),
        _key(table, "candidate_id", "people"),
        _key(table, "asked_by", "people"),
        _key(table, "closed_by", "people"),
        _key(table, "invitation_id", "invitations", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f("ix_recoveries_state_asked_at"), table, ["state", "asked_at"])
    op.create_index(
        "uq_recoveries_going",
        table,
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('vouching', 'waiting')"),
    )
    table = "recovery_vouches"
    op.create_table(
        table,
        _id("id"),
        _id("recovery_id"),
        _id("person_id"),
        sa.Column("side", sa.String(12), nullable=False),
        _moment("at"),
        sa.Column("basis", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("side IN ('region', 'secretariat')", name=op.f("ck_recovery_vouches_side")),
        _key(table, "recovery_id", "recoveries", "CASCADE"),
        _key(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("uq_recovery_vouches_person", table, ["recovery_id", "person_id"], unique=True)
    op.create_index("uq_recovery_vouches_side", table, ["recovery_id", "side"], unique=True)
    table = "recovery_witnesses"
    op.create_table(
        table,
        _id("id"),
        _id("recovery_id"),
        _id("person_id"),
        _moment("told_at"),
        _moment("objected_at", nullable=True),
        _key(table, "recovery_id", "recoveries", "CASCADE"),
        _key(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("uq_recovery_witnesses_person", table, ["recovery_id", "person_id"], unique=True)


def downgrade() -> None:
    for table in ("recovery_witnesses", "recovery_vouches", "recoveries", "hand_overs", "confirmation_requests"):
        op.drop_table(table)
    op.drop_constraint(op.f("fk_organisations_confirmed_by_people"), "organisations", type_="foreignkey")
    for column in ("confirmed_as", "confirmed_by", "confirmed_at"):
        op.drop_column("organisations", column)
