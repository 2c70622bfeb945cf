"""How many complaints ended in which way."""

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint, Outcome
from nswp_members.complaints.states import State
from nswp_members.core.db import session, today
from tests.complaints.conftest import Make
from tests.factories import make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")


def test_signed_out_nobody_counts(client: FlaskClient) -> None:
    assert client.get("/complaints/counts").status_code == 302


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.FINANCE, Role.REGIONAL_REPRESENTATIVE, Role.DONOR])
def test_who_handles_nothing_does_not_count(client: FlaskClient, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get("/complaints/counts").status_code == 403


def test_a_handler_counts(client: FlaskClient, complaint: Complaint, handler: Person) -> None:
    reader = make_role(Role.PROGRAMME)
    services.add_handler(complaint, reader.id, by=handler.id)
    session.commit()
    sign_in(client, reader)

    assert client.get("/complaints/counts").status_code == 200


def test_who_looks_after_membership_sees_numbers_but_no_small_ones(client: FlaskClient, make: Make) -> None:
    for outcome, number in ((Outcome.WARNING, 23), (Outcome.EXPULSION, 2)):
        for _one in range(number):
            complaint = make()
            complaint.state, complaint.outcome, complaint.closed_on = State.CLOSED, outcome, today()
    session.commit()
    sign_in(client, make_role(Role.ADMINISTRATOR))

    page = client.get("/complaints/counts").text

    assert ">25<" in page
    assert ">23<" not in page
    assert ">2<" not in page
    assert "not shown" in page
