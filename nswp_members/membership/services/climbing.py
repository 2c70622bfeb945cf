"""Yearly confirmation: writing to members rung by rung, letting them fall dormant, and noting that they stay."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import session, today
from nswp_members.membership import queries
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.models import Change, LadderStep, Standing
from nswp_members.membership.services.terms import change_term, confirm_membership
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Organisation

AS_CONFIRMED = (Change.CONFIRMED, Change.REACTIVATED)


def climb(ladder: Ladder, *, at: datetime, lifetime: timedelta, limit: int) -> tuple[int, int]:
    """Write the letters that are due and let members whose grace is over be dormant; return how many of both.

    ``limit`` is how many members are written to, and how many fall dormant, in one run; ``lifetime`` is how long a link
    works. Members are locked and looked at again before they are written to, so that of two runs one writes, and nobody
    is written to who confirmed a moment ago.
    """
    due = list(dict.fromkeys(one.climber.organisation_id for one in _due(ladder, at)))[:limit]
    lapsing = [one.organisation_id for one in queries.lapsing(ladder, at=at)][:limit]
    if not due and not lapsing:
        return 0, 0
    held = queries.hold_members({*due, *lapsing})
    written = _write([one for one in _due(ladder, at) if one.climber.organisation_id in held], at, lifetime)
    over = [one.organisation_id for one in queries.lapsing(ladder, at=at) if one.organisation_id in held]
    for key in over:
        organisation = session.get_one(Organisation, key)
        change_term(organisation, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)
    return written, len(over)


def _due(ladder: Ladder, at: datetime) -> list[queries.Letter]:
    """Return the letters that are due at this moment and can go out."""
    return [one for one in queries.coming_letters(ladder, since=at, until=at) if one.why_not is None]


def _write(letters: Collection[queries.Letter], at: datetime, lifetime: timedelta) -> int:
    """Note the rungs, unless another run has, and have the contacts written to; return how many letters there are."""
    rungs = {one.climber.organisation_id: (one.climber.confirm_by, one.rung) for one in letters}
    rows = [
        {
            "id": uuid4(),
            "organisation_id": key,
            "confirm_by": confirm_by,
            "rung": rung,
            "sent_at": at,
            "letters": sum(one.climber.organisation_id == key for one in letters),
        }
        for key, (confirm_by, rung) in rungs.items()
    ]
    if not rows:
        return 0
    statement = insert(LadderStep).on_conflict_do_nothing(index_elements=["organisation_id", "confirm_by", "rung"])
    noted = session.scalars(statement.returning(LadderStep.organisation_id), rows).all()
    occurrences = {key: f"{key}:{rungs[key][0]}:{rungs[key][1]}" for key in noted}
    return sum(organisations.write_to_contacts(occurrences, by=None, lifetime=lifetime).values())


def note_confirmation(organisation_id: UUID, *, by: UUID | None, capacity: str = "") -> None:
    """Let who confirmed the data stay a member for another year; a dormant one is active again.

    Nothing happens for who is no member or suspended, nor a second time on one day.
    """
    term = queries.current_term(organisation_id)
    if term is None or term.standing == Standing.SUSPENDED:
        return
    on = today()
    if term.begun_as in AS_CONFIRMED and term.valid_from == on:
        return
    organisation = session.get_one(Organisation, organisation_id)
    confirm_membership(organisation, on=on, by=by, capacity=capacity)
