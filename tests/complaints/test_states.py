"""The table of states."""

from itertools import pairwise

import pytest

from nswp_members.complaints.labels import ENTRY_LABELS, MOVE_LABELS, STATE_LABELS
from nswp_members.complaints.states import DECISIONS, TRANSITIONS, Move, State, moves_from, target

WAY = (
    State.RECEIVED,
    Move.ACKNOWLEDGE,
    State.ACKNOWLEDGED,
    Move.ASSESS,
    State.ASSESSED,
    Move.HEAR,
    State.HEARD,
    Move.DECIDE,
    State.DECIDED,
    Move.APPEAL,
    State.APPEAL,
    Move.SETTLE,
    State.CLOSED,
)


def test_the_long_way_leads_through_every_state() -> None:
    steps = zip(WAY[::2], WAY[1::2], WAY[2::2], strict=False)

    assert all(target(State(before), Move(move)) == after for before, move, after in steps)
    assert set(WAY[::2]) == set(State)


@pytest.mark.parametrize(("before", "after"), list(pairwise(WAY[::2])))
def test_nothing_leads_back(before: State, after: State) -> None:
    assert (after, before) not in {(at, to) for (at, _move), to in TRANSITIONS.items()}


def test_a_closed_complaint_stays_closed() -> None:
    assert moves_from(State.CLOSED) == ()
    assert target(State.CLOSED, Move.APPEAL) is None


def test_a_decision_can_rest_without_an_appeal() -> None:
    assert moves_from(State.DECIDED) == (Move.APPEAL, Move.CLOSE)


def test_every_code_has_words() -> None:
    assert set(STATE_LABELS) == set(State)
    assert set(MOVE_LABELS) == set(Move) - set(DECISIONS)
    assert set(Move) <= set(ENTRY_LABELS)
