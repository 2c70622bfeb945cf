"""Reading one application and what was answered in it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from nswp_members.applications.models import Answer, Application, Question
from nswp_members.core.db import session


def by_id(application_id: UUID, *, for_update: bool = False) -> Application | None:
    """Return an application."""
    statement = select(Application).where(Application.id == application_id)
    if for_update:
        statement = statement.with_for_update(of=Application).execution_options(populate_existing=True)
    return session.scalar(statement)


def questions_of(application: Application) -> list[Question]:
    """Return the questions of the form version that the application answers, in their order."""
    statement = select(Question).where(Question.form_id == application.form_id).order_by(Question.position)
    return list(session.scalars(statement))


def answers_of(application: Application) -> dict[str, Any]:
    """Return what was answered, by the question's key; shapes as `QuestionKind` says."""
    statement = (
        select(Question.key, Answer.value)
        .join(Answer, Answer.question_id == Question.id)
        .where(Answer.application_id == application.id)
        .order_by(Question.position)
    )
    return {key: value for key, value in session.execute(statement)}  # noqa: C416
