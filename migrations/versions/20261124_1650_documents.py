"""Keep statements as files, in each language as full text, summary and illustrated summary.

Of a frozen version no file is changed or deleted; one that was replaced keeps the day of that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028_documents"
down_revision = "0027_events"
branch_labels = None
depends_on = None

SEAL = """
CREATE FUNCTION refuse_frozen_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'TRUNCATE' THEN
        IF NOT EXISTS (
            SELECT FROM statement_versions WHERE id = OLD.version_id AND state IN ('frozen', 'superseded')
        ) THEN
            RETURN COALESCE(NEW, OLD);
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL
            AND to_jsonb(NEW) - 'replaced_at' = to_jsonb(OLD) - 'replaced_at' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a file of a frozen version never changes: add another one';
END $$;

CREATE TRIGGER statement_files_sealed BEFORE UPDATE OR DELETE ON statement_files
FOR EACH ROW EXECUTE FUNCTION refuse_frozen_file();

CREATE TRIGGER statement_files_kept BEFORE TRUNCATE ON statement_files
FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_file();
"""


def upgrade() -> None:
    op.create_table(
        "statement_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("format", sa.String(11), nullable=False),
        sa.Column("extension", sa.String(4), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("format IN ('full', 'summary', 'illustrated')", name=op.f("ck_statement_files_format")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_statement_files_added_by_people")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statement_versions.id"], name=op.f("fk_statement_files_version_id_statement_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_files")),
    )
    op.create_index(
        "uq_statement_files_present",
        "statement_files",
        ["version_id", "locale", "format"],
        unique=True,
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.execute(SEAL)


def downgrade() -> None:
    op.drop_table("statement_files")
    op.execute("DROP FUNCTION refuse_frozen_file()")
