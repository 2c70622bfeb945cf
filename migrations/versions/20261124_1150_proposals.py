"""Let changes to name, country, region, category and "sex worker-led" wait until somebody has approved them.

`proposals` keeps what an organisation wants and what was published when it said so, `proposal_messages` what both sides
said about it; values, reasons and messages are encrypted. One proposal for each field can be open at a time. A revision
keeps the reason of a change, and a hiding can come from a move across the border of a country hidden by force.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_proposals"
down_revision = "0009_search"
branch_labels = None
depends_on = None

SOURCES = "source IN ('member', 'secretariat', 'emergency'{})"


def upgrade() -> None:
    op.add_column("profile_revisions", sa.Column("reason", sa.LargeBinary(), nullable=True))
    op.drop_constraint(op.f("ck_hidings_source"), "hidings")
    op.create_check_constraint(op.f("ck_hidings_source"), "hidings", SOURCES.format(", 'move'"))
    op.create_table(
        "proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("value_before", sa.LargeBinary(), nullable=True),
        sa.Column("value_after", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "field IN ('name', 'country_code', 'region_code', 'category', 'sex_worker_led')",
            name=op.f("ck_proposals_field"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'refused', 'withdrawn')", name=op.f("ck_proposals_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposals_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_proposals_proposed_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_proposals_decided_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_proposals_open", "proposals", ["organisation_id", "field"], unique=True, postgresql_where=is_open
    )
    op.create_index("ix_proposals_waiting", "proposals", ["proposed_at", "id"], postgresql_where=is_open)
    op.create_index(
        op.f("ix_proposals_organisation_id_proposed_at"), "proposals", ["organisation_id", "proposed_at"]
    )
    op.create_table(
        "proposal_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_messages_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposal_messages_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_messages")),
    )
    op.create_index(
        op.f("ix_proposal_messages_proposal_id_written_at"), "proposal_messages", ["proposal_id", "written_at"]
    )


def downgrade() -> None:
    op.drop_table("proposal_messages")
    op.drop_table("proposals")
    op.execute("UPDATE hidings SET source = 'secretariat' WHERE source = 'move'")
    op.drop_constraint(op.f("ck_hidings_source"), "hidings")
    op.create_check_constraint(op.f("ck_hidings_source"), "hidings", SOURCES.format(""))
    op.drop_column("profile_revisions", "reason")
