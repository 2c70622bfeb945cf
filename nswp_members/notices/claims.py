"""The steps of a delivery, each one conditional statement; its row count tells whether the step took place.

A worker whose lease was taken over changes nothing any more: every step after the claim asks for the state
that it leaves and for the worker's own token.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, case, func, select, update

from nswp_members.core.db import session
from nswp_members.notices.kinds import RESENT_IN_DOUBT
from nswp_members.notices.models import Notice, State
from nswp_members.notices.outcomes import Claimed, Outcome, Patience

TABLE: Any = Notice.__table__
WORKER_LOST = "worker_lost"
_FREE = {"lease_until": None, "lease_token": None}


def _held(token: Any, *states: State) -> Any:
    return update(TABLE).where(TABLE.c.lease_token == token, TABLE.c.state.in_(states))


# The two steps that every letter takes are built once: building them took longer than executing them.
_BEGIN_DATA = (
    _held(bindparam("held_by"), State.SENDING)
    .where(TABLE.c.id == bindparam("held_id"))
    .values(state=State.DATA.value, lease_until=bindparam("until"), attempts=TABLE.c.attempts + 1)
)
_MARK_SENT = (
    _held(bindparam("held_by"), State.DATA, State.UNCERTAIN)
    .where(TABLE.c.id == bindparam("held_id"))
    .values(state=State.SENT.value, finished_at=bindparam("at"), reason=None, reason_code=None, **_FREE)
    .returning(func.set_config("synchronous_commit", "off", True))
)


def _changed(statement: Any, values: dict[str, Any] | None = None) -> int:
    """Execute an UPDATE and return how many rows it changed."""
    result: Any = session.execute(statement, values)
    return int(result.rowcount)


def _give_back(statement: Any, *, at: datetime, code: str | None, patience: Patience, not_before: Any = None) -> int:
    """Return leased notices to the outbox; those past the age limit fail."""
    too_old = TABLE.c.due_at < at - patience.give_up
    values = {
        "state": case((too_old, State.FAILED.value), else_=State.PENDING.value),
        "finished_at": case((too_old, at), else_=None),
        "reason_code": code,
        "not_before": at if not_before is None else not_before,
    }
    return _changed(statement.values(**values, **_FREE))


def claim(*, limit: int, at: datetime, lease: timedelta) -> tuple[UUID, list[Claimed]]:
    """Lease up to ``limit`` due notices under a token of their own, urgent ones first."""
    token = uuid4()
    due = (
        select(TABLE.c.id)
        .where(TABLE.c.state == State.PENDING, TABLE.c.not_before <= at)
        .order_by(TABLE.c.rank, TABLE.c.not_before)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    columns = (TABLE.c[name] for name in Claimed.__dataclass_fields__)
    statement = (
        update(TABLE)
        .where(TABLE.c.id == due.c.id)
        .values(state=State.SENDING, lease_until=at + lease, lease_token=token)
        .returning(TABLE.c.rank, TABLE.c.not_before, *columns)
    )
    found = sorted(session.execute(statement), key=lambda row: (row.rank, row.not_before))
    return token, [Claimed(*row[2:]) for row in found]


def renew_lease(token: UUID, *, at: datetime, lease: timedelta) -> None:
    """Hold on to what is left of a claim."""
    session.execute(_held(token, State.SENDING).values(lease_until=at + lease))


def begin_data(notice_id: UUID, token: UUID, *, at: datetime, lease: timedelta) -> bool:
    """Note that the text of a message is about to go over the line."""
    return _changed(_BEGIN_DATA, {"held_id": notice_id, "held_by": token, "until": at + lease}) == 1


def mark_sent(notice_id: UUID, token: UUID, *, at: datetime) -> bool:
    """Note that the server took a message; this also clears up a doubt about this very try.

    The commit need not wait for the disk: should the database server itself crash within that moment, the notice
    is found as it was before, on the line, and becomes uncertain.
    """
    return _changed(_MARK_SENT, {"held_id": notice_id, "held_by": token, "at": at}) == 1


def settle(notice_id: UUID, token: UUID, outcome: Outcome, *, at: datetime) -> bool:
    """Note how a try ended that did not end in "sent"; a try that never came to its text counts here."""
    done = outcome.state is not State.PENDING
    values = {
        "state": outcome.state,
        "reason_code": outcome.code,
        "reason": outcome.reason,
        "finished_at": at if done else None,
        "lease_until": None,
        "lease_token": token if outcome.state is State.UNCERTAIN else None,
    }
    if outcome.not_before:
        values["not_before"] = outcome.not_before
    if outcome.doubt:
        values["doubts"] = TABLE.c.doubts + 1
    if outcome.counts:
        values["attempts"] = TABLE.c.attempts + 1
    statement = _held(token, State.SENDING, State.DATA, State.UNCERTAIN).where(TABLE.c.id == notice_id)
    return _changed(statement.values(**values)) == 1


def release(token: UUID, *, at: datetime, code: str | None, patience: Patience) -> int:
    """Give back what is left of a claim; notices past the age limit fail. Return how many there were."""
    return _give_back(_held(token, State.SENDING), at=at, code=code, patience=patience)


def sweep(*, at: datetime, patience: Patience) -> dict[str, int]:
    """Take over from workers that died: return claims, and settle messages whose text was on its way."""
    expired = TABLE.c.lease_until < at
    lost = update(TABLE).where(TABLE.c.state == State.SENDING, expired)
    pause = timedelta(minutes=1)
    returned = _give_back(
        lost.values(attempts=TABLE.c.attempts + 1),
        at=at,
        code=WORKER_LOST,
        patience=patience,
        not_before=at + TABLE.c.attempts * pause,
    )
    doubtful = update(TABLE).where(TABLE.c.state == State.DATA, expired)
    again = TABLE.c.kind.in_(RESENT_IN_DOUBT) & (TABLE.c.doubts == 0)
    resent = _changed(
        doubtful.where(again).values(state=State.PENDING, not_before=at, doubts=1, reason_code=WORKER_LOST, **_FREE)
    )
    uncertain = _changed(
        doubtful.where(~again).values(
            state=State.UNCERTAIN,
            finished_at=at,
            doubts=TABLE.c.doubts + 1,
            lease_until=None,
            reason_code=WORKER_LOST,
        )
    )
    return {"returned": returned, "resent": resent, "uncertain": uncertain}
