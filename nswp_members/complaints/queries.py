"""Reading complaints: whoever is not a handler finds none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, extract, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import STAFF_ROLES, Viewer
from nswp_members.complaints.models import Complaint, ComplaintEntry, ComplaintHandler
from nswp_members.complaints.states import State
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Mandate

MOST_ENTRIES = 300
MOST_MINIMISED = 200
MOST_OVERDUE = 500
MOST_OF_A_YEAR = 5000
WAITING = tuple(state for state in State if state not in (State.DECIDED, State.CLOSED))


@dataclass(frozen=True)
class ComplaintPage:
    """One page of complaints; ``after`` is where the next one begins."""

    rows: tuple[Complaint, ...]
    after: UUID | None


def handled_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return which complaints are in the viewer's hands: only in an office, and never for a party's own people."""
    if not viewer.is_staff or viewer.person_id is None:
        return false()
    handling = exists().where(
        ComplaintHandler.complaint_id == Complaint.id,
        ComplaintHandler.person_id == viewer.person_id,
        ComplaintHandler.removed_at.is_(None),
    )
    return handling & ~_is_party(viewer.person_id, now())


def _is_party(person_id: UUID, at: datetime) -> ColumnElement[bool]:
    return exists().where(
        Mandate.person_id == person_id,
        Mandate.organisation_id.in_((Complaint.about_organisation_id, Complaint.complainant_organisation_id)),
        Mandate.valid_from <= at,
        or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
    )


def complaint_for(viewer: Viewer, complaint_id: UUID) -> Complaint | None:
    """Return a complaint if it is in the viewer's hands."""
    return session.scalar(select(Complaint).where(Complaint.id == complaint_id, handled_by(viewer)))


def complaints_page(viewer: Viewer, *, state: str = "", size: int, after: UUID | None = None) -> ComplaintPage:
    """Return one page of the complaints in the viewer's hands, the latest first."""
    order = (Complaint.received_on, Complaint.id)
    statement = select(Complaint).where(handled_by(viewer))
    if state:
        statement = statement.where(Complaint.state == state)
    if after is not None:
        edge = session.execute(select(*order).where(Complaint.id == after, handled_by(viewer))).first()
        if edge:
            statement = statement.where(tuple_(*order) < tuple_(*edge))
    statement = statement.order_by(*(one.desc() for one in order)).limit(size + 1)
    rows = list(session.scalars(statement))
    return ComplaintPage(tuple(rows[:size]), rows[size - 1].id if len(rows) > size else None)


def waiting_count(viewer: Viewer, *, on: date) -> int:
    """Return in how many complaints the viewer, or another handler, has something to do on that day."""
    if not viewer.is_staff:
        return 0
    decided = (Complaint.state == State.DECIDED) & (Complaint.due_on < on)
    statement = select(func.count()).where(handled_by(viewer), or_(Complaint.state.in_(WAITING), decided))
    return session.scalar(statement) or 0


def handles_any(viewer: Viewer) -> bool:
    """Whether some complaint is in the viewer's hands."""
    return session.scalar(select(Complaint.id).where(handled_by(viewer)).limit(1)) is not None


def overdue(*, on: date) -> list[Complaint]:
    """Return the complaints whose next step should have been taken before that day, the longest overdue first."""
    statement = (
        select(Complaint)
        .where(Complaint.state != State.CLOSED, Complaint.due_on < on)
        .order_by(Complaint.due_on.desc(), Complaint.id)
        .limit(MOST_OVERDUE)
    )
    return list(session.scalars(statement))


def outcomes_of(year: int) -> list[str]:
    """Return how each complaint that was closed in a year ended, for counts only."""
    statement = (
        select(Complaint.outcome)
        .where(Complaint.state == State.CLOSED, extract("year", Complaint.closed_on) == year)
        .limit(MOST_OF_A_YEAR)
    )
    return [one for one in session.scalars(statement) if one]


def entries_of(complaint_id: UUID) -> list[ComplaintEntry]:
    """Return the log of a complaint, the oldest first."""
    statement = (
        select(ComplaintEntry)
        .options(joinedload(ComplaintEntry.author), joinedload(ComplaintEntry.person))
        .where(ComplaintEntry.complaint_id == complaint_id)
        .order_by(ComplaintEntry.written_at, ComplaintEntry.id)
        .limit(MOST_ENTRIES)
    )
    return list(session.scalars(statement))


def entries_count(complaint_id: UUID) -> int:
    """Return how long the log of a complaint is."""
    statement = select(func.count()).where(ComplaintEntry.complaint_id == complaint_id)
    return session.scalar(statement) or 0


def handlers_of(complaint_id: UUID) -> list[ComplaintHandler]:
    """Return the present handlers with their people, in the order in which they came."""
    statement = (
        select(ComplaintHandler)
        .options(joinedload(ComplaintHandler.person))
        .where(ComplaintHandler.complaint_id == complaint_id, ComplaintHandler.removed_at.is_(None))
        .order_by(ComplaintHandler.added_at, ComplaintHandler.id)
    )
    return list(session.scalars(statement))


def possible_handlers(parties: Iterable[UUID], *, complaint_id: UUID | None, at: datetime) -> list[Person]:
    """Return who in the secretariat could handle a complaint between these organisations and does not do it yet."""
    closed = select(ComplaintHandler.person_id).where(
        ComplaintHandler.complaint_id == complaint_id,
        or_(ComplaintHandler.removed_at.is_(None), ComplaintHandler.has_conflict),
    )
    out = set(session.scalars(closed)) | people_of(parties, at=at)
    return [one for one in accounts.people_with_roles(STAFF_ROLES, at=at) if one.id not in out]


def able_handlers(complaint: Complaint, *, at: datetime) -> set[UUID]:
    """Return the handlers who can still act: with an account and an office, and without a mandate of a party."""
    office = {one.id for one in accounts.people_with_roles(STAFF_ROLES, at=at)}
    present = {one.person_id for one in handlers_of(complaint.id)}
    return (present & office) - people_of(complaint.parties, at=at)


def people_of(parties: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Return the ids of those who hold a mandate of one of these organisations."""
    statement = select(Mandate.person_id).where(
        Mandate.organisation_id.in_(set(parties)),
        Mandate.valid_from <= at,
        or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
    )
    return set(session.scalars(statement))


def complaint_by_number(number: str) -> Complaint | None:
    """Return a complaint by its number, for whoever runs the server."""
    return session.scalar(select(Complaint).where(Complaint.number == number))


def to_minimise(*, closed_before: date) -> list[Complaint]:
    """Return complaints closed before that day that still hold who they were about, the oldest first."""
    statement = (
        select(Complaint)
        .where(Complaint.state == State.CLOSED, Complaint.minimised_at.is_(None), Complaint.closed_on < closed_before)
        .order_by(Complaint.closed_on, Complaint.id)
        .limit(MOST_MINIMISED)
    )
    return list(session.scalars(statement))
