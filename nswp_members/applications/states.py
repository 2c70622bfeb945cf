"""Where an application stands, and every way from one state to another (domain notes 12.3), in one table."""

from enum import StrEnum


class State(StrEnum):
    """Where an application stands.

    CHECK: the secretariat looks whether it is complete. REPRESENTATIVES: with the region's two representatives.
    VERIFICATION: with the regional network. INFORMATION: the applicant is asked for more.
    """

    DRAFT = "draft"
    CHECK = "check"
    REPRESENTATIVES = "representatives"
    VERIFICATION = "verification"
    INFORMATION = "information"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Move(StrEnum):
    """What somebody does with an application that changes where it stands."""

    SUBMIT = "submit"
    FORWARD = "forward"
    SEND_TO_NETWORK = "send-to-network"
    REPORT_BACK = "report-back"
    ASK = "ask"
    ANSWER = "answer"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    CHANGE_REGION = "change-region"


UNDER_REVIEW = frozenset({State.CHECK, State.REPRESENTATIVES, State.VERIFICATION})
OPEN = UNDER_REVIEW | {State.INFORMATION}
ENDED = frozenset({State.APPROVED, State.DECLINED, State.WITHDRAWN, State.EXPIRED})

TRANSITIONS: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.SUBMIT): State.CHECK,
    (State.DRAFT, Move.EXPIRE): State.EXPIRED,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.CHECK, Move.FORWARD): State.REPRESENTATIVES,
    (State.CHECK, Move.ASK): State.INFORMATION,
    (State.CHECK, Move.DECLINE): State.DECLINED,
    (State.REPRESENTATIVES, Move.SEND_TO_NETWORK): State.VERIFICATION,
    (State.REPRESENTATIVES, Move.ASK): State.INFORMATION,
    (State.REPRESENTATIVES, Move.APPROVE): State.APPROVED,
    (State.REPRESENTATIVES, Move.DECLINE): State.DECLINED,
    (State.VERIFICATION, Move.REPORT_BACK): State.REPRESENTATIVES,
    (State.VERIFICATION, Move.ASK): State.INFORMATION,
    (State.INFORMATION, Move.EXPIRE): State.EXPIRED,
    (State.CHECK, Move.CHANGE_REGION): State.CHECK,
    (State.REPRESENTATIVES, Move.CHANGE_REGION): State.REPRESENTATIVES,
    (State.VERIFICATION, Move.CHANGE_REGION): State.REPRESENTATIVES,
    (State.INFORMATION, Move.CHANGE_REGION): State.INFORMATION,
    **{(state, Move.WITHDRAW): State.WITHDRAWN for state in OPEN},
}
"""ANSWER is not listed: it leads back to wherever the question was asked from (`Application.asked_from`)."""


def target(state: State, move: Move, *, asked_from: State | None = None) -> State | None:
    """Return where a move leads from a state; None if it cannot be made there."""
    if (state, move) == (State.INFORMATION, Move.ANSWER):
        return asked_from
    return TRANSITIONS.get((state, move))
