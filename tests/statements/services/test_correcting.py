import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.canonical import mark_of
from nswp_members.statements.errors import (
    AuthoritativeStands,
    Incomplete,
    NoSuchLanguage,
    NotFrozen,
    NothingCorrected,
)
from nswp_members.statements.models import StatementVersion
from nswp_members.statements.services import Typed
from tests.factories import current_version


def correct(version: StatementVersion, words: str, locale: str = "fr") -> None:
    revision = services.begin_correction(version, locale, by=None)
    block = revision.blocks[0]
    row = Typed(block.key, block.title, words, mark_of(block.title, block.content))
    services.save_words(version, locale, [row], by=None)


def test_a_correction_is_a_new_dated_revision_and_the_former_one_stays(app: Flask) -> None:
    version = current_version()
    former = statements.latest_translation(version.id, "fr")
    assert former is not None
    before = (former.sha256, former.blocks[0].content)

    correct(version, "Mots corrigés")
    assert statements.reading(version, "fr").articles[0].content == before[1]
    services.publish_correction(version, "fr", correction="Des mots", by=None)
    session.commit()

    newest = statements.latest_translation(version.id, "fr")
    assert newest is not None
    assert (newest.revision, newest.correction, newest.published_at is not None) == (2, "Des mots", True)
    assert newest.sha256 != before[0]
    assert statements.reading(version, "fr").articles[0].content == "Mots corrigés"
    assert (former.sha256, former.blocks[0].content) == before
    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(text("UPDATE statement_translations SET correction = 'x' WHERE revision = 2"))


def test_beginning_a_correction_twice_goes_on_with_the_first(app: Flask) -> None:
    correct(current_version(), "Mots corrigés")

    again = services.begin_correction(current_version(), "fr", by=None)

    assert again.blocks[0].content == "Mots corrigés"


def test_a_correction_corrects_something(app: Flask) -> None:
    services.begin_correction(current_version(), "fr", by=None)

    with pytest.raises(NothingCorrected):
        services.publish_correction(current_version(), "fr", correction="x", by=None)


def test_a_correction_has_all_words(app: Flask) -> None:
    correct(current_version(), "")

    with pytest.raises(Incomplete):
        services.publish_correction(current_version(), "fr", correction="x", by=None)


def test_the_authoritative_text_is_never_corrected(app: Flask) -> None:
    with pytest.raises(AuthoritativeStands):
        services.begin_correction(current_version(), "en", by=None)
    with pytest.raises(AuthoritativeStands):
        services.publish_correction(current_version(), "en", correction="x", by=None)
    with pytest.raises(AuthoritativeStands):
        services.discard(current_version(), "en", by=None)


def test_a_draft_is_edited_and_not_corrected(app: Flask) -> None:
    draft = services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)

    with pytest.raises(NotFrozen):
        services.begin_correction(draft, "fr", by=None)


def test_a_discarded_correction_leaves_what_was_published(app: Flask) -> None:
    correct(current_version(), "Mots corrigés")

    services.discard(current_version(), "fr", by=None)
    session.commit()

    assert statements.open_translations(current_version().id) == []
    with pytest.raises(NoSuchLanguage):
        services.publish_correction(current_version(), "fr", correction="x", by=None)
    with pytest.raises(NoSuchLanguage):
        services.discard(current_version(), "fr", by=None)


def test_a_language_that_lacked_words_when_the_version_was_frozen_is_published_later(app: Flask) -> None:
    draft = services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)
    services.discard(draft, "zh", by=None)
    services.freeze(draft, published_on="2026", by=None)

    late = services.begin_correction(draft, "zh", by=None)
    assert statements.gaps(late) == ["head", *(one.key for one in late.blocks)]
    late.title = "声明"
    for block in late.blocks:
        block.title = block.content = "字"
    services.publish_correction(draft, "zh", correction="第一个中文译本", by=None)

    assert statements.reading(draft, "zh").title == "声明"
    assert statements.reading(draft, "zh").translation == late
    assert late.revision == 1
