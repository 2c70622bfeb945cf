"""Reading the register of requests from outside; for the secretariat only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, extract, func, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.consultations.models import Consultation, Decision, OutsideRequest
from nswp_members.core.db import session

MOST_YEARS, MOST_CONSULTATIONS = 30, 200


@dataclass(frozen=True)
class Year:
    """What came in within a year: numbers by decision, and working days of effort."""

    year: int
    received: int
    accepted: int
    declined: int
    deferred: int
    waiting: int
    effort: float


def overdue(day: date) -> ColumnElement[bool]:
    """Return the condition that keeps the requests that `OutsideRequest.is_overdue`."""
    still_open = and_(~OutsideRequest.is_done, OutsideRequest.decision != Decision.DECLINED)
    return and_(still_open, OutsideRequest.answer_by < day)


def requests_page(
    *, day: date, decision: str = "", year: int | None = None, late: bool = False, words: str = "", size: int, page: int
) -> tuple[Sequence[OutsideRequest], bool]:
    """Return one page (from 1) of requests, those that wait first, then by deadline; and whether there are more."""
    statement = select(OutsideRequest).options(joinedload(OutsideRequest.consultation))
    if decision:
        statement = statement.where(OutsideRequest.decision == decision)
    if year is not None:
        statement = statement.where(extract("year", OutsideRequest.received_on) == year)
    if late:
        statement = statement.where(overdue(day))
    for word in words.split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        statement = statement.where(
            or_(OutsideRequest.requested_by.ilike(pattern), OutsideRequest.topic.ilike(pattern))
        )
    first = case((OutsideRequest.is_done, 2), (OutsideRequest.decision == Decision.WAITING, 0), else_=1)
    statement = statement.order_by(
        first, OutsideRequest.answer_by.asc().nulls_last(), OutsideRequest.received_on.desc(), OutsideRequest.id
    )
    rows = list(session.scalars(statement.offset((page - 1) * size).limit(size + 1)))
    return rows[:size], len(rows) > size


def years() -> list[Year]:
    """Return what came in each year, the latest first."""
    year = extract("year", OutsideRequest.received_on)
    numbers = [func.count().filter(OutsideRequest.decision == one) for one in Decision]
    statement = (
        select(year, *numbers, func.coalesce(func.sum(OutsideRequest.effort), 0))
        .group_by(year)
        .order_by(year.desc())
        .limit(MOST_YEARS)
    )
    found = []
    for row in session.execute(statement):
        waiting, accepted, declined, deferred = row[1:5]
        total = waiting + accepted + declined + deferred
        found.append(Year(int(row[0]), total, accepted, declined, deferred, waiting, float(row[5])))
    return found


def late_requests(day: date) -> int:
    """Return how many requests are overdue."""
    return session.scalar(select(func.count()).select_from(OutsideRequest).where(overdue(day))) or 0


def request_by_id(request_id: UUID) -> OutsideRequest | None:
    """Return the request with this id."""
    return session.get(OutsideRequest, request_id)


def consultations_to_link() -> list[Consultation]:
    """Return the consultations that a request may have led to, the latest first."""
    statement = select(Consultation).order_by(Consultation.created_at.desc()).limit(MOST_CONSULTATIONS)
    return list(session.scalars(statement))
