"""What holders say: whether they want to be named, and notes for whoever follows."""

from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.governance.errors import NotTheHolder
from nswp_members.governance.models import BoardSeat, SeatNote, SeatTerm
from nswp_members.governance.services.rules import note, require_running, take_turn_with


def agree_to_be_named(term: SeatTerm, *, by: UUID | None, capacity: str | None = None) -> None:
    """Let everybody see who serves a term; only the holder can agree. Raises `NotTheHolder`, `TermIsOver`."""
    take_turn_with(term)
    if by != term.person_id:
        raise NotTheHolder
    require_running(term)
    if term.named_since is None:
        term.named_since = now()
        note("agreed_to_be_named", term, by=by, capacity=capacity)


def take_back_naming(term: SeatTerm, *, by: UUID | None, capacity: str | None = None) -> None:
    """Name the holder of a term to nobody outside the Board any more, at once. Raises `TermIsOver`."""
    take_turn_with(term)
    if term.named_since is not None:
        term.named_since = None
        note("took_back_naming", term, by=by, capacity=capacity)


def write_note(seat: BoardSeat, text: str, *, by: UUID, capacity: str | None = None) -> SeatNote:
    """Leave a note for whoever holds the seat, now or next."""
    written = SeatNote(seat_code=seat.code, text=text, written_by=by, written_at=now())
    session.add(written)
    session.flush()
    audit.record(
        "governance.wrote_note", "seat_note", written.id, by=by, capacity=capacity, details={"seat": seat.code}
    )
    return written
