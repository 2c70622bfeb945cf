"""One application as its reviewers see it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.applications import services
from nswp_members.applications.models import Application, Attachment, Consent, Message, MessageKind, Party, Verdict
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from tests.conftest import QueryCounter
from tests.factories import (
    an_id,
    make_application,
    make_mandate,
    make_network,
    make_opinion,
    make_organisation,
    make_person,
    make_role,
    set_rule,
    sign_in,
)

SECRET = {"sex_workers": 4711, "total": 9973}


def address(application: Application, tail: str = "") -> str:
    """Return the address of an application's page."""
    return f"/applications/{application.id}{tail}"


def test_it_is_for_those_who_are_signed_in(client: FlaskClient) -> None:
    answer = client.get(address(make_application()))

    assert answer.status_code == 302
    assert "/accounts/sign-in" in answer.location


@pytest.mark.parametrize(
    "who",
    [
        "nobody in particular",
        "representative of another region",
        "verifier of another network",
        "verifier after the report",
        "member",
        "donor",
        "correspondent",
        "programme",
    ],
)
def test_others_get_what_they_get_for_one_that_is_absent(client: FlaskClient, who: str) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network, count_members=SECRET)
    person: Person = {
        "nobody in particular": make_person,
        "representative of another region": lambda: make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        "verifier of another network": lambda: make_role(Role.NETWORK_VERIFIER, network=make_network()),
        "verifier after the report": lambda: make_role(Role.NETWORK_VERIFIER, network=network),
        "member": lambda: make_mandate(make_organisation(), "read", "edit"),
        "donor": lambda: make_role(Role.DONOR),
        "correspondent": lambda: make_role(Role.CORRESPONDENT),
        "programme": lambda: make_role(Role.PROGRAMME),
    }[who]()
    if "after" in who:
        make_opinion(application, person, Verdict.REPORT, Party.NETWORK)
    sign_in(client, person)

    answer, absent = client.get(address(application)), client.get(f"/applications/{an_id()}")

    assert answer.status_code == absent.status_code == 404
    assert plain(answer.text) == plain(absent.text)


