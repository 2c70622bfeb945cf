"""The register of requests from outside."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import OutsideRequest
from nswp_members.core.db import session, today
from tests.consultations.conftest import Make, after_post
from tests.factories import an_id, make_role, sign_in

REGISTER = "/consultations/requests"


@pytest.fixture
def office(client: FlaskClient, staff: Person) -> FlaskClient:
    return sign_in(client, staff)


def enter(office: FlaskClient, **changes: str) -> str:
    data = {
        "seen": "0",
        "requested_by": "An agency",
        "topic": "Guidance on clinics",
        "received_on": (today() - timedelta(days=9)).isoformat(),
        "consultation_id": "",
    }
    return after_post(office, f"{REGISTER}/new", {**data, **changes})


def entered() -> OutsideRequest:
    return session.scalars(select(OutsideRequest)).one()


def test_nobody_else_finds_the_register(client: FlaskClient, member: Person) -> None:
    assert client.get(REGISTER).status_code == 302
    for person in (make_role(Role.PROGRAMME), make_role(Role.DONOR), member):
        sign_in(client, person)
        for path in ("", "/new", f"/{an_id()}", f"/{an_id()}/edit"):
            assert client.get(REGISTER + path).status_code == 404
        assert client.post(f"{REGISTER}/new", data={"topic": "x"}).status_code == 404
        client.post("/accounts/sign-out")


def test_an_empty_register_says_what_it_is_for(office: FlaskClient) -> None:
    assert "No request here" in office.get(REGISTER).text


def test_a_request_is_entered_decided_and_counted(office: FlaskClient) -> None:
    late = (today() - timedelta(days=1)).isoformat()
    assert "Guidance on clinics" in enter(office, answer_by=late)
    found = entered()
    assert "1 request is overdue" in office.get(REGISTER).text
    refused = office.post(f"{REGISTER}/{found.id}", data={"seen": "1", "decision": "declined", "reason": ""})
    assert "Give the reason of the decision." in refused.text

    data = {"seen": "1", "decision": "declined", "reason": "Too many at once"}
    page = after_post(office, f"{REGISTER}/{found.id}", data)

    assert "Too many at once" in page
    assert "Overdue" not in page
    assert "Guidance on clinics" in office.get(f"{REGISTER}?decision=declined&q=agency").text
    assert "No request here" in office.get(f"{REGISTER}?late=y").text


def test_a_request_is_changed_and_linked(office: FlaskClient, make: Make, hints: list[object]) -> None:
    consultation = make(opened=False)
    enter(office)
    found = entered()
    data = {
        "seen": "1",
        "requested_by": "An agency",
        "topic": "Clinics",
        "received_on": today().isoformat(),
        "effort": "2.5",
        "consultation_id": str(consultation.id),
        "outcome": "We answered.",
    }

    page = after_post(office, f"{REGISTER}/{found.id}/edit", data)

    assert "It led to: The next draft" in page
    assert "We answered." in page
    again = office.post(f"{REGISTER}/{found.id}/edit", data=data)
    assert "A colleague has changed" in again.text


def test_a_deadline_before_the_day_it_came_in_is_refused(office: FlaskClient) -> None:
    data = {"seen": "0", "received_on": today().isoformat(), "answer_by": (today() - timedelta(days=1)).isoformat()}

    page = office.post(f"{REGISTER}/new", data=data).text

    assert "The deadline cannot be before the day it came in." in page
    assert "Say who asks." in page
