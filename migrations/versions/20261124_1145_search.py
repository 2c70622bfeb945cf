"""Find organisations word by word, each field by those only who may see it, and keep searches.

`organisation_search` gets a row for each field (name, acronym, transliteration, former names, alias) instead of one text
for all names, and `words` for full text search. `saved_searches` holds what people look for again and again.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from nswp_members.core.text import fold
from nswp_members.core.words import kept_words

revision = "0009_search"
down_revision = "0008_pictures"
branch_labels = None
depends_on = None

NAMES = """
    SELECT id, 'name', name FROM organisations
    UNION ALL SELECT id, 'acronym', acronym FROM organisations WHERE acronym <> ''
    UNION ALL SELECT id, 'transliteration', transliteration FROM organisations WHERE transliteration <> ''
    UNION ALL SELECT id, 'alias', alias FROM organisations WHERE alias <> ''
    UNION ALL SELECT organisation_id, 'former_names', string_agg(name, E'\\n' ORDER BY name)
        FROM former_names GROUP BY organisation_id
"""
INSERT = """
    INSERT INTO organisation_search (organisation_id, field, content, words)
    VALUES (:organisation_id, :field, :content, CAST(:words AS tsvector))
"""


def upgrade() -> None:
    op.execute("DELETE FROM organisation_search")
    op.add_column("organisation_search", sa.Column("field", sa.String(20), nullable=False))
    op.add_column("organisation_search", sa.Column("words", postgresql.TSVECTOR(), nullable=False))
    op.drop_constraint(op.f("pk_organisation_search"), "organisation_search")
    op.create_primary_key(op.f("pk_organisation_search"), "organisation_search", ["organisation_id", "field"])
    op.create_check_constraint(
        op.f("ck_organisation_search_field"),
        "organisation_search",
        "field IN ('name', 'acronym', 'transliteration', 'former_names', 'alias')",
    )
    fill()
    op.drop_index("ix_organisation_search_trigrams", "organisation_search")
    op.create_index(
        "ix_organisation_search_trigrams",
        "organisation_search",
        ["content"],
        postgresql_using="gin",
        postgresql_ops={"content": "gin_trgm_ops"},
        postgresql_with={"fastupdate": False},
    )
    op.create_index(
        "ix_organisation_search_words",
        "organisation_search",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("for_staff", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_saved_searches_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_person_id"), "saved_searches", ["person_id"])


def fill() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text(NAMES)).all()
    for start in range(0, len(rows), 1000):
        connection.execute(
            sa.text(INSERT),
            [
                {
                    "organisation_id": key,
                    "field": field,
                    "content": "\n".join(fold(name) for name in names.split("\n")),
                    "words": " ".join(f"'{word}'" for word in kept_words(names.split("\n"))),
                }
                for key, field, names in rows[start : start + 1000]
            ],
        )


def downgrade() -> None:
    op.drop_table("saved_searches")
    op.drop_index("ix_organisation_search_words", "organisation_search")
    op.drop_index("ix_organisation_search_trigrams", "organisation_search")
    op.create_index(
        "ix_organisation_search_trigrams",
        "organisation_search",
        ["content"],
        postgresql_using="gin",
        postgresql_ops={"content": "gin_trgm_ops"},
    )
    op.drop_constraint(op.f("ck_organisation_search_field"), "organisation_search")
    op.execute("DELETE FROM organisation_search WHERE field = 'alias'")
    op.execute(
        "UPDATE organisation_search AS one SET content = "
        "(SELECT string_agg(content, E'\\n') FROM organisation_search AS other "
        "WHERE other.organisation_id = one.organisation_id) WHERE field = 'name'"
    )
    op.execute("DELETE FROM organisation_search WHERE field <> 'name'")
    op.drop_constraint(op.f("pk_organisation_search"), "organisation_search")
    op.create_primary_key(op.f("pk_organisation_search"), "organisation_search", ["organisation_id"])
    op.drop_column("organisation_search", "words")
    op.drop_column("organisation_search", "field")
