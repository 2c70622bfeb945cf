"""The one place where it changes where an application stands."""

from uuid import UUID

from nswp_members.applications.errors import MoveNotPossible, StaleApplication
from nswp_members.applications.models import Application
from nswp_members.applications.states import ENDED, Move, State, target
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def move(
    application: Application,
    move: Move,
    *,
    by: UUID | None,
    capacity: str = "",
    expected_version: int,
    reason: str = "",  # noqa: ARG001
) -> State:
    """Make a move and return where it led; whoever moves names the version they saw.

    Raises `StaleApplication` and `MoveNotPossible`.
    """
    session.flush()
    session.refresh(application, with_for_update={"of": Application})
    if application.version != expected_version:
        raise StaleApplication
    state = State(application.state)
    came_from = State(application.asked_from) if application.asked_from else None
    led_to = target(state, move, asked_from=came_from)
    if led_to is None:
        raise MoveNotPossible
    at = now()
    application.state = led_to
    application.asked_from = state if led_to is State.INFORMATION else None
    application.entered_at = application.changed_at = at
    application.version += 1
    if move is Move.SUBMIT:
        application.submitted_at, application.expires_at = at, None
    if led_to in ENDED:
        application.decided_at = at
    audit.record(
        "applications.moved",
        "application",
        application.id,
        by=by,
        capacity=capacity,
        details={"move": move.value, "from": state.value, "to": led_to.value},
    )
    return led_to
