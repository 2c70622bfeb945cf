import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from nswp_members.core.db import session, transaction
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.models import StatementBlock, StatementTranslation
from tests.conftest import QueryCounter
from tests.factories import current_version

WORDS = 55


def test_putting_the_statement_in_again_changes_nothing(app: Flask, queries: QueryCounter) -> None:
    before = session.scalar(select(func.count()).select_from(StatementBlock))

    with queries.counting(), transaction():
        services.sync_statement()

    changes = [one for one in queries.statements if one.startswith(("INSERT", "DELETE"))]
    assert changes == []
    assert session.scalar(select(func.count()).select_from(StatementBlock)) == before == WORDS


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement_translations SET title = 'x'",
        "DELETE FROM statement_translations",
        "UPDATE statement_blocks SET content = 'x'",
        "DELETE FROM statement_blocks",
        (
            "INSERT INTO statement_blocks (id, translation_id, key, kind, position, title, content) "
            "SELECT gen_random_uuid(), id, 'x', 'text', 99, '', '' FROM statement_translations LIMIT 1"
        ),
        "TRUNCATE statement_blocks",
        "UPDATE statement_versions SET label = 'x'",
        "UPDATE statement_versions SET state = 'draft'",
        "UPDATE statement_versions SET published_on = '2015'",
        "DELETE FROM statement_versions",
    ],
)
def test_the_database_refuses_to_change_what_is_published(app: Flask, change: str) -> None:
    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(text(change))


def test_words_that_come_with_a_new_release_are_a_new_revision(app: Flask) -> None:
    version = current_version()
    translation = StatementTranslation(
        version=version, locale="fr", revision=2, title="Autre titre", created_at=version.frozen_at
    )
    session.add(translation)
    services.publish_translation(translation)

    with transaction():
        services.sync_statement()

    newest = statements.latest_translation(version.id, "fr")
    assert newest is not None
    assert (newest.revision, len(newest.blocks)) == (3, 11)


def test_words_that_come_with_a_new_release_make_way_for_a_correction_that_is_under_way(app: Flask) -> None:
    version = current_version()
    services.begin_correction(version, "fr", by=None).title = "Titre corrigé"
    services.publish_correction(version, "fr", correction="Titre", by=None)
    under_way = services.begin_correction(version, "fr", by=None)

    with transaction():
        services.sync_statement()

    newest = statements.latest_translation(version.id, "fr")
    assert newest is not None
    assert (newest.revision, under_way.revision) == (3, 4)
