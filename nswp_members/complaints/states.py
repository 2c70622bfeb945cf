"""Where a complaint stands, and every way from one state to another (domain notes 12.3), in one table."""

from enum import StrEnum


class State(StrEnum):
    """Where a complaint stands; APPEAL: somebody asked for the decision to be looked at again."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    HEARD = "heard"
    DECIDED = "decided"
    APPEAL = "appeal"
    CLOSED = "closed"


class Move(StrEnum):
    """What a handler does with a complaint that changes where it stands."""

    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    HEAR = "hear"
    DECIDE = "decide"
    APPEAL = "appeal"
    SETTLE = "settle"
    CLOSE = "close"


BEFORE_DECISION = (State.RECEIVED, State.ACKNOWLEDGED, State.ASSESSED, State.HEARD)
DECISIONS = (Move.DECIDE, Move.SETTLE)

TRANSITIONS: dict[tuple[State, Move], State] = {
    (State.RECEIVED, Move.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Move.ASSESS): State.ASSESSED,
    (State.ASSESSED, Move.HEAR): State.HEARD,
    (State.ASSESSED, Move.DECIDE): State.DECIDED,
    (State.HEARD, Move.DECIDE): State.DECIDED,
    (State.DECIDED, Move.APPEAL): State.APPEAL,
    (State.DECIDED, Move.CLOSE): State.CLOSED,
    (State.APPEAL, Move.SETTLE): State.CLOSED,
}
"""Without a hearing only the outcome "none" can be decided; `services` guards that and the days."""


def target(state: State, move: Move) -> State | None:
    """Return where a move leads from a state; None if it cannot be made there."""
    return TRANSITIONS.get((state, move))


def moves_from(state: State) -> tuple[Move, ...]:
    """Return what can be done with a complaint in this state."""
    return tuple(move for at, move in TRANSITIONS if at == state)
