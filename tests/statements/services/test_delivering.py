import json
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from nswp_members.core.db import session, transaction
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.models import StatementBlock
from nswp_members.statements.services import delivering
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


def release(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app come with another French title."""
    source = files("nswp_members.statements").joinpath("data/statement.json")
    content = json.loads(source.read_text(encoding="utf-8"))
    content["versions"][0]["texts"]["fr"]["title"] = "Autre titre"
    (folder / "data").mkdir()
    (folder / "data" / "statement.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(delivering, "files", lambda _package: folder)


def correct_french(title: str) -> None:
    services.begin_correction(current_version(), "fr", by=None).title = title
    services.publish_correction(current_version(), "fr", correction="Titre", by=None)


def newest() -> tuple[int, str]:
    found = statements.latest_translation(current_version().id, "fr")
    assert found is not None
    return found.revision, found.title


def test_words_that_come_with_a_new_release_are_a_new_revision(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch)

    for _ in range(2):
        with transaction():
            services.sync_statement()

    assert newest() == (2, "Autre titre")
    assert statements.latest_translation(current_version().id, "es").revision == 1  # type: ignore[union-attr]


def test_what_people_corrected_stays_corrected(app: Flask) -> None:
    correct_french("Titre corrigé")

    with transaction():
        services.sync_statement()

    assert newest() == (2, "Titre corrigé")


def test_words_that_come_with_a_new_release_wait_for_a_correction_that_is_under_way(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch)
    services.begin_correction(current_version(), "fr", by=None)

    with transaction():
        services.sync_statement()
    waiting = newest()
    services.discard(current_version(), "fr", by=None)
    with transaction():
        services.sync_statement()

    assert (waiting[0], newest()) == (1, (2, "Autre titre"))
