from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from nswp_members.core.db import now, session, transaction
from nswp_members.notices import claims
from nswp_members.notices.models import Notice, State
from nswp_members.notices.outcomes import Outcome, Patience
from tests.notices.conftest import invite, reset

pytestmark = pytest.mark.usefixtures("app")
LEASE = timedelta(minutes=15)
PATIENCE = Patience(LEASE, LEASE, (timedelta(minutes=1), timedelta(minutes=5)), timedelta(hours=48))


def claim(limit: int = 10):
    with transaction():
        return claims.claim(limit=limit, at=now(), lease=LEASE)


def test_a_claim_takes_the_oldest_first_and_no_more_than_asked_for():
    notices = [invite() for _ in range(3)]

    _token, found = claim(2)
    _token, rest = claim(2)

    assert [one.id for one in found] == [notice.id for notice in notices[:2]]
    assert [one.id for one in rest] == [notices[2].id]


@pytest.mark.parametrize("state", [state for state in State if state is not State.PENDING])
def test_only_pending_notices_are_claimed(state):
    invite().state = state
    session.commit()

    assert claim()[1] == []


def steps(notice: Notice, token):
    at = now()
    return [
        lambda: claims.begin_data(notice.id, token, at=at, lease=LEASE),
        lambda: claims.mark_sent(notice.id, token, at=at),
        lambda: claims.settle(notice.id, token, Outcome(State.FAILED, "x"), at=at),
        lambda: claims.release(token, at=at, code=None, patience=PATIENCE),
    ]


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("state", list(State))
def test_a_stale_worker_changes_nothing(step, state):
    notice = invite()
    notice.state, notice.lease_token = state, uuid4()
    session.commit()

    with transaction():
        took_place = steps(notice, uuid4())[step]()

    session.expire_all()
    assert not took_place
    assert notice.state == state


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        (0, {State.SENDING}),
        (1, {State.DATA, State.UNCERTAIN}),
        (2, {State.SENDING, State.DATA, State.UNCERTAIN}),
        (3, {State.SENDING}),
    ],
)
@pytest.mark.parametrize("state", list(State))
def test_each_step_leaves_only_its_own_states(step, allowed, state):
    notice, token = invite(), uuid4()
    notice.state, notice.lease_token = state, token
    session.commit()

    with transaction():
        took_place = steps(notice, token)[step]()

    assert bool(took_place) == (state in allowed)


def test_an_expired_claim_goes_back_with_a_growing_pause():
    notice = invite()
    pauses = []
    for _ in range(3):
        claim()
        at = now() + LEASE * 2
        with transaction():
            found = claims.sweep(at=at, patience=PATIENCE)
        session.expire_all()
        pauses.append(notice.not_before - at)
        notice.not_before = now()
        session.commit()

    assert found == {"returned": 1, "resent": 0, "uncertain": 0}
    assert pauses == [timedelta(0), timedelta(minutes=1), timedelta(minutes=2)]
    assert (notice.state, notice.attempts, notice.reason_code) == ("pending", 3, "worker_lost")


def test_an_expired_claim_past_the_age_limit_fails():
    notice = invite()
    claim()

    with transaction():
        claims.sweep(at=now() + timedelta(hours=49), patience=PATIENCE)

    session.expire_all()
    assert notice.state == "failed"


def expire_in_data(notice: Notice) -> dict[str, int]:
    token, _found = claim()
    with transaction():
        assert claims.begin_data(notice.id, token, at=now(), lease=LEASE)
    with transaction():
        found = claims.sweep(at=now() + LEASE * 2, patience=PATIENCE)
    session.expire_all()
    return found


def test_an_expired_text_of_a_held_kind_is_uncertain():
    notice = invite()

    assert expire_in_data(notice)["uncertain"] == 1
    assert (notice.state, notice.reason_code) == ("uncertain", "worker_lost")


def test_an_expired_text_of_a_reset_goes_out_again_once():
    notice = reset()

    assert expire_in_data(notice)["resent"] == 1
    assert notice.state == "pending"
    notice.not_before = now()
    session.commit()
    assert expire_in_data(notice)["uncertain"] == 1


def test_nothing_is_swept_while_its_lease_runs():
    invite(), invite()
    token, found = claim()
    with transaction():
        claims.begin_data(found[0].id, token, at=now(), lease=LEASE)

    with transaction():
        swept = claims.sweep(at=now() + LEASE / 2, patience=PATIENCE)

    assert swept == {"returned": 0, "resent": 0, "uncertain": 0}


def test_a_late_confirmation_clears_the_doubt_about_its_own_try():
    notice = invite()
    expire_in_data(notice)
    token = notice.lease_token
    assert token is not None

    with transaction():
        assert claims.mark_sent(notice.id, token, at=now())

    session.expire_all()
    assert notice.state == "sent"


def test_renewing_holds_on_to_the_claim():
    invite()
    token, _found = claim()

    with transaction():
        claims.renew_lease(token, at=now() + LEASE, lease=LEASE)
    with transaction():
        swept = claims.sweep(at=now() + LEASE * 1.5, patience=PATIENCE)

    assert swept["returned"] == 0
    assert session.scalars(select(Notice.state)).one() == "sending"
