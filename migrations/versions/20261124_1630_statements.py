"""Turn the statement into documents with versions, dated revisions of translations, and structured blocks.

What is published is sealed: triggers refuse every change of its words, whoever asks. The words that were in the
database become the first revision of their language.
"""

import hashlib
import unicodedata
from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0026_statements"
down_revision = "0025_complaints"
branch_labels = None
depends_on = None

SEALS = """
CREATE FUNCTION refuse_sealed_translation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published translation never changes: publish a revision';
END $$;

CREATE TRIGGER statement_translations_sealed BEFORE UPDATE OR DELETE ON statement_translations
FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_sealed_translation();

CREATE TRIGGER statement_translations_kept BEFORE TRUNCATE ON statement_translations
FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_translation();

CREATE FUNCTION refuse_sealed_block() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner uuid[] := ARRAY[]::uuid[];
BEGIN
    IF TG_OP <> 'INSERT' THEN owner := owner || OLD.translation_id; END IF;
    IF TG_OP <> 'DELETE' THEN owner := owner || NEW.translation_id; END IF;
    IF EXISTS (SELECT FROM statement_translations WHERE id = ANY (owner) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published translation never changes: publish a revision';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER statement_blocks_sealed BEFORE INSERT OR UPDATE OR DELETE ON statement_blocks
FOR EACH ROW EXECUTE FUNCTION refuse_sealed_block();

CREATE TRIGGER statement_blocks_kept BEFORE TRUNCATE ON statement_blocks
FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_translation();

CREATE FUNCTION refuse_frozen_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state IN (OLD.state, 'superseded')
        AND (NEW.id, NEW.document_id, NEW.label, NEW.authoritative_locale, NEW.published_on, NEW.frozen_at)
            = (OLD.id, OLD.document_id, OLD.label, OLD.authoritative_locale, OLD.published_on, OLD.frozen_at)
        AND NEW.consulted_year IS NOT DISTINCT FROM OLD.consulted_year THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a frozen version never changes: begin the next version';
END $$;

CREATE TRIGGER statement_versions_frozen BEFORE UPDATE OR DELETE ON statement_versions
FOR EACH ROW WHEN (OLD.state IN ('frozen', 'superseded')) EXECUTE FUNCTION refuse_frozen_version();

CREATE TRIGGER statement_versions_kept BEFORE TRUNCATE ON statement_versions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_version();
"""
UNSEAL = """
DROP TRIGGER statement_versions_kept ON statement_versions;
DROP TRIGGER statement_versions_frozen ON statement_versions;
DROP FUNCTION refuse_frozen_version();
DROP TRIGGER statement_blocks_kept ON statement_blocks;
DROP TRIGGER statement_blocks_sealed ON statement_blocks;
DROP FUNCTION refuse_sealed_block();
DROP TRIGGER statement_translations_kept ON statement_translations;
DROP TRIGGER statement_translations_sealed ON statement_translations;
DROP FUNCTION refuse_sealed_translation();
"""


