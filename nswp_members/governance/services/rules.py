"""What must hold for every change of a term."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.governance import queries
from nswp_members.governance.errors import HoldsASeat, SeatTaken, TermIsOver
from nswp_members.governance.models import BoardSeat, SeatTerm


def take_turn(seat_code: str, person_id: UUID | None = None) -> None:
    """Let nobody else change this seat, or what this person holds, until the transaction ends."""
    session.execute(select(BoardSeat.code).where(BoardSeat.code == seat_code).with_for_update())
    if person_id:
        session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def take_turn_with(term: SeatTerm) -> None:
    """Do so for the seat and the holder of a term, and see the term as it is now; raises `TermIsOver` if it is void."""
    session.flush()
    take_turn(term.seat_code, term.person_id)
    session.refresh(term)
    if term.is_void:
        raise TermIsOver


def require_running(term: SeatTerm) -> None:
    """Raise `TermIsOver` if a term was ended and its last day has passed, or its role was taken at once."""
    if not queries.is_running(term, at=now()):
        raise TermIsOver


def require_room(seat_code: str, person_id: UUID, starts_on: date, last_day: date, *, but: UUID | None = None) -> None:
    """Raise `SeatTaken` or `HoldsASeat` if another term of the seat or of the person shares one of the days."""
    if queries.clashing(starts_on, last_day, seat_code=seat_code, but=but):
        raise SeatTaken
    if queries.clashing(starts_on, last_day, person_id=person_id, but=but):
        raise HoldsASeat


def note(action: str, term: SeatTerm, *, by: UUID | None, capacity: str | None, **details: str) -> None:
    """Write a change of a term into the trail."""
    audit.record(
        f"governance.{action}",
        "seat_term",
        term.id,
        by=by,
        capacity=capacity,
        details={"seat": term.seat_code, "person": str(term.person_id), **details},
    )
