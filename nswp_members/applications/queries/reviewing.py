"""Reading an application as a reviewer sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts.viewers import Viewer
from nswp_members.applications.completeness import applies
from nswp_members.applications.models import (
    Answer,
    Application,
    Attachment,
    Consent,
    FormerAnswer,
    Opinion,
    Party,
    Question,
    Step,
)
from nswp_members.applications.queries.reading import answers_of, changeable
from nswp_members.applications.queries.review import opinions_of
from nswp_members.applications.sight import party_of
from nswp_members.core.db import session


@dataclass(frozen=True)
class Answered:
    """A question of the form version that was answered, with the answer (None if there is none).

    ``is_withdrawn`` tells of a consent that was given and taken back; its value is None.
    """

    question: Question
    value: Any
    is_withdrawn: bool = False


def answers_shown(viewer: Viewer, application: Application) -> list[tuple[str, list[Answered]]]:
    """Return the answers by the steps of the form; to a verifier those of questions that are for networks.

    Questions that other answers rule out are left out.
    """
    statement = (
        select(Question, Answer.value)
        .outerjoin(Answer, (Answer.question_id == Question.id) & (Answer.application_id == application.id))
        .where(Question.form_id == application.form_id)
        .order_by(Question.position)
    )
    if party_of(viewer) == Party.NETWORK:
        statement = statement.where(Question.for_networks)
    answers = answers_of(application)
    taken_back = select(Consent.code).where(Consent.application_id == application.id, Consent.withdrawn_at.is_not(None))
    withdrawn = set(session.scalars(taken_back))
    found: dict[str, list[Answered]] = {}
    for question, value in session.execute(statement):
        if value is None and not applies(question, answers):
            continue
        is_withdrawn = question.key in withdrawn
        answered = Answered(question, None if is_withdrawn else value, is_withdrawn)
        found.setdefault(question.step, []).append(answered)
    return list(found.items())


def changeable_shown(viewer: Viewer, application: Application) -> list[Question]:
    """Return the questions whose answers an applicant can be asked to change, as far as the viewer may read them."""
    party = party_of(viewer)
    return [one for one in changeable(application) if one.for_networks or party != Party.NETWORK]


def former_answers(application: Application) -> dict[UUID, list[FormerAnswer]]:
    """Return what stood in answers before they were changed after sending, by question, the latest first."""
    statement = select(FormerAnswer).where(FormerAnswer.application_id == application.id)
    found: dict[UUID, list[FormerAnswer]] = {}
    for one in session.scalars(statement.order_by(FormerAnswer.replaced_at.desc(), FormerAnswer.id)):
        found.setdefault(one.question_id, []).append(one)
    return found


def name_shown(viewer: Viewer, application: Application) -> str | None:
    """Return what the applicant is called, None if the viewer may not know."""
    if party_of(viewer) != Party.NETWORK:
        return application.name
    shared = select(Question.id).where(Question.form_id == application.form_id, Question.key == "name")
    return application.name if session.scalar(shared.where(Question.for_networks)) else None


def files_shown(viewer: Viewer, application: Application) -> dict[UUID, list[Attachment]]:
    """Return the files sent along by their questions; to a verifier those of questions that are for networks."""
    statement = select(Attachment).where(Attachment.application_id == application.id).order_by(Attachment.added_at)
    if party_of(viewer) == Party.NETWORK:
        statement = statement.join(Question, Question.id == Attachment.question_id).where(Question.for_networks)
    found: dict[UUID, list[Attachment]] = {}
    for one in session.scalars(statement):
        found.setdefault(one.question_id, []).append(one)
    return found


def opinions_shown(viewer: Viewer, steps: list[Step], *, must_speak_first: bool) -> dict[UUID, list[Opinion]]:
    """Return opinions by step; those of the open one to nobody who has yet to give their own."""
    found: dict[UUID, list[Opinion]] = {}
    for one in opinions_of(step.id for step in steps):
        found.setdefault(one.step_id, []).append(one)
    for step in steps:
        spoken = any(one.person_id == viewer.person_id for one in found.get(step.id, []))
        if step.closed_at is None and must_speak_first and not spoken:
            found.pop(step.id, None)
    return found
