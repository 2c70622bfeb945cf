from datetime import timedelta

import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice, State
from tests.factories import an_id, make_person, make_role, sign_in
from tests.notices.conftest import invite, reset


@pytest.fixture
def as_membership(client):
    return sign_in(client, make_role(Role.MEMBERSHIP))


def failed(**person_values) -> Notice:
    notice = invite(**person_values)
    notice.state, notice.reason_code, notice.reason = State.FAILED, "refused_for_good", "550 5.7.1 Canary answer"
    notice.finished_at = now()
    session.commit()
    return notice


def test_the_list_is_not_for_visitors(client):
    assert client.get("/notices").status_code == 302
    assert client.post(f"/notices/{failed().id}/leave").status_code == 302


def test_the_list_is_not_for_people_without_a_role(client):
    sign_in(client, make_person())

    assert client.get("/notices").status_code == 403
    assert client.post(f"/notices/{failed().id}/send-again").status_code == 403


def test_the_membership_secretariat_sees_to_whom_and_why(as_membership):
    failed(name="Canary Person")

    page = as_membership.get("/notices").text

    assert "Canary Person" in page
    assert "Canary answer" in page
    assert "The mail server refused it for good." in page
    assert "Send again" in page


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.FINANCE, Role.COMMUNICATIONS])
def test_the_other_secretariat_sees_nothing_of_it(client, role):
    notice = failed(name="Canary Person", email="canary@example.org")
    sign_in(client, make_role(role))

    answer = client.get("/notices")

    assert answer.status_code == 403
    assert "canary" not in answer.text.lower()
    assert client.post(f"/notices/{notice.id}/send-again").status_code == 403


def test_the_list_can_be_narrowed(as_membership):
    failed(name="Failed Person")
    invite(name="Waiting Person")
    reset(make_person(name="Reset Person"))

    by_state = as_membership.get("/notices?state=failed").text
    by_kind = as_membership.get("/notices?kind=password_reset").text
    nonsense = as_membership.get("/notices?state=nonsense&kind=nonsense&before=nonsense").text

    assert "Failed Person" in by_state
    assert "Waiting Person" not in by_state
    assert "Reset Person" in by_kind
    assert "Failed Person" not in by_kind
    assert "Waiting Person" in nonsense


def test_a_long_list_has_pages(as_membership):
    notices = [invite(name=f"Person No {number}.") for number in range(52)]
    assert len(notices) == 52

    first = as_membership.get("/notices?kind=invitation").text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = as_membership.get(following).text

    assert "kind=invitation" in following
    assert first.count("Person No") == 50
    assert "Person No 0." in second
    assert "Person No 1." in second
    assert second.count("Person No") == 2
    assert 'rel="next"' not in second


def test_an_old_outbox_is_pointed_out(as_membership):
    invite().due_at = now() - timedelta(minutes=40)
    session.commit()

    assert "Messages are waiting" in as_membership.get("/notices").text


def test_a_failed_notice_is_sent_again(as_membership):
    notice = failed()

    answer = as_membership.post(f"/notices/{notice.id}/send-again")

    assert answer.status_code == 302
    assert "The notice goes out again." in as_membership.get("/notices").text
    assert session.get_one(Notice, notice.id).state == "pending"


def test_a_failed_notice_is_left(as_membership):
    notice = failed()

    answer = as_membership.post(f"/notices/{notice.id}/leave")

    assert answer.status_code == 302
    assert "The notice is left as it is." in as_membership.get("/notices").text
    assert session.get_one(Notice, notice.id).state == "cancelled"


def test_a_settled_notice_cannot_be_settled_again(as_membership):
    notice = failed()
    as_membership.post(f"/notices/{notice.id}/leave")

    answer = as_membership.post(f"/notices/{notice.id}/send-again")

    assert answer.status_code == 409
    assert "does not wait for a decision" in answer.text


def test_an_unknown_notice_is_not_found(as_membership):
    assert as_membership.post(f"/notices/{an_id()}/leave").status_code == 404


def test_a_page_needs_few_queries(as_membership, queries):
    for _ in range(20):
        failed()

    with queries.counting():
        as_membership.get("/notices")

    assert len(queries) <= 8


def test_who_may_not_settle_notices_cannot_tell_which_there_are(client):
    sign_in(client, make_person())

    for act in ("send-again", "leave"):
        assert client.post(f"/notices/{failed().id}/{act}").status_code == 403
        assert client.post(f"/notices/{an_id()}/{act}").status_code == 403