def upgrade() -> None:
    op.create_table('statement_documents',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(60), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_documents')),
    sa.UniqueConstraint('slug', name=op.f('uq_statement_documents_slug'))
    )
    op.create_table('statement_translations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('locale', sa.String(2), nullable=False),
    sa.Column('revision', sa.SmallInteger(), nullable=False),
    sa.Column('title', sa.String(200), nullable=False),
    sa.Column('introduction', sa.Text(), nullable=False),
    sa.Column('correction', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sha256', sa.String(64), nullable=True),
    sa.CheckConstraint('(published_at IS NULL) = (sha256 IS NULL)', name=op.f('ck_statement_translations_sealed')),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_statement_translations_created_by_people')),
    sa.ForeignKeyConstraint(['version_id'], ['statement_versions.id'], name=op.f('fk_statement_translations_version_id_statement_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_translations'))
    )
    op.create_index(op.f('ix_statement_translations_version_id_locale_revision'), 'statement_translations', ['version_id', 'locale', 'revision'], unique=True)
    op.create_index('uq_statement_translations_open', 'statement_translations', ['version_id', 'locale'], unique=True, postgresql_where=sa.text('published_at IS NULL'))
    op.create_table('statement_blocks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('translation_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(40), nullable=False),
    sa.Column('kind', sa.String(10), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('title', sa.String(300), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('core-value', 'right', 'text')", name=op.f('ck_statement_blocks_kind')),
    sa.ForeignKeyConstraint(['translation_id'], ['statement_translations.id'], name=op.f('fk_statement_blocks_translation_id_statement_translations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_blocks'))
    )
    op.create_index(op.f('ix_statement_blocks_translation_id_key'), 'statement_blocks', ['translation_id', 'key'], unique=True)
    op.create_index(op.f('ix_statement_blocks_translation_id_position'), 'statement_blocks', ['translation_id', 'position'], unique=True)
    _reshape_versions()
    _move_words()
    op.drop_table("statement_item_texts")
    op.drop_table("statement_items")
    op.drop_table("statement_texts")
    op.execute(SEALS)


def _reshape_versions() -> None:
    """Give versions a document and a state instead of one mark of being current."""
    op.add_column("statement_versions", sa.Column("document_id", sa.Uuid(), nullable=True))
    op.add_column("statement_versions", sa.Column("state", sa.String(12), nullable=False, server_default="superseded"))
    op.add_column(
        "statement_versions", sa.Column("authoritative_locale", sa.String(2), nullable=False, server_default="en")
    )
    op.add_column("statement_versions", sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("statement_versions", sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("INSERT INTO statement_documents (id, slug) SELECT gen_random_uuid(), 'consensus-statement' "
               "WHERE EXISTS (SELECT FROM statement_versions)")
    op.execute("UPDATE statement_versions SET document_id = (SELECT id FROM statement_documents), frozen_at = now(), "
               "state = CASE WHEN is_current THEN 'frozen' ELSE 'superseded' END")
    op.alter_column("statement_versions", "document_id", nullable=False)
    op.alter_column("statement_versions", "state", server_default=None)
    op.alter_column("statement_versions", "authoritative_locale", server_default=None)
    op.alter_column("statement_versions", "published_on", existing_type=sa.String(10), nullable=True)
    op.drop_index("uq_statement_versions_current", table_name="statement_versions")
    op.drop_column("statement_versions", "is_current")
    op.drop_constraint(op.f("uq_statement_versions_label"), "statement_versions", type_="unique")
    op.create_index(
        op.f("ix_statement_versions_document_id_label"), "statement_versions", ["document_id", "label"], unique=True
    )
    op.create_index(
        "uq_statement_versions_frozen",
        "statement_versions",
        ["document_id"],
        unique=True,
        postgresql_where=sa.text("state = 'frozen'"),
    )
    op.create_check_constraint(
        op.f("ck_statement_versions_state"),
        "statement_versions",
        "state IN ('draft', 'consultation', 'frozen', 'superseded')",
    )
    op.create_check_constraint(
        op.f("ck_statement_versions_published"),
        "statement_versions",
        "state IN ('draft', 'consultation') OR published_on IS NOT NULL",
    )
    op.create_foreign_key(
        op.f("fk_statement_versions_document_id_statement_documents"),
        "statement_versions",
        "statement_documents",
        ["document_id"],
        ["id"],
    )


def _move_words() -> None:
    """Make the first revision of each language from the words that are there."""
    bind = op.get_bind()
    texts = bind.execute(
        sa.text(
            "SELECT t.version_id, v.label, t.locale, t.title, t.introduction FROM statement_texts t "
            "JOIN statement_versions v ON v.id = t.version_id ORDER BY v.label, t.locale"
        )
    ).all()
    for version_id, label, locale, title, introduction in texts:
        blocks = bind.execute(
            sa.text(
                "SELECT i.kind || '-' || i.position AS key, i.kind, w.title, w.content FROM statement_items i "
                "JOIN statement_item_texts w ON w.item_id = i.id "
                "WHERE i.version_id = :version AND w.locale = :locale ORDER BY i.kind, i.position"
            ),
            {"version": version_id, "locale": locale},
        ).all()
        translation_id = uuid4()
        bind.execute(
            sa.text(
                "INSERT INTO statement_translations (id, version_id, locale, revision, title, introduction, "
                "correction, created_at, published_at, sha256) "
                "VALUES (:id, :version, :locale, 1, :title, :introduction, '', :at, :at, :sum)"
            ),
            {
                "id": translation_id,
                "version": version_id,
                "locale": locale,
                "title": title,
                "introduction": introduction,
                "at": datetime.now(UTC),
                "sum": _sum(label, locale, title, introduction, blocks),
            },
        )
        for position, (key, kind, heading, content) in enumerate(blocks, start=1):
            bind.execute(
                sa.text(
                    "INSERT INTO statement_blocks (id, translation_id, key, kind, position, title, content) "
                    "VALUES (:id, :translation, :key, :kind, :position, :title, :content)"
                ),
                {
                    "id": uuid4(),
                    "translation": translation_id,
                    "key": key,
                    "kind": kind,
                    "position": position,
                    "title": heading,
                    "content": content,
                },
            )


def _sum(label: str, locale: str, title: str, introduction: str, blocks: list[tuple[str, str, str, str]]) -> str:
    """Return the sum as `canonical` took it when this migration was written."""
    parts = [f"consensus-statement\n{label}\n{locale}\n1", _clean(title), _clean(introduction)]
    parts += [f"{kind}\n{key}\n{_clean(heading)}\n\n{_clean(content)}" for key, kind, heading, content in blocks]
    return hashlib.sha256(("\n\f\n".join(parts) + "\n").encode()).hexdigest()


def _clean(words: str) -> str:
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def downgrade() -> None:
    op.execute(UNSEAL)
    _create_old_tables()
    op.execute(
        "CREATE TEMPORARY TABLE newest ON COMMIT DROP AS SELECT DISTINCT ON (version_id, locale) * "
        "FROM statement_translations WHERE published_at IS NOT NULL ORDER BY version_id, locale, revision DESC"
    )
    op.execute(
        "INSERT INTO statement_texts (version_id, locale, title, introduction) "
        "SELECT version_id, locale, title, introduction FROM newest"
    )
    op.execute(
        "CREATE TEMPORARY TABLE blocks ON COMMIT DROP AS SELECT n.version_id, n.locale, b.kind, b.title, b.content, "
        "row_number() OVER (PARTITION BY b.translation_id, b.kind ORDER BY b.position) AS position "
        "FROM newest n JOIN statement_blocks b ON b.translation_id = n.id WHERE b.kind <> 'text'"
    )
    op.execute(
        "INSERT INTO statement_items (id, version_id, kind, position) "
        "SELECT gen_random_uuid(), version_id, kind, position FROM blocks GROUP BY version_id, kind, position"
    )
    op.execute(
        "INSERT INTO statement_item_texts (item_id, locale, title, content) "
        "SELECT i.id, b.locale, left(b.title, 200), b.content FROM blocks b JOIN statement_items i "
        "ON (i.version_id, i.kind, i.position) = (b.version_id, b.kind, b.position)"
    )
    op.drop_table("statement_blocks")
    op.drop_table("statement_translations")
    _restore_versions()
    op.drop_table("statement_documents")


def _restore_versions() -> None:
    op.execute("DELETE FROM statement_versions WHERE state IN ('draft', 'consultation')")
    op.add_column(
        "statement_versions", sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE statement_versions SET is_current = (state = 'frozen')")
    op.alter_column("statement_versions", "is_current", server_default=None)
    op.drop_constraint(
        op.f("fk_statement_versions_document_id_statement_documents"), "statement_versions", type_="foreignkey"
    )
    op.drop_constraint(op.f("ck_statement_versions_published"), "statement_versions", type_="check")
    op.drop_constraint(op.f("ck_statement_versions_state"), "statement_versions", type_="check")
    op.drop_index("uq_statement_versions_frozen", table_name="statement_versions")
    op.drop_index(op.f("ix_statement_versions_document_id_label"), table_name="statement_versions")
    op.create_unique_constraint(op.f("uq_statement_versions_label"), "statement_versions", ["label"])
    op.create_index(
        "uq_statement_versions_current",
        "statement_versions",
        ["is_current"],
        unique=True,
        postgresql_where=sa.text("is_current"),
    )
    op.alter_column("statement_versions", "published_on", existing_type=sa.String(10), nullable=False)
    for name in ("superseded_at", "frozen_at", "authoritative_locale", "state", "document_id"):
        op.drop_column("statement_versions", name)


def _create_old_tables() -> None:
    op.create_table(
        "statement_texts",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_statement_texts_version_id_statement_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "locale", name=op.f("pk_statement_texts")),
    )
    op.create_table(
        "statement_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('core-value', 'right')", name=op.f("ck_statement_items_kind")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["statement_versions.id"],
            name=op.f("fk_statement_items_version_id_statement_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_items")),
    )
    op.create_index(
        op.f("ix_statement_items_version_id_kind_position"),
        "statement_items",
        ["version_id", "kind", "position"],
        unique=True,
    )
    op.create_table(
        "statement_item_texts",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["statement_items.id"],
            name=op.f("fk_statement_item_texts_item_id_statement_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "locale", name=op.f("pk_statement_item_texts")),
    )
