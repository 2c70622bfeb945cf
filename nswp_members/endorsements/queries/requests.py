"""What became of requests to endorse."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import Invitation, Person
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.models import Endorsement, EndorsementRequest, RequestRecipient
from nswp_members.endorsements.queries.reach import has_opened
from nswp_members.notices.models import Notice, State
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to


class Fate(StrEnum):
    """What became of one recipient's letter: one of these, the last that was reached."""

    ENDORSED = "endorsed"
    OPENED = "opened"
    SENT = "sent"
    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


@dataclass(frozen=True)
class RequestRow:
    """A request with its numbers."""

    request: EndorsementRequest
    organisations: int
    letters: int
    endorsed: int


@dataclass(frozen=True)
class RecipientRow:
    """A recipient, the organisation asked, and what became of the letter."""

    organisation_id: UUID
    organisation_name: str
    person: Person
    invited: bool
    fate: Fate
    notice: Notice


def request_by_id(request_id: UUID) -> EndorsementRequest | None:
    """Return the request with this id."""
    return session.scalar(
        select(EndorsementRequest)
        .where(EndorsementRequest.id == request_id)
        .options(joinedload(EndorsementRequest.version))
    )


def requests_page(*, offset: int, limit: int) -> list[RequestRow]:
    """Return requests with their numbers, newest first."""
    numbers = (
        select(
            RequestRecipient.request_id,
            func.count(RequestRecipient.organisation_id.distinct()).label("organisations"),
            func.count().label("letters"),
            func.count(Endorsement.organisation_id.distinct()).label("endorsed"),
        )
        .join(EndorsementRequest, EndorsementRequest.id == RequestRecipient.request_id)
        .outerjoin(Endorsement, _answers())
        .group_by(RequestRecipient.request_id)
        .subquery()
    )
    statement = (
        select(EndorsementRequest, numbers.c.organisations, numbers.c.letters, numbers.c.endorsed)
        .join(numbers, numbers.c.request_id == EndorsementRequest.id)
        .options(joinedload(EndorsementRequest.version))
        .order_by(EndorsementRequest.asked_at.desc(), EndorsementRequest.id)
        .offset(offset)
        .limit(limit)
    )
    return [RequestRow(*row) for row in session.execute(statement)]


def fates(request_id: UUID, at: datetime) -> dict[Fate, int]:
    """Return how many letters of a request came how far; together they are all of them."""
    inner = (
        select(_fate(at).label("fate"))
        .select_from(RequestRecipient)
        .join(EndorsementRequest, EndorsementRequest.id == RequestRecipient.request_id)
        .join(Notice, Notice.id == RequestRecipient.notice_id)
        .outerjoin(Invitation, Invitation.id == RequestRecipient.invitation_id)
        .outerjoin(Endorsement, _answers())
        .where(RequestRecipient.request_id == request_id)
        .subquery()
    )
    rows = session.execute(select(inner.c.fate, func.count()).group_by(inner.c.fate))
    found: dict[str, int] = {code: number for code, number in rows}  # noqa: C416
    return {fate: found.get(fate.value, 0) for fate in Fate}


def recipients_page(
    viewer: Viewer,
    request_id: UUID,
    at: datetime,
    *,
    fate: Fate | None = None,
    offset: int,
    limit: int,
) -> list[RecipientRow]:
    """Return recipients of a request with what became of their letters, by the names of organisations."""
    what = _fate(at)
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Person,
            RequestRecipient.invitation_id.is_not(None),
            what.label("fate"),
            Notice,
        )
        .select_from(RequestRecipient)
        .join(EndorsementRequest, EndorsementRequest.id == RequestRecipient.request_id)
        .join(Organisation, Organisation.id == RequestRecipient.organisation_id)
        .join(Person, Person.id == RequestRecipient.person_id)
        .join(Notice, Notice.id == RequestRecipient.notice_id)
        .outerjoin(Invitation, Invitation.id == RequestRecipient.invitation_id)
        .outerjoin(Endorsement, _answers())
        .where(RequestRecipient.request_id == request_id, visible_to(viewer))
        .order_by(Organisation.sort_key, Organisation.id, Person.id)
        .offset(offset)
        .limit(limit)
    )
    if fate:
        statement = statement.where(what == fate)
    return [
        RecipientRow(key, name, person, invited, Fate(code), notice)
        for key, name, person, invited, code, notice in session.execute(statement)
    ]


def organisations_asked(request_id: UUID) -> int:
    """Return how many organisations a request was about."""
    statement = select(func.count(RequestRecipient.organisation_id.distinct()))
    return session.scalar(statement.where(RequestRecipient.request_id == request_id)) or 0


def _answers() -> ColumnElement[bool]:
    """Return the condition that joins the standing endorsement of the organisation asked."""
    return and_(
        Endorsement.organisation_id == RequestRecipient.organisation_id,
        Endorsement.version_id == EndorsementRequest.version_id,
        Endorsement.withdrawn_at.is_(None),
    )


def _fate(at: datetime) -> ColumnElement[str]:
    waiting = (State.PENDING, State.SENDING, State.DATA)
    return case(
        (Endorsement.id.is_not(None), Fate.ENDORSED),
        (has_opened(at), Fate.OPENED),
        (Notice.state == State.SENT, Fate.SENT),
        (Notice.state.in_(waiting), Fate.WAITING),
        (Notice.state == State.UNCERTAIN, Fate.UNCERTAIN),
        else_=Fate.FAILED,
    )
