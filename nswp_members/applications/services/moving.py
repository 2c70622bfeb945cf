"""The one place where an application moves from one state to another."""

from datetime import datetime
from uuid import UUID

from nswp_members.applications import queries
from nswp_members.applications.errors import InConflict, MoveNotPossible, NotAgreed, StaleApplication
from nswp_members.applications.models import Application, Step
from nswp_members.applications.services import telling
from nswp_members.applications.services.steps import able_people, close_step, open_next
from nswp_members.applications.states import ENDED, OPEN, Move, State, target
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session

BY_APPLICANTS = frozenset({Move.SUBMIT, Move.ANSWER, Move.WITHDRAW, Move.EXPIRE})
DECISIONS = frozenset({Move.APPROVE, Move.DECLINE})


def lock(application: Application, expected_version: int | None = None) -> None:
    """Wait for others who act on this application; raises `StaleApplication` if it is not as it was seen."""
    session.flush()
    session.refresh(application, with_for_update={"of": Application})
    if expected_version is not None and application.version != expected_version:
        raise StaleApplication


def require_no_conflict(application: Application, person_id: UUID | None) -> None:
    """Raise `InConflict` if this person must not act on the application."""
    if person_id and queries.conflicted(application, [person_id], at=now()):
        raise InConflict


def move(
    application: Application,
    move: Move,
    *,
    by: UUID | None,
    capacity: str = "",
    expected_version: int,
    reason: str = "",
) -> State:
    """Make a move, open the next step, tell whose turn it is, and return where the move led.

    ``by`` is None for the clock and for applicants without an account. Raises `StaleApplication`, `MoveNotPossible`,
    `InConflict`, `NotAgreed`, `NoVerifyingNetwork`.
    """
    lock(application, expected_version)
    before = State(application.state)
    asked_from = State(application.asked_from) if application.asked_from else None
    after = target(before, move, asked_from=asked_from)
    if after is None:
        raise MoveNotPossible
    if move not in BY_APPLICANTS:
        require_no_conflict(application, by)
    if move in DECISIONS and move not in queries.agreement(application).moves:
        raise NotAgreed
    at, step = now(), queries.open_step(application.id)
    _stand(application, move, before, after, at=at)
    if step:
        close_step(step, move, by=by, reason=reason, at=at)
    audit.record(
        "applications.moved",
        "application",
        application.id,
        by=by,
        capacity=capacity,
        details={"move": move.value, "from": before.value, "to": after.value},
    )
    if before == after == State.INFORMATION:
        open_next(application, step, move, at=at)
    elif after in OPEN:
        telling.tell_turn(application, open_next(application, step, move, at=at), by=by, at=at)
    elif step:
        _tell_end(application, step, move, by=by)
    return after


def _stand(application: Application, move: Move, before: State, after: State, *, at: datetime) -> None:
    """Let the application stand where the move leads."""
    if before == after:
        application.asked_from = _asked_after_change(application.asked_from)
    else:
        application.asked_from = before.value if move == Move.ASK else None
    application.state, application.entered_at, application.changed_at = after.value, at, at
    application.version += 1
    if move == Move.SUBMIT:
        application.submitted_at, application.expires_at = at, None
    if after in ENDED:
        application.decided_at = at


def _asked_after_change(asked_from: str | None) -> str | None:
    """Return whereto an answer leads after a change of the region: no more to the network of the former one."""
    return State.REPRESENTATIVES.value if asked_from == State.VERIFICATION else asked_from


def _tell_end(application: Application, step: Step, move: Move, *, by: UUID | None) -> None:
    """Tell reviewers that their turn is over, and applicants whose time ran out; a decision has its own letter."""
    if move in DECISIONS:
        return
    asked = step if step.state != State.INFORMATION else _step_asked_from(application, step)
    at = now()
    people = able_people(application, asked, at=at) if asked else []
    telling.tell_people(telling.ENDED, application, people, occurrence=str(application.id), but=by)
    if move == Move.EXPIRE:
        telling.tell_applicant(application, occurrence=f"{application.id}:expired")


def _step_asked_from(application: Application, step: Step) -> Step | None:
    """Return the step in which the applicant was asked."""
    before = (one for one in queries.all_steps(application.id) if one.opened_at < step.opened_at)
    earlier = [one for one in before if one.state != State.INFORMATION]
    return earlier[-1] if earlier else None
