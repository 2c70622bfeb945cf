"""Writing what a consultation asks."""

import pytest

from nswp_members.consultations import services
from nswp_members.consultations.errors import NotPlanned, VersionEmpty
from nswp_members.core.db import now, session
from nswp_members.statements.models import (
    StatementBlock,
    StatementTranslation,
    StatementVersion,
    VersionState,
)
from tests.consultations.conftest import Make
from tests.factories import current_version

pytestmark = pytest.mark.usefixtures("hints")


def version_in_consultation(**texts: list[tuple[str, str, str]]) -> StatementVersion:
    version = StatementVersion(document=current_version().document, label="next", state=VersionState.CONSULTATION)
    session.add(version)
    session.flush()
    for locale, blocks in texts.items():
        session.add(
            StatementTranslation(
                version=version,
                locale=locale,
                title="The next one",
                created_at=now(),
                blocks=[
                    StatementBlock(key=key, kind="right", position=number, title=title, content=content)
                    for number, (key, title, content) in enumerate(blocks, start=1)
                ],
            )
        )
    session.commit()
    return version


def test_a_paragraph_is_added_changed_moved_and_removed(make: Make) -> None:
    consultation = make(opened=False)
    services.save_paragraph(consultation, None, titles={}, contents={"en": "Third."}, by=None)
    session.commit()
    third = consultation.paragraphs[2]
    assert (third.key, third.position) == ("p3", 3)

    services.save_paragraph(consultation, third, titles={"en": "Third"}, contents={"en": "Other."}, by=None)
    services.move_up(consultation, third, by=None)
    session.commit()
    session.expire_all()
    assert [one.key for one in consultation.paragraphs] == ["p1", "p3", "p2"]

    services.remove(consultation, consultation.paragraphs[0], by=None)
    session.commit()
    session.expire_all()
    assert next((one.key, one.contents) for one in consultation.paragraphs) == ("p3", {"en": "Other."})


def test_a_key_that_became_free_is_given_once(make: Make) -> None:
    consultation = make(opened=False)
    services.remove(consultation, consultation.questions[0], by=None)
    session.flush()

    values = {"type": "text", "labels": {"en": "New"}, "hints": {}, "options": [], "is_required": False}
    services.save_question(consultation, None, {**values, "least": None, "most": None}, by=None)
    session.flush()

    assert sorted(one.key for one in consultation.questions) == ["q1", "q2", "q3", "q4", "q5", "q6"]


def test_paragraphs_are_taken_from_a_version_in_every_language(make: Make) -> None:
    version = version_in_consultation(
        en=[("right-1", "Associate", "To meet."), ("right-2", "Law", "To be protected.")],
        fr=[("right-1", "S’associer", "Se réunir.")],
    )
    consultation = make(opened=False)

    services.take_paragraphs(consultation, version, by=None)
    session.commit()
    session.expire_all()

    assert [(one.key, one.titles, one.contents) for one in consultation.paragraphs] == [
        ("right-1", {"en": "Associate", "fr": "S’associer"}, {"en": "To meet.", "fr": "Se réunir."}),
        ("right-2", {"en": "Law"}, {"en": "To be protected."}),
    ]
    assert consultation.statement_version_id == version.id


def test_a_version_without_paragraphs_gives_none(make: Make) -> None:
    version = version_in_consultation()
    consultation = make(opened=False)

    with pytest.raises(VersionEmpty):
        services.take_paragraphs(consultation, version, by=None)

    assert len(consultation.paragraphs) == 2


@pytest.mark.usefixtures("organisation")
def test_once_open_it_asks_what_it_asked(make: Make) -> None:
    consultation = make()

    with pytest.raises(NotPlanned):
        services.save_paragraph(consultation, None, titles={}, contents={"en": "More."}, by=None)
    with pytest.raises(NotPlanned):
        services.move_up(consultation, consultation.questions[1], by=None)
    with pytest.raises(NotPlanned):
        services.remove(consultation, consultation.questions[1], by=None)
    with pytest.raises(NotPlanned):
        services.save_question(consultation, consultation.questions[1], {}, by=None)
    with pytest.raises(NotPlanned):
        services.take_paragraphs(consultation, version_in_consultation(), by=None)
