import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core import events
from nswp_members.core.db import session, transaction
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.errors import (
    AlreadyFrozen,
    Incomplete,
    LabelTaken,
    NoSuchLanguage,
    NotADraft,
    NotInConsultation,
    WrongPublication,
)
from nswp_members.statements.events import VersionFrozen
from nswp_members.statements.models import StatementDocument, StatementVersion
from tests.factories import current_version


def begin(label: str = "2030", **values: Any) -> StatementVersion:
    return services.begin_version(
        label, **{"from_version": current_version(), "consulted_year": 2026, "by": None} | values
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[VersionFrozen]:
    """What is announced."""
    found: list[VersionFrozen] = []
    monkeypatch.setitem(events._reactions, VersionFrozen, [found.append])
    return found


def test_a_version_begins_with_the_words_of_the_former_one_in_all_languages(app: Flask) -> None:
    former = current_version()

    draft = begin()

    assert (draft.state, draft.consulted_year, draft.document_id) == ("draft", 2026, former.document_id)
    for one in statements.open_translations(draft.id):
        before = statements.latest_translation(former.id, one.locale)
        assert before is not None
        assert (one.title, one.introduction, one.revision) == (before.title, before.introduction, 1)
        assert [(b.key, b.content) for b in one.blocks] == [(b.key, b.content) for b in before.blocks]
    assert len(statements.open_translations(draft.id)) == 5


def test_a_draft_is_not_public(app: Flask) -> None:
    draft = begin()

    assert statements.version_by_label("2030") is None
    assert draft not in statements.versions()
    assert statements.all_versions()[0] == draft


def test_a_first_version_begins_without_words(app: Flask) -> None:
    draft = begin(from_version=None)

    [only] = statements.open_translations(draft.id)
    assert (only.locale, only.blocks) == ("en", [])
    assert services.add_paragraph(draft, after="", by=None) == "text-1"


def test_a_name_is_used_once(app: Flask) -> None:
    with pytest.raises(LabelTaken):
        begin("2013")


def test_details_of_a_draft_change(app: Flask) -> None:
    draft = begin()

    services.change_details(draft, label="2031", consulted_year=None, authoritative_locale="fr", by=None)

    assert (draft.label, draft.consulted_year, draft.authoritative_locale) == ("2031", None, "fr")
    with pytest.raises(LabelTaken):
        services.change_details(draft, label="2013", consulted_year=None, authoritative_locale="fr", by=None)
    with pytest.raises(NoSuchLanguage):
        services.change_details(draft, label="2031", consulted_year=None, authoritative_locale="pt", by=None)


def test_freezing_publishes_what_is_complete_and_supersedes_the_former_version(
    app: Flask, told: list[VersionFrozen]
) -> None:
    former, draft = current_version(), begin()
    lacking = statements.open_translation(draft.id, "ru")
    assert lacking is not None
    lacking.blocks[0].content = " "

    services.freeze(draft, published_on="2026-05", by=None)
    session.commit()

    assert current_version() == draft
    assert (draft.published_on, draft.frozen_at is not None) == ("2026-05", True)
    assert (former.state, former.superseded_at is not None) == ("superseded", True)
    assert [one.locale for one in statements.open_translations(draft.id)] == ["ru"]
    published = {one.locale for one in statements.translations_of(draft.id) if one.sha256 and one.published_at}
    assert published == {"en", "fr", "es", "zh"}
    assert statements.reading(draft, "ru").locale == "en"
    assert told == [VersionFrozen(draft.id, former.id)]
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == draft.id))
    assert {"statements.began", "statements.froze"} <= set(actions)


def test_freezing_needs_the_authoritative_language_whole(app: Flask) -> None:
    draft = begin()
    services.add_paragraph(draft, after="right-8", by=None)

    with pytest.raises(Incomplete):
        services.freeze(draft, published_on="2026", by=None)
    with pytest.raises(Incomplete):
        services.open_consultation(draft, by=None)
    assert current_version().label == "2013"


@pytest.mark.parametrize("day", ["", "soon", "2026-13", "2026-02-30", "9999", "2026-1", "2026-05-01T00"])
def test_a_publication_has_a_date_that_is_not_ahead(app: Flask, day: str) -> None:
    with pytest.raises(WrongPublication):
        services.freeze(begin(), published_on=day, by=None)


def test_each_step_has_its_place(app: Flask) -> None:
    draft = begin()

    with pytest.raises(NotInConsultation):
        services.return_to_draft(draft, by=None)
    services.open_consultation(draft, by=None)
    with pytest.raises(NotADraft):
        services.open_consultation(draft, by=None)
    services.return_to_draft(draft, by=None)
    services.open_consultation(draft, by=None)
    services.freeze(draft, published_on="2026", by=None)
    with pytest.raises(AlreadyFrozen):
        services.freeze(draft, published_on="2026", by=None)
    with pytest.raises(AlreadyFrozen):
        services.freeze(statements.versions()[1], published_on="2026", by=None)


def test_of_two_versions_frozen_at_once_one_supersedes_the_other(racing_app: Flask) -> None:
    with transaction():
        ids = [begin(label).id for label in ("2030", "2031")]
    faults: list[Exception] = []

    def freeze(version_id: Any) -> None:
        with racing_app.app_context():
            try:
                with transaction():
                    services.freeze(session.get_one(StatementVersion, version_id), published_on="2026", by=None)
            except Exception as error:  # noqa: BLE001
                faults.append(error)

    threads = [threading.Thread(target=freeze, args=(one,)) for one in ids]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    session.expire_all()
    states = sorted(session.scalars(select(StatementVersion.state)))
    assert faults == []
    assert states == ["frozen", "superseded", "superseded"]
    assert len(session.scalars(select(StatementDocument)).all()) == 1
