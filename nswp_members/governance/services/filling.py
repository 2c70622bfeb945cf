"""Filling a seat, and handing it over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nswp_members.core.db import now, session
from nswp_members.governance import queries
from nswp_members.governance.errors import EndsBeforeItBegins, NoDayLeft, TermTooLong
from nswp_members.governance.models import ONE_DAY, BeganAs, BoardSeat, EndedAs, SeatTerm
from nswp_members.governance.services.roles import give_its_role
from nswp_members.governance.services.rules import note, require_room, require_running, take_turn, take_turn_with
from nswp_members.governance.stagger import longest_end, regular_end


@dataclass(frozen=True)
class NewTerm:
    """Who is to hold a seat from which day; without ``ends_on`` until the day that keeps the stagger."""

    person_id: UUID
    starts_on: date
    began_as: BeganAs
    ends_on: date | None = None
    organisation_id: UUID | None = None


def fill(seat: BoardSeat, new: NewTerm, *, years: int, by: UUID | None, capacity: str | None = None) -> SeatTerm:
    """Let somebody hold a seat; ``years`` is the length of a full term. The role comes and goes with its dates.

    Raises `EndsBeforeItBegins`, `TermTooLong`, `SeatTaken`, `HoldsASeat`.
    """
    take_turn(seat.code, new.person_id)
    before = queries.agreed_end_before(seat.code, new.starts_on)
    ends_on = new.ends_on or regular_end(new.starts_on, phase=seat.phase, years=years, before=before)
    if ends_on < new.starts_on:
        raise EndsBeforeItBegins
    if new.ends_on and ends_on > longest_end(new.starts_on, years=years):
        raise TermTooLong
    require_room(seat.code, new.person_id, new.starts_on, ends_on)
    term = SeatTerm(
        seat=seat,
        person_id=new.person_id,
        organisation_id=new.organisation_id,
        starts_on=new.starts_on,
        ends_on=ends_on,
        began_as=new.began_as,
        noted_by=by,
        noted_at=now(),
    )
    session.add(term)
    session.flush()
    give_its_role(term, by=by)
    note("filled_seat", term, by=by, capacity=capacity, starts=term.starts_on.isoformat(), ends=ends_on.isoformat())
    return term


def hand_over(term: SeatTerm, new: NewTerm, *, years: int, by: UUID | None, capacity: str | None = None) -> SeatTerm:
    """Let somebody follow on the day ``new.starts_on``: the term ends the day before, unless it does so by itself.

    Who follows before the agreed end serves the rest. Raises `TermIsOver`, `NoDayLeft` and what `fill` raises.
    """
    take_turn_with(term)
    require_running(term)
    if not term.starts_on < new.starts_on <= term.last_day + ONE_DAY:
        raise NoDayLeft
    if new.starts_on <= term.last_day:
        term.ended_on, term.ended_as = new.starts_on - ONE_DAY, EndedAs.HANDED_OVER
        session.flush()
        give_its_role(term, by=by)
        note("ended_term", term, by=by, capacity=capacity, ended_as=EndedAs.HANDED_OVER)
    return fill(term.seat, new, years=years, by=by, capacity=capacity)
