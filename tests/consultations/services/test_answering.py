"""Saving what is answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.consultations import queries, services
from nswp_members.consultations.errors import AnsweredMeanwhile, AnswersClosed, ProposalMissing
from nswp_members.consultations.models import (
    Change,
    Comment,
    Consultation,
    Participant,
    Position,
    Stance,
    StepDraft,
)
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import NewPosition
from nswp_members.consultations.steps import steps_of
from nswp_members.core.db import now, session, transaction
from nswp_members.organisations.models import Organisation
from tests.consultations.conftest import Make, a_plan, write
from tests.factories import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")


def a_position(stance: Stance = Stance.SUPPORT, *, seen: int = 0, words: str = "", locale: str = "en") -> NewPosition:
    return NewPosition(stance=stance, proposal=words, comment="", locale=locale, seen=seen)


def take(consultation: Consultation, respondent: Respondent, new: NewPosition) -> None:
    services.save_position(consultation, consultation.paragraphs[0], respondent, new, at=now())


def test_an_organisation_has_one_position_on_a_paragraph(make: Make, respondent: Respondent) -> None:
    consultation = make()
    take(consultation, respondent, a_position())

    take(consultation, respondent, a_position(Stance.AMEND, seen=1, words="Другая формулировка", locale="ru"))

    position = session.scalars(select(Position)).one()
    assert (position.stance, position.proposal, position.locale) == ("amend", "Другая формулировка", "ru")
    assert (position.version, position.by) == (2, respondent.person_id)


def test_a_second_person_sees_who_changed_what(make: Make, respondent: Respondent, organisation: Organisation) -> None:
    consultation, colleague = make(), make_mandate(organisation, "consult")
    take(consultation, respondent, a_position())
    take(consultation, Respondent(colleague.id, organisation.id), a_position(Stance.OBJECT, seen=1))

    participant = queries.participant_of(consultation.id, respondent)
    assert participant is not None
    changes = queries.changes_of(participant.id)
    assert [(one.person_id, one.value["stance"], one.version) for one in changes] == [
        (colleague.id, "object", 2),
        (respondent.person_id, "support", 1),
    ]


def test_whoever_saw_an_older_position_does_not_overwrite_the_newer_one(
    make: Make, respondent: Respondent, organisation: Organisation
) -> None:
    consultation, colleague = make(), make_mandate(organisation, "consult")
    take(consultation, respondent, a_position())

    with pytest.raises(AnsweredMeanwhile):
        take(consultation, Respondent(colleague.id, organisation.id), a_position(Stance.OBJECT))

    assert session.scalars(select(Position.stance)).all() == ["support"]


def test_sending_the_same_again_changes_nothing(make: Make, respondent: Respondent) -> None:
    consultation = make()
    for _again in range(2):
        take(consultation, respondent, a_position())

    assert session.scalars(select(Position.version)).all() == [1]
    assert session.scalar(select(func.count()).select_from(Change)) == 1


def test_an_amendment_needs_words(make: Make, respondent: Respondent) -> None:
    consultation = make()

    with pytest.raises(ProposalMissing):
        take(consultation, respondent, a_position(Stance.AMEND))


def test_nothing_is_taken_before_the_opening_or_after_the_end(make: Make, respondent: Respondent) -> None:
    planned = make(opened=False)
    late = make(slug="another")
    for consultation, at in ((planned, now()), (late, now() + timedelta(days=40))):
        paragraph, step = consultation.paragraphs[0], steps_of([], consultation.questions)[0]
        with pytest.raises(AnswersClosed):
            services.save_position(consultation, paragraph, respondent, a_position(), at=at)
        with pytest.raises(AnswersClosed):
            services.save_answers(consultation, step, respondent, {}, locale="en", seen="", at=at)
        with pytest.raises(AnswersClosed):
            services.save_comment(consultation, paragraph, respondent, "Words", locale="en", at=at)
        with pytest.raises(AnswersClosed):
            services.keep_draft(consultation, respondent, "paragraph-p1", [], at=at)

    assert session.scalar(select(func.count()).select_from(Participant)) == 0


def test_answers_are_saved_changed_and_taken_back(make: Make, respondent: Respondent) -> None:
    consultation = make()
    step = steps_of([], consultation.questions)[0]

    def save(**values: object) -> None:
        seen = queries.fingerprint(step.questions, queries.given_by(consultation, respondent))
        services.save_answers(consultation, step, respondent, values, locale="es", seen=seen, at=now())

    save(q1="Palabras", q2="a", q3=["a", "c"], q4=0, q5=3, q6=False)
    save(q1="Otras", q2=None, q3=["a", "c"], q4=0, q5=3, q6=False)

    given = queries.given_by(consultation, respondent)
    assert [given.value(one) for one in step.questions] == ["Otras", None, ["a", "c"], 0, 3, False]
    assert given.answers[step.questions[0].id].version == 2
    participant = queries.participant_of(consultation.id, respondent)
    assert participant is not None
    assert participant.locale == "es"
    assert participant.answered_at is not None
    assert len(queries.changes_of(participant.id)) == 8


def test_answers_that_somebody_changed_meanwhile_are_not_overwritten(make: Make, respondent: Respondent) -> None:
    consultation = make()
    step = steps_of([], consultation.questions)[0]
    seen = queries.fingerprint(step.questions, queries.given_by(consultation, respondent))
    services.save_answers(consultation, step, respondent, {"q4": 7}, locale="en", seen=seen, at=now())

    with pytest.raises(AnsweredMeanwhile):
        services.save_answers(consultation, step, respondent, {"q4": 8}, locale="en", seen=seen, at=now())
    services.save_answers(consultation, step, respondent, {"q4": 7}, locale="en", seen=seen, at=now())

    assert queries.given_by(consultation, respondent).value(step.questions[3]) == 7


def test_a_draft_does_not_count_and_goes_with_saving(make: Make, respondent: Respondent) -> None:
    consultation = make()
    for words in ("first", "second"):
        services.keep_draft(consultation, respondent, "paragraph-p1", [("comment", words)], at=now())
    participant = queries.participant_of(consultation.id, respondent)
    assert participant is not None
    draft = queries.draft_of(participant.id, respondent.person_id, "paragraph-p1")
    assert draft is not None
    assert (draft.data, participant.answered_at) == ([["comment", "second"]], None)
    assert queries.draft_of(participant.id, make_person().id, "paragraph-p1") is None

    take(consultation, respondent, a_position())

    assert session.scalar(select(func.count()).select_from(StepDraft)) == 0


def test_a_person_comments_once_on_a_paragraph_and_can_take_it_back(make: Make, respondent: Respondent) -> None:
    consultation = make(individual_comments=True)
    paragraph = consultation.paragraphs[0]
    for words in ("One", "Two"):
        services.save_comment(consultation, paragraph, respondent, words, locale="fr", at=now())
    assert [(one.text, one.version) for one in session.scalars(select(Comment))] == [("Two", 2)]

    services.save_comment(consultation, paragraph, respondent, "", locale="fr", at=now())

    assert session.scalar(select(func.count()).select_from(Comment)) == 0


def test_words_are_stored_as_ciphertext_only(make: Make, respondent: Respondent) -> None:
    consultation = make()
    take(consultation, respondent, a_position(Stance.AMEND, words="CANARYWORDS"))

    raw = session.connection().exec_driver_sql("SELECT proposal FROM consultation_positions").scalar_one()
    assert b"CANARYWORDS" not in bytes(raw)


def test_of_many_who_save_at_once_one_position_comes(racing_app: Flask) -> None:
    organisation = make_organisation(name="Crowded House")
    people = [make_mandate(organisation, "consult").id for _number in range(6)]
    consultation = services.plan(a_plan(), by=None)
    write(consultation)
    services.open_consultation(consultation, expected_version=consultation.version, by=None, at=now())
    session.commit()
    key, organisation_id, start = consultation.id, organisation.id, Barrier(len(people))

    def save(place: int, person_id: UUID) -> bool:
        with racing_app.app_context():
            found = session.get_one(Consultation, key)
            respondent = Respondent(person_id, organisation_id)
            start.wait()
            try:
                with transaction():
                    take(found, respondent, a_position(Stance.AMEND, words=f"Wording {place}"))
            except AnsweredMeanwhile:
                return False
            return True

    with ThreadPoolExecutor(len(people)) as pool:
        won = list(pool.map(save, range(len(people)), people))

    session.rollback()
    position = session.scalars(select(Position)).one()
    assert won.count(True) == 1
    assert position.proposal == f"Wording {won.index(True)}"
    assert session.scalar(select(func.count()).select_from(Participant)) == 1
    assert session.scalar(select(func.count()).select_from(Change)) == 1
