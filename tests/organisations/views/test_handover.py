import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import queries
from nswp_members.organisations.models import HandOver, Listing, Organisation
from tests.factories import an_id, make_mandate, make_organisation, make_person, make_role, sign_in


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name="Open House")


@pytest.fixture
def leaving(client: FlaskClient, organisation: Organisation) -> Person:
    person = make_mandate(organisation, "read", "edit")
    sign_in(client, person)
    return person


def people(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/people"


def hand_over(client: FlaskClient, organisation: Organisation, successor: str = "new", **data: str) -> str:
    answer = client.post(
        people(organisation) + "/hand-over", data={"successor": successor, "locale": "en", "email": "", **data}
    )
    return client.get(answer.location).text if answer.location else answer.text


def test_only_an_editor_of_the_organisation_hands_over(client: FlaskClient, organisation: Organisation) -> None:
    page = people(organisation) + "/hand-over"
    hidden = make_organisation(listing=Listing.HIDDEN)
    assert client.get(page).status_code == 302
    for person in (make_mandate(organisation, "read", "vote"), make_role(Role.MEMBERSHIP)):
        sign_in(client, person)
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.get(people(hidden) + "/hand-over").status_code == 404
    sign_in(client, make_mandate(organisation, "edit"))
    assert client.get(page).status_code == 200


def test_somebody_new_is_written_to(client: FlaskClient, organisation: Organisation, leaving: Person) -> None:
    text = hand_over(client, organisation, email="after@example.org")

    assert "Until they accept, everything stays as it is." in text
    assert "You are handing over" in text
    assert "after@example.org" in text
    assert "You are handing over" in client.get("/dashboard").text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Enter the person"),
        ({"email": "nonsense"}, "This is not an e-mail address."),
        ({"successor": str(an_id())}, "Not a valid choice"),
        ({"successor": ""}, "Choose one."),
    ],
)
def test_a_form_that_names_nobody_is_refused(
    client: FlaskClient, organisation: Organisation, leaving: Person, data: dict[str, str], message: str
) -> None:
    text = hand_over(client, organisation, **data)

    assert message in text
    assert session.scalars(select(HandOver)).all() == []


def test_oneself_is_no_successor(client: FlaskClient, organisation: Organisation, leaving: Person) -> None:
    assert "This is you." in hand_over(client, organisation, email=leaving.email)


def test_a_colleague_sees_it_and_accepts(client: FlaskClient, organisation: Organisation, leaving: Person) -> None:
    colleague = make_mandate(organisation, "read")
    hand_over(client, organisation, str(colleague.id))
    other = client.application.test_client()
    sign_in(other, colleague)

    page = other.get(people(organisation)).text
    assert f"{leaving.name} wants to hand over to you" in page
    assert f"{leaving.name} wants to hand over to you" in other.get("/dashboard").text
    link = re.search(r'href="(/accounts/invitations/[^"]+)"', page).group(1)
    other.post(link)

    assert client.get(people(organisation)).status_code in (403, 404)
    assert {one.function for one in queries.mandates_in_force(organisation.id, person_id=colleague.id, at=now())} == {
        "read",
        "edit",
    }


def test_the_link_of_the_successor_is_shown_to_nobody_else(
    client: FlaskClient, organisation: Organisation, leaving: Person
) -> None:
    colleague = make_mandate(organisation, "read")
    reader = client.application.test_client()
    sign_in(reader, make_mandate(organisation, "read"))

    text = hand_over(client, organisation, str(colleague.id))

    assert "/accounts/invitations/" not in text
    assert "/accounts/invitations/" not in reader.get(people(organisation)).text
    assert "is handing over" in reader.get(people(organisation)).text


def test_every_editor_may_stop_it_and_no_reader(
    client: FlaskClient, organisation: Organisation, leaving: Person
) -> None:
    hand_over(client, organisation, email="after@example.org")
    made = session.scalars(select(HandOver)).one()
    invitation = made.invitation
    address = f"{people(organisation)}/hand-over/{made.invitation_id}/take-back"

    sign_in(client, make_mandate(organisation, "read"))
    assert client.post(address).status_code == 403
    sign_in(client, make_mandate(organisation, "edit"))
    assert client.post(f"{people(organisation)}/hand-over/{an_id()}/take-back").status_code == 404
    assert client.post(address).status_code == 302

    assert invitation.withdrawn_at is not None
    assert client.post(address).status_code == 404


def test_its_invitation_is_not_sent_again_by_itself(
    client: FlaskClient, organisation: Organisation, leaving: Person
) -> None:
    hand_over(client, organisation, email="after@example.org")
    made = session.scalars(select(HandOver)).one()

    assert client.post(f"{people(organisation)}/invitations/{made.invitation_id}/again").status_code == 404


def test_the_last_editor_is_offered_to_hand_over_before_leaving(
    client: FlaskClient, organisation: Organisation, leaving: Person
) -> None:
    edit = next(one for one in queries.mandates_of(organisation.id) if one.function == "edit")

    text = client.get(f"{people(organisation)}/{edit.id}/end").text

    assert "This is the last person who may edit" in text
    assert "two people have to vouch" in text
    assert f"{people(organisation)}/hand-over" in text


def test_many_invitations_are_slowed_down(client: FlaskClient, organisation: Organisation, leaving: Person) -> None:
    make_person()
    page = people(organisation) + "/hand-over"
    answers = [
        client.post(page, data={"successor": "new", "locale": "en", "email": f"n{number}@example.org"}).status_code
        for number in range(21)
    ]

    assert answers[-2:] == [302, 429]
