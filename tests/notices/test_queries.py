from datetime import timedelta

import pytest

from nswp_members.core.db import now, session
from nswp_members.notices import queries
from nswp_members.notices.models import State
from tests.factories import an_id
from tests.notices.conftest import invite, reset

pytestmark = pytest.mark.usefixtures("app")


def test_an_empty_outbox_has_no_age():
    assert queries.outbox_age(now()) == timedelta(0)


def test_the_age_counts_from_the_first_due_time_even_when_tries_are_put_off():
    at = now()
    for state, age in ((State.PENDING, 10), (State.SENDING, 5), (State.SENT, 90), (State.PENDING, -60)):
        notice = invite()
        notice.state, notice.due_at = state, at - timedelta(minutes=age)
        notice.not_before = at + timedelta(hours=3)
    session.commit()

    assert queries.outbox_age(at) == timedelta(minutes=10)


def test_every_state_is_counted_and_the_sum_is_all_that_were_chosen():
    for state in (State.SENT, State.SENT, State.UNCERTAIN):
        invite().state = state
    reset()
    session.commit()

    counts = queries.counts_by_state()

    assert list(counts) == list(State)
    assert (counts[State.SENT], counts[State.UNCERTAIN], counts[State.PENDING], counts[State.FAILED]) == (2, 1, 1, 0)
    assert sum(counts.values()) == 4
    assert sum(queries.counts_by_state(kind="password_reset").values()) == 1


def test_the_fate_of_chosen_notices_is_told():
    one, _other = invite(), invite()
    one.state, one.reason_code = State.FAILED, "refused"
    session.commit()

    assert queries.fate_of([one.id, an_id()]) == {one.id: queries.Fate(State.FAILED, "refused", None)}


def test_pages_follow_each_other_without_gaps():
    made = [invite().id for _ in range(7)]

    seen, before = [], None
    while page := queries.notices_page(before=before, limit=3):
        seen.extend(notice.id for notice in page)
        before = (page[-1].created_at, page[-1].id)

    assert seen == made[::-1]
    assert [notice.id for notice in queries.last_notices(2)] == made[:-3:-1]


def test_a_page_can_be_narrowed_and_needs_one_query():
    invite().state = State.SENT
    wanted = reset()
    session.commit()

    assert [one.id for one in queries.notices_page(state=State.PENDING, limit=9)] == [wanted.id]
    assert [one.id for one in queries.notices_page(kind="password_reset", limit=9)] == [wanted.id]
