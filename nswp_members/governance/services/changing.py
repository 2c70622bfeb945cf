"""Ending a term early, extending it, putting right what was noted, and declaring that it does not count."""

from datetime import date
from uuid import UUID

from nswp_members.core.db import now, session, today
from nswp_members.governance.errors import EndsBeforeItBegins, NotLater, NotWithinTheTerm, TermTooLong
from nswp_members.governance.models import BeganAs, EndedAs, SeatTerm
from nswp_members.governance.services.roles import give_its_role
from nswp_members.governance.services.rules import note, require_room, require_running, take_turn_with
from nswp_members.governance.stagger import longest_end


def end(
    term: SeatTerm,
    *,
    day: date,
    ended_as: EndedAs,
    reason: str = "",
    at_once: bool = False,
    by: UUID | None,
    capacity: str | None = None,
) -> None:
    """Let a term end early, with this last day; ``at_once`` takes the role away now, not at midnight.

    A term that is to end early can end earlier still. Who loses the role now is named to nobody any more. Raises
    `TermIsOver`, `NotWithinTheTerm`.
    """
    take_turn_with(term)
    require_running(term)
    if not term.starts_on <= day <= term.last_day:
        raise NotWithinTheTerm
    term.ended_on, term.ended_as, term.reason = day, ended_as, reason or None
    if at_once or day < today():
        term.named_since = None
    session.flush()
    give_its_role(term, by=by, not_after=now() if at_once else None)
    note("ended_term", term, by=by, capacity=capacity, ended_as=ended_as, last_day=day.isoformat())


def extend(term: SeatTerm, *, ends_on: date, reason: str, by: UUID | None, capacity: str | None = None) -> None:
    """Let a term end later than planned, by a decision; the seat's cycle stays as it was.

    An early end that is still ahead is put off, or called off. Raises `TermIsOver`, `NotLater`,
    `SeatTaken`, `HoldsASeat`.
    """
    take_turn_with(term)
    require_running(term)
    before = term.last_day
    if ends_on <= before:
        raise NotLater
    require_room(term.seat_code, term.person_id, term.starts_on, ends_on, but=term.id)
    term.reason = reason
    if ends_on < term.ends_on:
        term.ended_on = ends_on
    else:
        term.ended_on = term.ended_as = None
    if ends_on > term.ends_on:
        term.extended_from = term.extended_from or term.ends_on
        term.ends_on = ends_on
    session.flush()
    give_its_role(term, by=by)
    note("extended_term", term, by=by, capacity=capacity, before=before.isoformat(), ends=ends_on.isoformat())


def correct(
    term: SeatTerm,
    *,
    starts_on: date,
    ends_on: date,
    began_as: BeganAs,
    organisation_id: UUID | None,
    years: int,
    by: UUID | None,
    capacity: str | None = None,
) -> None:
    """Put right what was noted of a term; the role follows the dates from now on.

    A term that a decision extended may be longer than ``years``. Raises `TermIsOver`, `EndsBeforeItBegins`,
    `NotWithinTheTerm`, `TermTooLong`, `SeatTaken`, `HoldsASeat`.
    """
    take_turn_with(term)
    if ends_on < starts_on:
        raise EndsBeforeItBegins
    if term.ended_on and not starts_on <= term.ended_on <= ends_on:
        raise NotWithinTheTerm
    if not term.extended_from and ends_on > longest_end(starts_on, years=years):
        raise TermTooLong
    last_day = term.ended_on or ends_on
    require_room(term.seat_code, term.person_id, starts_on, last_day, but=term.id)
    values = {"starts_on": starts_on, "ends_on": ends_on, "began_as": began_as, "organisation_id": organisation_id}
    changed = [name for name, value in values.items() if getattr(term, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(term, name, values[name])
    session.flush()
    if {"starts_on", "ends_on"} & set(changed):
        give_its_role(term, by=by)
    note("corrected_term", term, by=by, capacity=capacity, fields=" ".join(changed))


def void(term: SeatTerm, *, reason: str, by: UUID | None, capacity: str | None = None) -> None:
    """Declare that a term does not count, because it was called off or noted by mistake; its role ends now.

    Raises `TermIsOver` if that was done before.
    """
    take_turn_with(term)
    term.ended_as, term.ended_on, term.reason, term.named_since = EndedAs.VOID, None, reason, None
    session.flush()
    give_its_role(term, by=by)
    note("voided_term", term, by=by, capacity=capacity)
