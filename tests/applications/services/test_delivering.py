"""The form that comes with the app."""

from flask import Flask
from sqlalchemy import func, select

from nswp_members.applications import services
from nswp_members.applications.models import ApplicationForm, Question, QuestionKind
from nswp_members.core.db import session
from nswp_members.core.i18n import LANGUAGES


def test_every_text_of_every_delivered_question_is_there_in_five_languages(app: Flask) -> None:
    for question in services.sync_form().questions:
        texts = [question.labels, *([question.help] if question.help else [])]
        for words in texts + [one["labels"] for one in question.options]:
            assert set(words) == set(LANGUAGES), question.key
            assert all(words.values()), question.key


def test_delivering_again_changes_nothing(app: Flask) -> None:
    first = services.sync_form()
    first.questions[0].labels = {"en": "Changed here"}

    again = services.sync_form()
    session.flush()

    assert again is first
    assert session.scalar(select(func.count()).select_from(ApplicationForm)) == 1
    assert first.questions[0].labels == {"en": "Changed here"}


def test_numbers_and_people_are_no_business_of_networks(app: Flask) -> None:
    shared = session.scalars(select(Question.kind).where(Question.for_networks))

    assert not set(shared) & {QuestionKind.NUMBER_PAIR, QuestionKind.PEOPLE, QuestionKind.FILE}


def test_conditions_name_questions_and_choices_that_there_are(app: Flask) -> None:
    questions = {one.key: one for one in services.sync_form().questions}

    for rule in filter(None, (one.required_if for one in questions.values())):
        assert set(rule["is"]) <= {one["code"] for one in questions[rule["question"]].options}
