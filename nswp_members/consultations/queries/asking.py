"""Finding consultations: every list and page starts from `visible_to`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import selectinload

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.consultations.models import (
    Consultation,
    ConsultationQuestion,
    Extension,
    Paragraph,
    Participant,
    QuestionType,
    State,
)
from nswp_members.consultations.queries.audience import asked_ids, asks
from nswp_members.consultations.respondents import respondent_of
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import ALL_SEEING
from nswp_members.statements.models import StatementVersion, VersionState

CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES)
MOST_CLOSED = 50
MOST_SHOWN = 200
ORDER = {State.OPEN: 0, State.PLANNED: 1, State.CLOSED: 2, State.ANALYSED: 3, State.PUBLISHED: 4}


@dataclass(frozen=True)
class Listed:
    """A consultation in a list, and when the viewer's organisation first answered it, if it is asked and did."""

    consultation: Consultation
    answered_at: datetime | None


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the consultations this viewer may know of.

    The secretariat's membership staff knows of all. An organisation knows of those that ask it, from their opening on,
    a regional representative of those that ask the region. What is published for everybody, everybody may read.
    """
    if viewer.acts_as(*ALL_SEEING):
        return Consultation.id.is_not(None)
    public = and_(Consultation.state == State.PUBLISHED, Consultation.is_public)
    return or_(public, and_(Consultation.state != State.PLANNED, _concerns(viewer)))


def _concerns(viewer: Viewer) -> ColumnElement[bool]:
    respondent = respondent_of(viewer)
    if respondent is not None:
        return exists(select(Organisation.id).where(Organisation.id == respondent.organisation_id, asks()))
    capacity = viewer.capacity
    if capacity is None or capacity.role != Role.REGIONAL_REPRESENTATIVE or capacity.region_code is None:
        return false()
    regions = Consultation.audience["regions"]
    return or_(func.coalesce(func.jsonb_array_length(regions), 0) == 0, regions.has_key(capacity.region_code))


def by_slug_visible(viewer: Viewer, slug: str) -> Consultation | None:
    """Return the consultation with this address if the viewer may know of it, with all that it asks."""
    statement = (
        select(Consultation)
        .options(selectinload(Consultation.paragraphs), selectinload(Consultation.questions))
        .where(Consultation.slug == slug, visible_to(viewer))
    )
    return session.scalar(statement)


def consultation_by_id(consultation_id: UUID) -> Consultation | None:
    """Return the consultation with this id."""
    return session.get(Consultation, consultation_id)


def slug_is_taken(slug: str, *, but: UUID | None = None) -> bool:
    """Whether another consultation has this address."""
    return session.scalar(select(Consultation.id).where(Consultation.slug == slug, Consultation.id != but)) is not None


def listed(viewer: Viewer) -> list[Listed]:
    """Return the consultations this viewer may know of, open ones first, the latest first."""
    respondent = respondent_of(viewer)
    organisation_id = respondent.organisation_id if respondent else None
    mine = and_(Participant.consultation_id == Consultation.id, Participant.organisation_id == organisation_id)
    place = case(*((Consultation.state == state, number) for state, number in ORDER.items()), else_=9)
    statement = (
        select(Consultation, Participant.answered_at)
        .outerjoin(Participant, mine)
        .where(visible_to(viewer))
        .order_by(place, Consultation.closes_at.desc(), Consultation.id)
        .limit(MOST_SHOWN)
    )
    return [Listed(one, answered_at) for one, answered_at in session.execute(statement)]


def waiting(viewer: Viewer, *, at: datetime) -> list[Consultation]:
    """Return the open consultations that ask the viewer's organisation and that it has not answered."""
    return [
        one.consultation
        for one in listed(viewer)
        if respondent_of(viewer) and one.answered_at is None and one.consultation.takes_answers(at)
    ]


def paragraph_of(consultation: Consultation, key: str) -> Paragraph | None:
    """Return the paragraph of this key."""
    return next((one for one in consultation.paragraphs if one.key == key), None)


def question_of(consultation: Consultation, key: str) -> ConsultationQuestion | None:
    """Return the question of this key."""
    return next((one for one in consultation.questions if one.key == key), None)


def extensions_of(consultation_id: UUID) -> list[Extension]:
    """Return when a consultation was given more time, the latest first."""
    statement = select(Extension).where(Extension.consultation_id == consultation_id)
    return list(session.scalars(statement.order_by(Extension.at.desc()).limit(MOST_SHOWN)))


def versions_in_consultation() -> list[StatementVersion]:
    """Return the versions of statements that are laid open for consultation."""
    statement = select(StatementVersion).where(StatementVersion.state == VersionState.CONSULTATION)
    return list(session.scalars(statement.order_by(StatementVersion.label).limit(MOST_SHOWN)))


def due_to_close(*, at: datetime) -> list[Consultation]:
    """Return open consultations whose time has run out, locked, the earliest first."""
    statement = (
        select(Consultation)
        .where(Consultation.state == State.OPEN, Consultation.closes_at <= at)
        .order_by(Consultation.closes_at, Consultation.id)
        .limit(MOST_CLOSED)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(statement))


def lacks(consultation: Consultation, *, at: datetime) -> list[str]:
    """Return what is still missing before a consultation can be opened, as keys of `labels.LACKS`."""
    needed = {
        "title": consultation.titles.get("en"),
        "introduction": consultation.introductions.get("en"),
        "content": consultation.paragraphs or consultation.questions,
        "closes": consultation.closes_at > at,
        "options": all(one.options or one.type not in CHOOSING for one in consultation.questions),
        "audience": session.scalar(asked_ids(consultation.audience).limit(1)),
    }
    return [name for name, there in needed.items() if not there]
