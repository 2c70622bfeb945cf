import json
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import PasswordReset
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, transaction
from nswp_members.notices import services
from nswp_members.notices.errors import NoticeSettled
from nswp_members.notices.models import Notice, State
from nswp_members.notices.outcomes import NewNotice
from tests.factories import an_id, make_person
from tests.notices.conftest import invite

pytestmark = pytest.mark.usefixtures("app")


def all_notices() -> list[Notice]:
    return list(session.scalars(select(Notice)))


def test_a_notice_waits_in_the_outbox_and_asks_for_delivery(hints):
    person = make_person()

    with transaction():
        notice = services.notify("endorsement_given", person.id, occurrence="one", params={})

    assert notice is not None
    assert (notice.state, notice.attempts, notice.due_at) == (State.PENDING, 0, notice.not_before)
    assert notice.message_id.endswith("@example.org>")
    assert hints == [("notices.deliver", ())]


def test_work_that_was_rolled_back_leaves_no_notice_and_no_hint(hints):
    person = make_person()

    with suppress(ZeroDivisionError), transaction():
        services.notify("endorsement_given", person.id, occurrence="one", params={})
        raise ZeroDivisionError

    assert all_notices() == []
    assert hints == []


def test_an_occurrence_is_noticed_only_once():
    person = make_person()

    with transaction():
        first = services.notify("endorsement_given", person.id, occurrence="one", params={})
        again = services.notify("endorsement_given", person.id, occurrence="one", params={})
        other = services.notify("endorsement_given", person.id, occurrence="two", params={})

    assert first is not None
    assert again is None
    assert other is not None


def test_a_notice_for_later_is_not_hinted(hints):
    later = now() + timedelta(days=1)

    with transaction():
        notice = services.notify("endorsement_given", make_person().id, occurrence="one", params={}, not_before=later)

    assert notice is not None
    assert notice.not_before == notice.due_at == later
    assert hints == []


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("unheard_of", {}),
        ("endorsement_request", {}),
        ("endorsement_request", {"organisation_id": "Red Umbrella Collective"}),
        ("endorsement_given", {"name": "Amina"}),
    ],
)
def test_only_known_kinds_with_ids_are_taken(kind, params):
    person = make_person()

    with pytest.raises(ValueError), transaction():
        services.notify(kind, person.id, occurrence="one", params=params)


def test_thousands_are_written_at_once(queries):
    people = [make_person(account=False) for _ in range(5)]
    rows = [
        NewNotice("endorsement_given", person.id, f"campaign:{number}", {})
        for number in range(400)
        for person in people
    ]

    with queries.counting(), transaction():
        created = services.notify_many(rows)
    with transaction():
        again = services.notify_many(rows)

    assert len(created) == 2000
    assert again == {}
    assert len(queries) <= 4


def test_open_resets_of_known_people_get_one_notice_each():
    person = make_person()
    with transaction():
        accounts.request_password_reset(person.email, lifetime=timedelta(minutes=30))
        accounts.request_password_reset("nobody@example.org", lifetime=timedelta(minutes=30))

    with transaction():
        first = services.write_reset_notices(at=now())
    with transaction():
        second = services.write_reset_notices(at=now())

    assert (first, second) == (1, 0)
    assert [notice.person_id for notice in all_notices()] == [person.id]


def test_expired_and_used_resets_get_no_notice():
    used, expired = make_person(), make_person()
    with transaction():
        accounts.request_password_reset(used.email, lifetime=timedelta(minutes=30))
        accounts.request_password_reset(expired.email, lifetime=timedelta(seconds=-1))
    session.scalars(select(PasswordReset).where(PasswordReset.person_id == used.id)).one().used_at = now()
    session.commit()

    with transaction():
        written = services.write_reset_notices(at=now())

    assert written == 0


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_a_failed_or_uncertain_notice_can_be_sent_again(state, hints):
    notice = invite()
    notice.state, notice.attempts, notice.reason, notice.reason_code = state, 3, "550 no", "refused_for_good"
    session.commit()
    by, message_id = an_id(), notice.message_id
    hints.clear()

    with transaction():
        services.send_again(notice, by=by, capacity="secretariat-membership")

    assert (notice.state, notice.attempts, notice.reason, notice.finished_at) == ("pending", 0, None, None)
    assert notice.message_id == message_id
    assert hints == [("notices.deliver", ())]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "notices.sent_again")).one()
    assert (entry.person_id, entry.capacity, entry.details) == (by, "secretariat-membership", {"was": state})


def test_a_failed_notice_can_be_left():
    notice = invite()
    notice.state = State.FAILED
    session.commit()

    with transaction():
        services.leave(notice, by=an_id(), capacity="")

    assert (notice.state, notice.reason_code) == ("cancelled", "left")
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "notices.left")).one()


@pytest.mark.parametrize(
    "state", [State.PENDING, State.SENDING, State.DATA, State.SENT, State.CANCELLED, State.SUPPRESSED]
)
def test_nothing_else_can_be_settled_by_hand(state):
    notice = invite()
    notice.state = state
    session.commit()

    with pytest.raises(NoticeSettled), transaction():
        services.send_again(notice, by=None, capacity="")
    with pytest.raises(NoticeSettled), transaction():
        services.leave(notice, by=None, capacity="")


def test_the_trail_holds_no_address():
    notice = invite(email="hidden@example.org", name="Hidden Person")
    notice.state = State.FAILED
    session.commit()

    with transaction():
        services.leave(notice, by=None, capacity="")

    trail = json.dumps([entry.details for entry in session.scalars(select(AuditEntry))])
    assert "hidden" not in trail.lower()
