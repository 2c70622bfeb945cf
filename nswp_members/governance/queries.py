"""Reading the Board: its seats, who holds them, and what is ahead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.governance.models import BoardSeat, EndedAs, SeatNote, SeatTerm
from nswp_members.organisations import queries as organisations

MOST_TERMS = 200
MOST_NOTES = 50
SOON = timedelta(days=183)


@dataclass(frozen=True)
class SeatState:
    """A seat as it stands on a day: who holds it, who is to follow, and all terms of it that count, in order."""

    seat: BoardSeat
    current: SeatTerm | None
    following: SeatTerm | None
    terms: tuple[SeatTerm, ...]

    def ends_soon(self, today: date) -> bool:
        """Whether the present term ends within six months."""
        return self.current is not None and self.current.last_day <= today + SOON


@dataclass(frozen=True)
class Attention:
    """What on the Board asks for somebody to act."""

    vacant: int
    ending: int


def counts() -> ColumnElement[bool]:
    """Return the condition that keeps the terms that count."""
    return SeatTerm.ended_as.is_distinct_from(EndedAs.VOID)


def seats() -> list[BoardSeat]:
    """Return the seats in order: the President's, then region by region."""
    return list(session.scalars(select(BoardSeat).order_by(BoardSeat.rank)))


def seat(code: str) -> BoardSeat | None:
    """Return a seat by its code."""
    return session.get(BoardSeat, code)


def board(today: date) -> list[SeatState]:
    """Return how each seat stands on a day."""
    statement = select(SeatTerm).options(joinedload(SeatTerm.person)).where(counts()).order_by(SeatTerm.starts_on)
    terms: dict[str, list[SeatTerm]] = defaultdict(list)
    for one in session.scalars(statement):
        terms[one.seat_code].append(one)
    return [_state(one, terms[one.code], today) for one in seats()]


def state_of(found: BoardSeat, today: date) -> SeatState:
    """Return how one seat stands on a day."""
    return _state(found, [one for one in terms_of(found.code) if not one.is_void], today)


def _state(found: BoardSeat, terms: list[SeatTerm], today: date) -> SeatState:
    current = next((one for one in terms if one.holds_on(today)), None)
    following = next((one for one in terms if one.starts_on > today), None)
    return SeatState(found, current, following, tuple(terms))


def terms_of(seat_code: str) -> list[SeatTerm]:
    """Return the terms of a seat, the earliest first, those that do not count among them."""
    statement = (
        select(SeatTerm)
        .options(joinedload(SeatTerm.person))
        .where(SeatTerm.seat_code == seat_code)
        .order_by(SeatTerm.starts_on.desc(), SeatTerm.id)
        .limit(MOST_TERMS)
    )
    return list(session.scalars(statement))[::-1]


def term(term_id: UUID) -> SeatTerm | None:
    """Return a term by id."""
    return session.get(SeatTerm, term_id)


def clashing(
    starts_on: date, last_day: date, *, seat_code: str | None = None, person_id: UUID | None = None, but: UUID | None
) -> SeatTerm | None:
    """Return a term of the seat, or else of the person, that shares a day with these, apart from the one named."""
    statement = select(SeatTerm).where(
        counts(),
        SeatTerm.starts_on <= last_day,
        func.coalesce(SeatTerm.ended_on, SeatTerm.ends_on) >= starts_on,
        SeatTerm.seat_code == seat_code if seat_code else SeatTerm.person_id == person_id,
    )
    return session.scalars(statement.where(SeatTerm.id != but) if but else statement).first()


def agreed_end_before(seat_code: str, day: date) -> date | None:
    """Return the last day agreed on for the latest term of the seat that began before this day, not as extended."""
    statement = (
        select(func.coalesce(SeatTerm.extended_from, SeatTerm.ends_on))
        .where(counts(), SeatTerm.seat_code == seat_code, SeatTerm.starts_on < day)
        .order_by(SeatTerm.starts_on.desc())
        .limit(1)
    )
    return session.scalar(statement)


def held_by(person_id: UUID, today: date) -> SeatTerm | None:
    """Return the term that a person serves on that day."""
    last_day = func.coalesce(SeatTerm.ended_on, SeatTerm.ends_on)
    statement = select(SeatTerm).where(
        counts(), SeatTerm.person_id == person_id, SeatTerm.starts_on <= today, last_day >= today
    )
    return session.scalar(statement)


def given_by_hand(person_id: UUID, role: Role, region_code: str | None, *, at: datetime) -> list[RoleAssignment]:
    """Return the assignments of a seat's role that come from no seat: given before seats were kept."""
    found = accounts.roles_from(person_id, role, region_code, at=at)
    from_seats = terms_of_roles(one.id for one in found)
    return [one for one in found if one.id not in from_seats]


def terms_of_roles(role_ids: Iterable[UUID]) -> dict[UUID, SeatTerm]:
    """Return the terms that give these roles, by role."""
    statement = select(SeatTerm).where(SeatTerm.role_id.in_(set(role_ids)))
    return {one.role_id: one for one in session.scalars(statement) if one.role_id}


def lost_its_role(term: SeatTerm, *, at: datetime) -> bool:
    """Whether a term that was ended early gives no role any more, maybe before its last day is over."""
    role = session.get(RoleAssignment, term.role_id) if term.ended_as and term.role_id else None
    return role is not None and role.valid_until is not None and role.valid_until <= at


def is_running(term: SeatTerm, *, at: datetime) -> bool:
    """Whether the end of a term can still be moved: it was not ended, or only for a day that is ahead.

    Of one that ran out by itself, an earlier end can still be noted late.
    """
    return not term.ended_as or (term.last_day >= at.date() and not lost_its_role(term, at=at))


def ending_by(day: date, *, today: date) -> list[SeatTerm]:
    """Return the present terms that end on their agreed day until then, the first to end first."""
    statement = (
        select(SeatTerm)
        .where(SeatTerm.ended_as.is_(None), SeatTerm.starts_on <= today)
        .where(SeatTerm.ends_on >= today, SeatTerm.ends_on <= day)
        .order_by(SeatTerm.ends_on, SeatTerm.id)
    )
    return list(session.scalars(statement))


def attention(today: date, *, within: timedelta) -> Attention:
    """Return how many seats are vacant, and how many terms end soon without anybody to follow."""
    states = board(today)
    ending = [one for one in states if one.current and one.current.last_day <= today + within and not one.following]
    return Attention(vacant=sum(one.current is None for one in states), ending=len(ending))


def notes_of(seat_code: str) -> list[SeatNote]:
    """Return the notes of a seat, the latest first."""
    statement = (
        select(SeatNote)
        .options(joinedload(SeatNote.author))
        .where(SeatNote.seat_code == seat_code)
        .order_by(SeatNote.written_at.desc(), SeatNote.id)
        .limit(MOST_NOTES)
    )
    return list(session.scalars(statement))


def represented(viewer: Viewer, terms: Iterable[SeatTerm]) -> dict[UUID, str]:
    """Return the names of those of the organisations represented that the viewer may know by name."""
    ids = {one.organisation_id for one in terms if one.organisation_id}
    if not ids:
        return {}
    return {one.id: one.name for one in organisations.named_rows(viewer, ids)}
