"""What the secretariat does with what allies sent."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from nswp_members.allies.errors import NothingDecided
from nswp_members.allies.models import Ally, AllyState, LetterState
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

ANSWERED = "ally_answered"
TO_ACCEPT = (AllyState.WAITING, AllyState.REFUSED)
TO_REFUSE = (AllyState.WAITING, AllyState.ACCEPTED)


def decide(ally_ids: Collection[UUID], *, accept: bool, reason: str, by: UUID | None) -> int:
    """Accept or refuse some allies and write to them; return how many. ``reason`` is for those who are refused.

    Entries that somebody else has decided on alike are left as they are, and so are those that would join a letter
    whose list is published; raises `NothingDecided` if no other is among them.
    """
    states = TO_ACCEPT if accept else TO_REFUSE
    statement = (
        select(Ally)
        .where(Ally.id.in_(ally_ids), Ally.state.in_(states))
        .options(joinedload(Ally.letter))
        .order_by(Ally.id)
        .with_for_update(of=Ally)
    )
    found = [one for one in session.scalars(statement) if not (accept and _is_too_late(one))]
    found = [one for one in found if not (accept and one.state == AllyState.REFUSED and _stands_again(one))]
    if not found:
        raise NothingDecided
    at = now()
    for one in found:
        _decide(one, accept=accept, reason=reason, by=by, at=at)
    _tell(found, at)
    return len(found)


def _is_too_late(ally: Ally) -> bool:
    """Whether the list that it would stand in is published already."""
    return ally.letter is not None and ally.letter.state == LetterState.PUBLISHED


def _stands_again(ally: Ally) -> bool:
    """Whether the same address has another entry for the same subject by now."""
    statement = select(Ally.id).where(
        Ally.email_lookup == ally.email_lookup,
        Ally.version_id.is_not_distinct_from(ally.version_id),
        Ally.letter_id.is_not_distinct_from(ally.letter_id),
        Ally.state.in_((AllyState.UNCONFIRMED, AllyState.WAITING, AllyState.ACCEPTED)),
    )
    return session.scalar(statement.limit(1)) is not None


def _decide(ally: Ally, *, accept: bool, reason: str, by: UUID | None, at: datetime) -> None:
    ally.state = AllyState.ACCEPTED if accept else AllyState.REFUSED
    ally.decided_at, ally.decided_by = at, by
    ally.reason = None if accept else reason or None
    audit.record("allies.accepted" if accept else "allies.refused", "ally", ally.id, by=by)


def _tell(allies: Collection[Ally], at: datetime) -> None:
    notices.notify_many(
        NewNotice(ANSWERED, one.person_id, f"{one.id.hex}-{at:%Y%m%d%H%M%S}", {"link_id": one.id.hex})
        for one in allies
        if one.person_id
    )


def refuse_burst(burst_key: bytes, *, by: UUID | None) -> int:
    """Refuse all that waits of a flood, without writing to anybody; return how many.

    Raises `NothingDecided` if nothing of it waits.
    """
    statement = (
        update(Ally)
        .where(Ally.burst_key == burst_key, Ally.state == AllyState.WAITING)
        .values(state=AllyState.REFUSED, decided_at=now(), decided_by=by)
    )
    result: Any = session.execute(statement)
    if not result.rowcount:
        raise NothingDecided
    audit.record("allies.refused_burst", "ally", None, by=by, details={"number": result.rowcount})
    return int(result.rowcount)
