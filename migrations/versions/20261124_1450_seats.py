"""Keep the seats of the Board and their terms; nobody holds two at once, and no seat is held twice on one day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020_seats"
down_revision = "0019_deciding"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "board_seats",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("region_code", sa.String(30), nullable=True),
        sa.Column("position", sa.String(1), nullable=True),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_board_seats_region_code_regions")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_board_seats")),
    )
    op.create_table(
        "seat_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_code", sa.String(32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seat_code"], ["board_seats.code"], name=op.f("fk_seat_notes_seat_code_board_seats")),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_seat_notes_written_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_notes")),
    )
    op.create_index(op.f("ix_seat_notes_seat_code_written_at"), "seat_notes", ["seat_code", "written_at"], unique=False)
    op.create_table(
        "seat_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_code", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("extended_from", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("began_as", sa.String(10), nullable=False),
        sa.Column("ended_as", sa.String(12), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("role_id", sa.Uuid(), nullable=True),
        sa.Column("named_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.text("daterange(starts_on, coalesce(ended_on, ends_on), '[]')"), "&&"),
            where=sa.text("ended_as IS DISTINCT FROM 'void'"),
            using="gist",
            name="ex_seat_terms_person",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("seat_code"), "="),
            (sa.text("daterange(starts_on, coalesce(ended_on, ends_on), '[]')"), "&&"),
            where=sa.text("ended_as IS DISTINCT FROM 'void'"),
            using="gist",
            name="ex_seat_terms_seat",
        ),
        sa.CheckConstraint("began_as IN ('selected', 'elected', 'appointed')", name=op.f("ck_seat_terms_began_as")),
        sa.CheckConstraint(
            "ended_as IN ('resigned', 'removed', 'died', 'handed-over', 'other', 'void')",
            name=op.f("ck_seat_terms_ended_as"),
        ),
        sa.CheckConstraint("ended_as IS NOT NULL OR ended_on IS NULL", name=op.f("ck_seat_terms_ended_for_a_reason")),
        sa.CheckConstraint("ended_on >= starts_on AND ended_on <= ends_on", name=op.f("ck_seat_terms_ended_within")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_seat_terms_in_order")),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name=op.f("fk_seat_terms_noted_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_seat_terms_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_seat_terms_person_id_people")),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role_assignments.id"], name=op.f("fk_seat_terms_role_id_role_assignments")
        ),
        sa.ForeignKeyConstraint(["seat_code"], ["board_seats.code"], name=op.f("fk_seat_terms_seat_code_board_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_terms")),
    )
    op.create_index(op.f("ix_seat_terms_person_id"), "seat_terms", ["person_id"], unique=False)
    op.create_index(op.f("ix_seat_terms_role_id"), "seat_terms", ["role_id"], unique=False)
    op.create_index(op.f("ix_seat_terms_seat_code_starts_on"), "seat_terms", ["seat_code", "starts_on"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_seat_terms_seat_code_starts_on"), table_name="seat_terms")
    op.drop_index(op.f("ix_seat_terms_role_id"), table_name="seat_terms")
    op.drop_index(op.f("ix_seat_terms_person_id"), table_name="seat_terms")
    op.drop_table("seat_terms")
    op.drop_index(op.f("ix_seat_notes_seat_code_written_at"), table_name="seat_notes")
    op.drop_table("seat_notes")
    op.drop_table("board_seats")
