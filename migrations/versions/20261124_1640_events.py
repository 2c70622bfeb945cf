"""Keep the history between organisations and versions line by line, and what may be said of it in public.

The lines are added only: a trigger refuses the rest. What endorsements are on record become their first lines.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027_events"
down_revision = "0026_statements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("endorsements", sa.Column("translation_id", sa.Uuid(), nullable=True))
    for name in ("may_count", "may_name", "may_name_signatory"):
        op.add_column("endorsements", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        op.alter_column("endorsements", name, server_default=None)
    op.create_foreign_key(op.f("fk_endorsements_translation_id_statement_translations"), "endorsements", "statement_translations", ["translation_id"], ["id"])
    op.create_table('endorsement_events',
    sa.Column('number', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('act', sa.String(10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=True),
    sa.Column('source', sa.String(10), nullable=False),
    sa.Column('endorsement_id', sa.Uuid(), nullable=True),
    sa.Column('translation_id', sa.Uuid(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('may_count', sa.Boolean(), nullable=True),
    sa.Column('may_name', sa.Boolean(), nullable=True),
    sa.Column('may_name_signatory', sa.Boolean(), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("act IN ('invited', 'seen', 'endorsed', 'declined', 'needs-time', 'consented', 'withdrawn', 'superseded')", name=op.f('ck_endorsement_events_act')),
    sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_endorsement_events_by_people')),
    sa.ForeignKeyConstraint(['endorsement_id'], ['endorsements.id'], name=op.f('fk_endorsement_events_endorsement_id_endorsements')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_endorsement_events_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['translation_id'], ['statement_translations.id'], name=op.f('fk_endorsement_events_translation_id_statement_translations')),
    sa.ForeignKeyConstraint(['version_id'], ['statement_versions.id'], name=op.f('fk_endorsement_events_version_id_statement_versions')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_endorsement_events'))
    )
    op.create_index(op.f('ix_endorsement_events_organisation_id_version_id_number'), 'endorsement_events', ['organisation_id', 'version_id', 'number'], unique=False)
    op.execute(
        """
        INSERT INTO endorsement_events (organisation_id, version_id, act, at, "by", source, endorsement_id)
        SELECT organisation_id, version_id, act, at, "by", source, endorsement_id FROM (
            SELECT organisation_id, version_id, 'endorsed' AS act, recorded_at AS at, signatory_id AS "by", source,
                id AS endorsement_id
            FROM endorsements
            UNION ALL
            SELECT organisation_id, version_id, 'withdrawn', withdrawn_at, withdrawn_by, 'member', id
            FROM endorsements WHERE withdrawn_at IS NOT NULL
        ) AS known ORDER BY at, act
        """
    )
    op.execute(
        """
        CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the history of endorsements is append-only';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER endorsement_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON endorsement_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER endorsement_events_append_only ON endorsement_events")
    op.execute("DROP FUNCTION refuse_history_change()")
    op.drop_table("endorsement_events")
    op.drop_constraint(op.f("fk_endorsements_translation_id_statement_translations"), "endorsements", type_="foreignkey")
    for name in ("may_name_signatory", "may_name", "may_count", "translation_id"):
        op.drop_column("endorsements", name)
