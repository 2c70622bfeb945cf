"""Review applications in steps with opinions, notes and rules of the region; know people's time zones for due dates."""

import sqlalchemy as sa
from alembic import op

revision = "0018_verifying"
down_revision = "0017_applying"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region_rules",
        sa.Column("region_code", sa.String(30), nullable=False),
        sa.Column("approvals", sa.SmallInteger(), nullable=False),
        sa.Column("approvals_if_vacant", sa.SmallInteger(), nullable=False),
        sa.Column("vacancy", sa.String(16), nullable=False),
        sa.Column("days_to_check", sa.SmallInteger(), nullable=False),
        sa.Column("days_to_decide", sa.SmallInteger(), nullable=False),
        sa.Column("first_reminder", sa.SmallInteger(), nullable=False),
        sa.Column("second_reminder", sa.SmallInteger(), nullable=False),
        sa.Column("days_to_verify", sa.SmallInteger(), nullable=False),
        sa.Column("days_to_answer", sa.SmallInteger(), nullable=False),
        sa.Column("warn_before", sa.SmallInteger(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("approvals BETWEEN 1 AND 2", name=op.f("ck_region_rules_approvals")),
        sa.CheckConstraint("approvals_if_vacant BETWEEN 1 AND 2", name=op.f("ck_region_rules_approvals_if_vacant")),
        sa.CheckConstraint(
            "first_reminder < second_reminder AND second_reminder < days_to_decide",
            name=op.f("ck_region_rules_in_order"),
        ),
        sa.CheckConstraint("warn_before < days_to_answer", name=op.f("ck_region_rules_warning")),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["organisations.id"],
            name=op.f("fk_region_rules_network_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_region_rules_region_code_regions")),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_region_rules")),
    )
    op.create_table(
        "application_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("party", sa.String(15), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("network_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind = 'letter' OR party <> 'applicant'", name=op.f("ck_application_messages_notes_are_ours")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_messages_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_application_messages_author_id_people")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["organisations.id"], name=op.f("fk_application_messages_network_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_messages")),
    )
    op.create_index(
        op.f("ix_application_messages_application_id_written_at"),
        "application_messages",
        ["application_id", "written_at"],
        unique=False,
    )
    op.create_table(
        "application_recusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_recusals_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_application_recusals_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_recusals")),
    )
    op.create_index(
        "uq_application_recusals_person", "application_recusals", ["application_id", "person_id"], unique=True
    )
    op.create_table(
        "application_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("party", sa.String(15), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("network_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_from", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_steps_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_application_steps_assignee_id_people")),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_application_steps_closed_by_people")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["organisations.id"], name=op.f("fk_application_steps_network_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_steps")),
    )
    op.create_index(
        op.f("ix_application_steps_application_id_opened_at"),
        "application_steps",
        ["application_id", "opened_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_application_steps_assignee_id"),
        "application_steps",
        ["assignee_id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        op.f("ix_application_steps_due_on"),
        "application_steps",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        op.f("ix_application_steps_network_id"),
        "application_steps",
        ["network_id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_application_steps_open",
        "application_steps",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "application_opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.String(15), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('approve', 'decline', 'send-to-network', 'report')",
            name=op.f("ck_application_opinions_verdict"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_application_opinions_person_id_people")),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["application_steps.id"],
            name=op.f("fk_application_opinions_step_id_application_steps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_opinions")),
    )
    op.create_index(op.f("ix_application_opinions_person_id"), "application_opinions", ["person_id"], unique=False)
    op.create_index("uq_application_opinions_person", "application_opinions", ["step_id", "person_id"], unique=True)
    op.add_column("people", sa.Column("time_zone", sa.String(40), nullable=False, server_default="UTC"))
    op.alter_column("people", "time_zone", server_default=None)


def downgrade() -> None:
    op.drop_column("people", "time_zone")
    op.drop_table("application_opinions")
    op.drop_table("application_steps")
    op.drop_table("application_recusals")
    op.drop_table("application_messages")
    op.drop_table("region_rules")
