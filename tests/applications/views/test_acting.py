"""What reviewers do, each on a page that asks first."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries
from nswp_members.applications.models import Application, Message, Opinion, Recusal, Verdict
from nswp_members.applications.states import State
from nswp_members.core.db import session
from tests.factories import make_application, make_network, make_opinion, make_person, make_role, set_rule, sign_in

OPINION = {"known": "yes", "verdict": "approve", "reason": "We have met them.", "version": "1"}


def address(application: Application, act: str) -> str:
    """Return the address of a page that asks before it acts."""
    return f"/applications/{application.id}/{act}"


def test_nothing_is_done_by_those_who_are_signed_out_or_take_no_part(client: FlaskClient) -> None:
    application = make_application()

    assert client.post(address(application, "forward"), data={"version": "1"}).status_code == 302
    sign_in(client, make_role(Role.DONOR))
    assert client.post(address(application, "forward"), data={"version": "1"}).status_code == 404

    assert session.get_one(Application, application.id).state == State.CHECK


def test_each_page_asks_first(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))

    for act in ("forward", "ask", "conflict", "assign"):
        assert client.get(address(application, act)).status_code == 200

    assert application.state == State.CHECK
    assert application.version == 1


def test_the_secretariat_hands_over_what_is_complete(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(application, "forward"), data={"version": "1"})

    assert "It is with the representatives now." in client.get(answer.location).text
    assert application.state == State.REPRESENTATIVES


def test_a_representative_cannot_say_that_an_application_is_complete(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    assert client.post(address(application, "forward"), data={"version": "1"}).status_code == 409

    assert application.version == 1


def test_whoever_acts_on_what_has_moved_on_is_told_so(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))
    client.post(address(application, "forward"), data={"version": "1"})

    again = client.post(address(application, "forward"), data={"version": "1"})
    asked = client.post(address(application, "ask"), data={"version": "1", "body": "More?"})

    assert again.status_code == 409
    assert "changed in another window or by somebody else" in again.text
    assert asked.status_code == 200
    assert "changed in another window or by somebody else" in asked.text
    assert 'value="2"' in asked.text
    assert session.scalars(select(Message)).all() == []


def test_nothing_is_done_without_saying_what_was_seen(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))

    for version in ({}, {"version": "x"}, {"version": "9" * 40}):
        answer = client.post(address(application, "forward"), data=version)
        assert "changed in another window or by somebody else" in answer.text

    assert (application.state, application.version) == (State.CHECK, 1)


def test_a_representative_says_what_they_think_and_changes_it(client: FlaskClient) -> None:
    person = make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, person)
    client.post(address(application, "opinion"), data=OPINION)
    assert "We have met them." in client.get(address(application, "opinion")).text

    client.post(address(application, "opinion"), data={**OPINION, "verdict": "decline", "known": "no"})

    kept = session.scalars(select(Opinion)).one()
    assert (kept.verdict, kept.known, kept.person_id) == ("decline", False, person.id)


def test_an_opinion_needs_its_reasons(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    answer = client.post(address(application, "opinion"), data={**OPINION, "reason": "", "known": ""})

    assert "Say why, in a sentence or two." in answer.text
    assert "Say whether you know them." in answer.text
    assert session.scalars(select(Opinion)).all() == []


def test_a_representative_asks_the_network_or_hears_that_there_is_none(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))
    data = {**OPINION, "verdict": "send-to-network", "known": "no"}
    refused = client.post(address(application, "opinion"), data=data)
    assert "No network verifies in this region so far." in refused.text
    set_rule("africa", network=make_network())

    client.post(address(application, "opinion"), data=data)

    assert application.state == State.VERIFICATION
    assert session.scalars(select(Opinion.verdict)).one() == "send-to-network"


def test_a_verifier_reports_and_then_knows_no_more_of_it(client: FlaskClient) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network)
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))

    answer = client.post(
        address(application, "opinion"), data={"known": "no", "reason": "Nobody knows them.", "version": "1"}
    )

    assert answer.location == "/applications"
    assert application.state == State.REPRESENTATIVES
    assert client.get(f"/applications/{application.id}").status_code == 404


def test_asking_waits_for_the_applicant(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    client.post(address(application, "ask"), data={"version": "1", "body": "Who decides?"})

    assert (application.state, application.asked_from) == (State.INFORMATION, State.REPRESENTATIVES)
    assert session.scalars(select(Message.body)).one() == "Who decides?"


def test_a_conflict_keeps_somebody_from_acting(client: FlaskClient) -> None:
    person = make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, person)

    client.post(address(application, "conflict"), data={"reason": "A friend."})
    answer = client.post(address(application, "opinion"), data=OPINION)

    assert session.scalars(select(Recusal.person_id)).one() == person.id
    assert "You take no part in this application" in answer.text
    assert session.scalars(select(Opinion)).all() == []


def test_somebody_takes_care(client: FlaskClient) -> None:
    person = make_role(Role.MEMBERSHIP)
    application = make_application()
    sign_in(client, person)

    client.post(address(application, "assign"), data={"version": "1", "assignee": str(person.id)})

    step = queries.open_step(application.id)
    assert step is not None
    assert step.assignee_id == person.id
    assert "You" in client.get("/applications?mine=y").text


def test_a_secretariat_without_a_voice_is_told_so(client: FlaskClient) -> None:
    for _number in range(2):
        make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(application, "opinion"), data=OPINION)

    assert "The application does not wait for you at this moment." in answer.text
    assert session.scalars(select(Opinion)).all() == []


def test_opinions_are_kept_as_ciphertext(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    make_opinion(application, make_role(Role.REGIONAL_REPRESENTATIVE), Verdict.APPROVE)

    raw = session.connection().exec_driver_sql("SELECT reason FROM application_opinions").scalar_one()

    assert b"We know them" not in bytes(raw)


@pytest.mark.parametrize("act", ["opinion", "ask", "assign"])
def test_whoever_has_a_conflict_gets_no_form(client: FlaskClient, act: str) -> None:
    person = make_role(Role.REGIONAL_REPRESENTATIVE, person=make_person(email="contact@example.org"))
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, person)

    shown = client.get(address(application, act))
    sent = client.post(address(application, act), data={**OPINION, "body": "More?"})

    assert shown.status_code == sent.status_code == 409
    assert "You take no part in this application" in shown.text
    assert "<textarea" not in shown.text
    assert session.scalars(select(Opinion)).all() == []


def test_a_question_names_the_answers_that_it_is_about(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))
    assert "Which answers may they change?" in client.get(address(application, "ask")).text

    client.post(address(application, "ask"), data={"version": "1", "body": "Who?", "questions": ["involvement"]})

    step = queries.open_step(application.id)
    assert step is not None
    assert step.asked_about == ["involvement"]


def test_a_verifier_asks_about_answers_that_it_may_read(client: FlaskClient) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network)
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))

    client.post(address(application, "ask"), data={"version": "1", "body": "Who?", "questions": ["count_staff"]})

    assert application.state == State.VERIFICATION


def test_the_secretariat_hands_over_to_another_region(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert 'value="europe"' in client.get(address(application, "region")).text

    refused = client.post(address(application, "region"), data={"version": "1", "region_code": "europe", "reason": ""})
    client.post(address(application, "region"), data={"version": "1", "region_code": "europe", "reason": "They moved."})

    assert "Say in a sentence why." in refused.text
    assert application.region_code == "europe"
