import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from nswp_members.core.db import session
from nswp_members.core.errors import FileEmpty, NotADocument
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.errors import NotADraft, TooManyFiles
from nswp_members.statements.models import Format, StatementFile, StatementVersion
from nswp_members.statements.services import filing
from tests.factories import a_page, current_version, words_of

PDF = a_page("something")


def add(version: StatementVersion, file: bytes = PDF, file_format: Format = Format.FULL) -> StatementFile:
    return services.add_file(version, file, locale="fr", file_format=file_format, by=None)


@pytest.fixture
def draft(app: Flask) -> StatementVersion:
    return services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)


def test_a_file_is_kept_as_ciphertext_of_its_row(app: Flask) -> None:
    added = add(current_version())
    session.commit()

    stored = session.execute(text("SELECT data FROM statement_files")).scalar_one()
    assert b"something" not in stored
    assert words_of(added.content) == "something"
    assert (added.size, added.extension, added.filename) == (len(added.content), "pdf", "statement-fr-full.pdf")


def test_a_replaced_file_of_a_frozen_version_stays_with_its_date(app: Flask) -> None:
    first, summary = add(current_version()), add(current_version(), file_format=Format.SUMMARY)

    second = add(current_version(), a_page("other"))

    assert [one.id for one in statements.files_of(current_version().id)] == [second.id, first.id, summary.id]
    assert first.replaced_at is not None
    assert words_of(first.content) == "something"
    assert (summary.replaced_at, second.replaced_at) == (None, None)


def test_a_draft_keeps_no_earlier_file_and_its_files_can_be_removed(draft: StatementVersion) -> None:
    add(draft)
    second = add(draft, a_page("other"))

    assert statements.files_of(draft.id) == [second]
    services.remove_file(draft, second, by=None)
    session.flush()
    assert statements.files_of(draft.id) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement_files SET data = 'x'",
        "UPDATE statement_files SET locale = 'en'",
        "UPDATE statement_files SET version_id = gen_random_uuid()",
        "UPDATE statement_files SET replaced_at = now(), locale = 'en'",
        "DELETE FROM statement_files",
        "TRUNCATE statement_files",
    ],
)
def test_the_database_refuses_to_change_a_file_of_a_frozen_version(app: Flask, change: str) -> None:
    add(current_version())

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(text(change))


def test_the_day_of_a_replacement_stays(app: Flask) -> None:
    add(current_version())
    add(current_version())

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(text("UPDATE statement_files SET replaced_at = NULL"))


def test_the_file_of_a_frozen_version_is_not_removed(app: Flask) -> None:
    with pytest.raises(NotADraft):
        services.remove_file(current_version(), add(current_version()), by=None)


def test_only_documents_are_taken_and_not_without_end(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotADocument):
        add(current_version(), b"<script>")
    with pytest.raises(FileEmpty):
        add(current_version(), b"")
    monkeypatch.setattr(filing, "MOST_FILES", 0)
    with pytest.raises(TooManyFiles):
        add(current_version())
