"""Reading versions of the form."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from nswp_members.applications.models import Application, ApplicationForm, Question
from nswp_members.core.db import session


@dataclass(frozen=True)
class VersionRow:
    """A version of the form, how many questions it has, and how many applications answer it."""

    form: ApplicationForm
    questions: int
    applications: int


def versions() -> list[VersionRow]:
    """Return all versions, the latest first."""
    questions = select(func.count()).where(Question.form_id == ApplicationForm.id).scalar_subquery()
    applications = select(func.count()).where(Application.form_id == ApplicationForm.id).scalar_subquery()
    statement = select(ApplicationForm, questions, applications).order_by(ApplicationForm.number.desc()).limit(100)
    return [VersionRow(form, asked, given) for form, asked, given in session.execute(statement)]


def form_by_id(form_id: UUID) -> ApplicationForm | None:
    """Return a version with its questions."""
    statement = select(ApplicationForm).where(ApplicationForm.id == form_id)
    return session.scalar(statement.options(selectinload(ApplicationForm.questions)))


def question_by_id(question_id: UUID) -> Question | None:
    """Return a question."""
    return session.get(Question, question_id)


def draft() -> ApplicationForm | None:
    """Return the version that is being written."""
    return session.scalar(select(ApplicationForm).where(ApplicationForm.published_at.is_(None)).limit(1))


def last_number() -> int:
    """Return the number of the latest version; 0 before the first."""
    return session.scalar(select(func.max(ApplicationForm.number))) or 0
