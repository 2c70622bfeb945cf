"""The role that a term gives, for exactly its dates."""

from datetime import datetime
from uuid import UUID

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.governance import queries
from nswp_members.governance.models import SeatTerm
from nswp_members.governance.stagger import begin_of, end_of


def give_its_role(term: SeatTerm, *, by: UUID | None, not_after: datetime | None = None) -> None:
    """Let the role of a term begin and end with it, or end at an earlier moment; a void term gives none.

    A role that was taken away does not come back with a later change of the dates.
    """
    at = now()
    starts = begin_of(term.starts_on)
    ends = min(end_of(term.last_day), not_after) if not_after else end_of(term.last_day)
    if term.is_void:
        ends = min(at, ends)
    held = _open_role(term, at)
    begins_later = held is not None and held.valid_from <= at < starts
    if held and begins_later:
        accounts.set_role_period(held, valid_from=held.valid_from, valid_until=at, by=by)
    elif held:
        accounts.set_role_period(held, valid_from=starts, valid_until=ends, by=by)
    if (begins_later or (held is None and term.ended_as is None)) and ends > max(at, starts):
        term.role_id = _begin(term, starts, ends, by=by).id


def _open_role(term: SeatTerm, at: datetime) -> RoleAssignment | None:
    """Return the role of a term unless it has ended."""
    held = session.get(RoleAssignment, term.role_id) if term.role_id else None
    return held if held and (held.valid_until is None or held.valid_until > at) else None


def _begin(term: SeatTerm, starts: datetime, ends: datetime, *, by: UUID | None) -> RoleAssignment:
    """Give the role; what was given by hand before seats were kept ends when the seat gives it."""
    role = Role.REGIONAL_REPRESENTATIVE if term.seat.region_code else Role.PRESIDENT
    region = term.seat.region_code
    for old in queries.given_by_hand(term.person_id, role, region, at=now()):
        accounts.set_role_period(old, valid_from=old.valid_from, valid_until=starts, by=by)
    return accounts.give_role(term.person_id, role, region_code=region, valid_from=starts, valid_until=ends, by=by)
