"""Reading applications, their forms and what was answered in them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from nswp_members.applications.links import nonce_of
from nswp_members.applications.models import (
    Answer,
    Application,
    ApplicationForm,
    Attachment,
    Channel,
    Consent,
    Question,
    QuestionKind,
    Step,
    TypedStep,
)
from nswp_members.applications.states import OPEN, State
from nswp_members.core.db import session

NO_LINK = (State.WITHDRAWN, State.EXPIRED)
NOBODY = "0" * 32


def by_id(application_id: UUID, *, for_update: bool = False) -> Application | None:
    """Return an application."""
    statement = select(Application).where(Application.id == application_id)
    if for_update:
        statement = statement.with_for_update(of=Application).execution_options(populate_existing=True)
    return session.scalar(statement)


def by_token(token: str, *, at: datetime) -> Application | None:
    """Return the application that a link opens, while it opens it.

    Not once it was withdrawn, has run out or was minimised. Every token costs the same one statement, so that the time
    taken tells nothing.
    """
    return session.scalar(
        select(Application).where(
            Application.nonce == (nonce_of(token) or NOBODY),
            Application.state.not_in(NO_LINK),
            Application.minimised_at.is_(None),
            or_(Application.expires_at.is_(None), Application.expires_at > at, Application.state != State.DRAFT),
        )
    )


def application_of(person_id: UUID, *, at: datetime) -> Application | None:
    """Return the newest application of a person whose link still opens it; a start that nobody confirmed is none."""
    return session.scalar(
        select(Application)
        .where(
            Application.person_id == person_id,
            Application.state.not_in(NO_LINK),
            Application.minimised_at.is_(None),
            or_(Application.state != State.DRAFT, Application.email_confirmed_at.is_not(None)),
            or_(Application.expires_at.is_(None), Application.expires_at > at, Application.state != State.DRAFT),
        )
        .order_by(Application.created_at.desc(), Application.id)
        .limit(1)
    )


def unfinished_of(address: bytes, *, at: datetime) -> Application | None:
    """Return the newest application of an address (its blind index) that is not ended, nor has run out."""
    statement = (
        select(Application)
        .where(Application.email_lookup == address, Application.channel == Channel.WEB)
        .where(
            or_(
                Application.state.in_(OPEN),
                and_(Application.state == State.DRAFT, Application.expires_at > at),
            )
        )
        .order_by(Application.created_at.desc())
        .limit(1)
    )
    return session.scalar(statement)


def current_form() -> ApplicationForm | None:
    """Return the version of the form that new applications answer."""
    statement = select(ApplicationForm).where(ApplicationForm.published_at.is_not(None))
    return session.scalar(statement.order_by(ApplicationForm.number.desc()).limit(1))


def questions_of(application: Application) -> list[Question]:
    """Return the questions of the form version that the application answers, in their order."""
    statement = select(Question).where(Question.form_id == application.form_id).order_by(Question.position)
    return list(session.scalars(statement))


def changeable(application: Application) -> list[Question]:
    """Return the questions whose answers an applicant can be asked to change: all but what they declared."""
    return [one for one in questions_of(application) if one.kind != QuestionKind.DECLARATION]


def open_to_change(application: Application) -> list[Question]:
    """Return the questions whose answers the applicant may change at this moment.

    All of them in a draft. While something is asked, those that the reviewer named with those that depend on them; all
    that are changeable if none is named.
    """
    if application.state == State.DRAFT:
        return questions_of(application)
    if application.state != State.INFORMATION:
        return []
    statement = select(Step.asked_about).where(Step.application_id == application.id, Step.closed_at.is_(None))
    named = set(session.scalar(statement) or [])
    asked = changeable(application)
    return [one for one in asked if not named or named & {one.key, (one.required_if or {}).get("question")}]


def answers_of(application: Application) -> dict[str, Any]:
    """Return what was answered, by the question's key; shapes as `QuestionKind` says."""
    statement = (
        select(Question.key, Answer.value)
        .join(Answer, Answer.question_id == Question.id)
        .where(Answer.application_id == application.id)
        .order_by(Question.position)
    )
    return {key: value for key, value in session.execute(statement)}  # noqa: C416


def attachments_of(application: Application) -> dict[UUID, list[Attachment]]:
    """Return the files sent along, by the question they belong to; without their content."""
    statement = (
        select(Attachment)
        .where(Attachment.application_id == application.id)
        .order_by(Attachment.added_at, Attachment.id)
    )
    found: dict[UUID, list[Attachment]] = {}
    for one in session.scalars(statement):
        found.setdefault(one.question_id, []).append(one)
    return found


def consents_of(application: Application) -> dict[str, Consent]:
    """Return what was agreed to, by the code of the text; the latest of each."""
    statement = select(Consent).where(Consent.application_id == application.id).order_by(Consent.given_at)
    return {one.code: one for one in session.scalars(statement)}


def typed_steps(application: Application) -> dict[str, list[list[str]]]:
    """Return what was typed and not saved, by step."""
    statement = select(TypedStep).where(TypedStep.application_id == application.id)
    return {one.step: one.data for one in session.scalars(statement)}


def drafts_gone(*, at: datetime, limit: int) -> list[Application]:
    """Return drafts (with starts that nobody confirmed) that have run out."""
    statement = select(Application).where(Application.state == State.DRAFT, Application.expires_at <= at)
    return list(session.scalars(statement.order_by(Application.expires_at).limit(limit).with_for_update()))


def drafts_ending(*, at: datetime, within: timedelta, limit: int) -> list[Application]:
    """Return confirmed drafts that will run out soon."""
    statement = select(Application).where(
        Application.state == State.DRAFT,
        Application.expires_at > at,
        Application.expires_at <= at + within,
        Application.email_confirmed_at.is_not(None),
        Application.person_id.is_not(None),
    )
    return list(session.scalars(statement.order_by(Application.expires_at).limit(limit)))
