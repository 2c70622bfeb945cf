"""What others ask of the outbox: to write notices, and to settle those that wait for a decision."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from nswp_members.accounts import services as accounts
from nswp_members.accounts.errors import HasAccount
from nswp_members.audit import services as audit
from nswp_members.core.db import hint, now, session
from nswp_members.notices import letters, queries
from nswp_members.notices.errors import NoticeSettled
from nswp_members.notices.kinds import KINDS
from nswp_members.notices.models import SETTLEABLE, Notice, State
from nswp_members.notices.outcomes import NewNotice

TABLE: Any = Notice.__table__
DELIVER = "notices.deliver"


def notify(
    kind: str, person_id: UUID, *, occurrence: str, params: dict[str, str], not_before: datetime | None = None
) -> Notice | None:
    """Write a notice into the outbox of the open transaction; None if this occurrence was noticed before."""
    created = notify_many([NewNotice(kind, person_id, occurrence, params, not_before)])
    return session.get(Notice, next(iter(created.values()))) if created else None


def notify_many(notices: Iterable[NewNotice]) -> dict[tuple[UUID, str], UUID]:
    """Write many notices at once; return the new ones' ids by (person, occurrence).

    Raises ValueError for an unknown kind, and for params that are missing or are not ids.
    """
    at = now()
    rows = [_row(notice, at) for notice in notices]
    if not rows:
        return {}
    statement = insert(TABLE).on_conflict_do_nothing(index_elements=["kind", "person_id", "occurrence"])
    created = session.execute(statement.returning(TABLE.c.id, TABLE.c.person_id, TABLE.c.occurrence), rows)
    found = {(person_id, occurrence): key for key, person_id, occurrence in created}
    if found and any(row["not_before"] <= at for row in rows):
        hint(DELIVER)
    return found


def _row(notice: NewNotice, at: datetime) -> dict[str, Any]:
    kind = KINDS.get(notice.kind)
    if kind is None or not kind.params <= notice.params.keys():
        raise ValueError(f"A notice of kind {notice.kind!r} cannot be made with these params.")
    due_at = notice.not_before or at
    return {
        "id": uuid4(),
        "kind": kind.name,
        "person_id": notice.person_id,
        "occurrence": notice.occurrence,
        "params": {name: str(UUID(value)) for name, value in notice.params.items()},
        "state": State.PENDING.value,
        "rank": kind.rank,
        "due_at": due_at,
        "not_before": due_at,
        "attempts": 0,
        "doubts": 0,
        "message_id": letters.new_message_id(),
        "created_at": at,
    }


def write_reset_notices(*, at: datetime) -> int:
    """Write the notices of reset requests that have none yet; return how many."""
    return len(
        notify_many(
            NewNotice(queries.PASSWORD_RESET, reset.person_id, str(reset.id), {"reset_id": str(reset.id)})
            for reset in queries.resets_without_notice(at=at)
            if reset.person_id
        )
    )


def send_again(notice: Notice, *, by: UUID | None, capacity: str) -> None:
    """Put a failed or uncertain notice back into the outbox, as due now; raises `NoticeSettled`."""
    before = _require_settleable(notice)
    at = now()
    notice.state = State.PENDING
    notice.due_at = notice.not_before = at
    notice.attempts = 0
    notice.lease_token = notice.lease_until = notice.finished_at = None
    notice.reason = notice.reason_code = None
    audit.record("notices.sent_again", "notice", notice.id, by=by, capacity=capacity, details={"was": before.value})
    hint(DELIVER)


def leave(notice: Notice, *, by: UUID | None, capacity: str) -> None:
    """Let a failed or uncertain notice rest; raises `NoticeSettled`."""
    before = _require_settleable(notice)
    notice.state = State.CANCELLED
    notice.reason_code = "left"
    notice.lease_token = None
    notice.finished_at = now()
    audit.record("notices.left", "notice", notice.id, by=by, capacity=capacity, details={"was": before.value})


def cancel_about(organisation_id: UUID, *, kind: str | None = None, code: str = "hidden") -> int:
    """Leave the notices (of one kind) about an organisation that are not on the line yet; return how many."""
    statement = (
        update(TABLE)
        .where(
            TABLE.c.params.contains({"organisation_id": str(organisation_id)}),
            TABLE.c.state.in_((State.PENDING, State.SENDING)),
        )
        .values(state=State.CANCELLED.value, reason_code=code, finished_at=now(), lease_until=None, lease_token=None)
    )
    if kind:
        statement = statement.where(TABLE.c.kind == kind)
    result: Any = session.execute(statement)
    return int(result.rowcount)


def forget_person(person_id: UUID) -> bool:
    """Delete somebody without an account, with what was written to them; not if anything else is known of them."""
    try:
        with session.begin_nested():
            session.execute(delete(TABLE).where(TABLE.c.person_id == person_id))
            accounts.delete_person(person_id)
    except (IntegrityError, HasAccount):
        return False
    return True


def _require_settleable(notice: Notice) -> State:
    """Lock the notice and return its state; raises `NoticeSettled`."""
    session.refresh(notice, with_for_update={"of": Notice})
    if notice.state not in SETTLEABLE:
        raise NoticeSettled
    return State(notice.state)