def plain(text: str) -> str:
    """Return a page without what differs at each look."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|name=\"csrf_token\"[^>]*|content=\"[^\"]*\"", "", text)


@pytest.mark.parametrize("state", [State.DRAFT, State.CHECK])
def test_a_representative_knows_of_none_before_it_reaches_the_region(client: FlaskClient, state: State) -> None:
    application = make_application(state=state)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    assert client.get(address(application)).status_code == 404


def test_a_representative_reads_all_answers_and_a_verifier_those_for_networks(app: Flask) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network, count_members=SECRET)
    pages = {
        role: sign_in(app.test_client(), person).get(address(application)).text
        for role, person in {
            "representative": make_role(Role.REGIONAL_REPRESENTATIVE),
            "verifier": make_role(Role.NETWORK_VERIFIER, network=network),
        }.items()
    }

    assert "4711" in pages["representative"]
    assert "4711" not in pages["verifier"]
    assert all("We decide everything ourselves." in page for page in pages.values())


def test_others_opinions_are_read_after_giving_the_own(app: Flask) -> None:
    first, second = (make_role(Role.REGIONAL_REPRESENTATIVE) for _number in range(2))
    application = make_application(state=State.REPRESENTATIVES)
    make_opinion(application, first)
    reader = sign_in(app.test_client(), second)
    assert "We know them well." not in reader.get(address(application)).text

    make_opinion(application, second, Verdict.DECLINE)

    assert reader.get(address(application)).text.count("We know them well.") == 2


def test_whoever_is_concerned_reads_no_opinion_and_no_note(client: FlaskClient) -> None:
    first, second = (make_role(Role.REGIONAL_REPRESENTATIVE) for _number in range(2))
    application = make_application(state=State.REPRESENTATIVES)
    make_opinion(application, first)
    make_opinion(application, second)
    services.write_message(
        application, "A private word", kind=MessageKind.NOTE, party=Party.REPRESENTATIVES, by=first.id
    )
    services.declare_conflict(application, "x", by=second.id)
    session.commit()

    page = sign_in(client, second).get(address(application)).text

    assert "You take no part in this application" in page
    assert "We know them well." not in page
    assert "A private word" not in page
    assert "Say what you think" not in page


def test_a_letter_and_a_note_are_written(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.post(address(application, "/letters"), data={"letter-body": "Who is who?"})
    answer = client.post(address(application, "/notes"), data={"note-body": "Call them."})

    assert answer.status_code == 302
    kept = session.execute(select(Message.kind, Message.party, Message.body).order_by(Message.written_at)).all()
    assert [tuple(one) for one in kept] == [
        ("letter", "secretariat", "Who is who?"),
        ("note", "secretariat", "Call them."),
    ]
    page = client.get(address(application)).text
    assert "Who is who?" in page
    assert "Call them." in page


def test_an_empty_letter_is_refused_at_its_field(client: FlaskClient) -> None:
    application = make_application()
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(application, "/letters"), data={"letter-body": " "})

    assert answer.status_code == 200
    assert "Write something first." in answer.text
    assert session.scalars(select(Message)).all() == []


def test_a_verifier_gets_no_file_of_a_question_that_is_not_for_networks(app: Flask) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network)
    question = next(one for one in application.form.questions if not one.for_networks)
    file = Attachment(
        application_id=application.id,
        question_id=question.id,
        name="rules.pdf",
        media_type="application/pdf",
        size=4,
        added_at=now(),
        data=b"",
    )
    session.add(file)
    session.flush()
    file.keep(b"%PDF")
    session.commit()
    path = address(application, f"/files/{file.id}")
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)

    answer = sign_in(app.test_client(), make_role(Role.MEMBERSHIP)).get(path)

    assert (answer.status_code, answer.data) == (200, b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sign_in(app.test_client(), verifier).get(path).status_code == 404


def test_a_page_takes_as_many_statements_for_much_as_for_little(client: FlaskClient, queries: QueryCounter) -> None:
    people = [make_role(Role.REGIONAL_REPRESENTATIVE) for _number in range(2)]
    little, much = (make_application(state=State.REPRESENTATIVES) for _number in range(2))
    for person in people:
        make_opinion(much, person)
    for number in range(12):
        services.write_message(much, f"Word {number}", party=Party.REPRESENTATIVES, by=people[number % 2].id)
    sign_in(client, make_role(Role.MEMBERSHIP))
    client.get(address(little))
    taken = []

    for application in (little, much):
        queries.statements.clear()
        with queries.counting():
            assert client.get(address(application)).status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert taken[0] < 40


def test_a_consent_that_was_taken_back_is_shown_as_such(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))
    before = client.get(address(application)).text
    taken_back = {"text_version": "form-1", "given_at": now(), "withdrawn_at": now()}
    session.add(Consent(application_id=application.id, code="consent_referees", **taken_back))
    session.commit()

    assert client.get(address(application)).text.count("Withdrawn") == before.count("Withdrawn") + 1


def test_whoever_has_a_conflict_reads_nothing_of_what_was_answered(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES, people="Workers of the quay")
    person = make_role(Role.REGIONAL_REPRESENTATIVE)
    sign_in(client, person)
    assert "Workers of the quay" in client.get(address(application)).text

    services.declare_conflict(application, "My sister works there.", by=person.id)
    session.commit()

    assert "Workers of the quay" not in client.get(address(application)).text


def test_questions_that_were_not_asked_are_left_out(client: FlaskClient) -> None:
    unhosted, hosted = make_application(), make_application(registration="hosted", host="Haven")
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Which organisation hosts you?" not in client.get(address(unhosted)).text
    assert "Haven" in client.get(address(hosted)).text


def test_the_page_shows_the_rules_with_which_the_review_began(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    set_rule("africa", approvals=1, vacancy="wait")
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    page = client.get(address(application)).text

    assert re.search(r"Approvals needed</dt><dd>2<", page)
    assert "Nobody decides until the seat is taken" not in page
