"""Give networks a public address, a board, requests to join and leave, and access that organisations give themselves.

A network keeps its address for good, so that it can be printed; it leads somewhere only while the network is listed.
Access lies beside affiliations, because the one visibility predicate asks it."""

import re
import secrets
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0021_netpages"
down_revision = "0020_seats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _give_addresses()
    op.create_table(
        "access_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_access_codes_made_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_access_codes_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_access_codes_code_hash")),
    )
    op.create_index(op.f("ix_access_codes_organisation_id"), "access_codes", ["organisation_id"], unique=False)
    op.create_table(
        "access_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("capacity", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("region_code", sa.String(30), nullable=True),
        sa.Column("network_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("level IN ('profile', 'contacts')", name=op.f("ck_access_grants_level")),
        sa.CheckConstraint("state <> 'open' OR valid_until IS NOT NULL", name=op.f("ck_access_grants_open_until")),
        sa.CheckConstraint("state IN ('asked', 'open', 'declined', 'ended')", name=op.f("ck_access_grants_state")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_access_grants_decided_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["people.id"], name=op.f("fk_access_grants_ended_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["organisations.id"],
            name=op.f("fk_access_grants_network_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_access_grants_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_access_grants_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_access_grants_region_code_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grants")),
    )
    op.create_index(op.f("ix_access_grants_organisation_id"), "access_grants", ["organisation_id"], unique=False)
    op.create_index(
        op.f("ix_access_grants_person_id_capacity"), "access_grants", ["person_id", "capacity"], unique=False
    )
    op.create_table(
        "affiliation_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.String(5), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("is_restored", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(move = 'join') = (effective_on IS NULL)", name=op.f("ck_affiliation_requests_effective_on")
        ),
        sa.CheckConstraint("move IN ('join', 'leave', 'end')", name=op.f("ck_affiliation_requests_move")),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'declined', 'withdrawn', 'expired', 'planned', 'done')",
            name=op.f("ck_affiliation_requests_state"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["people.id"], name=op.f("fk_affiliation_requests_closed_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_affiliation_requests_made_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.organisation_id"],
            name=op.f("fk_affiliation_requests_network_id_networks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_affiliation_requests_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["people.id"], name=op.f("fk_affiliation_requests_settled_by_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation_requests")),
    )
    op.create_index(
        op.f("ix_affiliation_requests_organisation_id"), "affiliation_requests", ["organisation_id"], unique=False
    )
    op.create_index(
        "uq_affiliation_requests_open",
        "affiliation_requests",
        ["network_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('asked', 'planned')"),
    )
    op.create_table(
        "network_documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("readers", sa.String(8), nullable=False),
        sa.Column("extension", sa.String(4), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("readers IN ('members', 'managers')", name=op.f("ck_network_documents_readers")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.id"], name=op.f("fk_network_documents_added_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.organisation_id"],
            name=op.f("fk_network_documents_network_id_networks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_documents")),
    )
    op.create_index(
        op.f("ix_network_documents_network_id_added_at"), "network_documents", ["network_id", "added_at"], unique=False
    )
    op.create_table(
        "network_posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.organisation_id"],
            name=op.f("fk_network_posts_network_id_networks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["posted_by"], ["people.id"], name=op.f("fk_network_posts_posted_by_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_posts")),
    )
    op.create_index(
        op.f("ix_network_posts_network_id_posted_at"), "network_posts", ["network_id", "posted_at"], unique=False
    )
    op.create_table(
        "affiliation_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_affiliation_messages_person_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["affiliation_requests.id"],
            name=op.f("fk_affiliation_messages_request_id_affiliation_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation_messages")),
    )
    op.create_index(
        op.f("ix_affiliation_messages_request_id_written_at"),
        "affiliation_messages",
        ["request_id", "written_at"],
        unique=False,
    )


def _give_addresses() -> None:
    """Give each network an address of its name, where it is Latin, and random signs."""
    op.add_column("networks", sa.Column("slug", sa.String(120), nullable=True))
    connection = op.get_bind()
    statement = "SELECT organisation_id, name FROM networks JOIN organisations ON organisations.id = organisation_id"
    for key, name in connection.execute(sa.text(statement)).all():
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        readable = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
        slug = f"{readable}-{secrets.token_hex(3)}" if len(readable) >= 2 else secrets.token_hex(5)
        connection.execute(
            sa.text("UPDATE networks SET slug = :slug WHERE organisation_id = :key"), {"slug": slug, "key": key}
        )
    op.alter_column("networks", "slug", nullable=False)
    op.create_unique_constraint(op.f("uq_networks_slug"), "networks", ["slug"])


def downgrade() -> None:
    op.drop_index(op.f("ix_affiliation_messages_request_id_written_at"), table_name="affiliation_messages")
    op.drop_table("affiliation_messages")
    op.drop_index(op.f("ix_network_posts_network_id_posted_at"), table_name="network_posts")
    op.drop_table("network_posts")
    op.drop_index(op.f("ix_network_documents_network_id_added_at"), table_name="network_documents")
    op.drop_table("network_documents")
    op.drop_index(
        "uq_affiliation_requests_open",
        table_name="affiliation_requests",
        postgresql_where=sa.text("state IN ('asked', 'planned')"),
    )
    op.drop_index(op.f("ix_affiliation_requests_organisation_id"), table_name="affiliation_requests")
    op.drop_table("affiliation_requests")
    op.drop_index(op.f("ix_access_grants_person_id_capacity"), table_name="access_grants")
    op.drop_index(op.f("ix_access_grants_organisation_id"), table_name="access_grants")
    op.drop_table("access_grants")
    op.drop_index(op.f("ix_access_codes_organisation_id"), table_name="access_codes")
    op.drop_table("access_codes")
    op.drop_constraint(op.f("uq_networks_slug"), "networks", type_="unique")
    op.drop_column("networks", "slug")
