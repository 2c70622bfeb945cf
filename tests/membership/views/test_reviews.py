"""The page of a review."""

from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.membership import queries
from nswp_members.organisations.models import Organisation
from tests.factories import an_id, make_mandate, make_role, sign_in
from tests.membership.services.test_reviews import a_member, withdraw


def reviewed() -> tuple[Organisation, str]:
    member = a_member()
    withdraw(member)
    review = queries.open_review(member.id)
    assert review is not None
    return member, f"/membership/reviews/{review.id}"


def test_the_staff_reads_and_closes_a_review(client: FlaskClient) -> None:
    member, address = reviewed()
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert member.name in client.get("/membership/exceptions").text
    assert "It withdrew its endorsement" in client.get(address).text
    assert "Say in a sentence" in client.post(address, data={"outcome": ""}).text
    client.post(address, data={"outcome": "Talked; they endorse next year."})

    assert "Talked; they endorse next year." in client.get(address).text
    assert address not in client.get("/membership/exceptions").text


def test_nobody_decides_in_an_own_matter(client: FlaskClient) -> None:
    member, address = reviewed()
    person = make_role(Role.MEMBERSHIP)
    make_mandate(member, "read", person=person)
    sign_in(client, person)

    assert client.get(address).status_code == 403


def test_for_others_there_is_none(client: FlaskClient) -> None:
    _member, address = reviewed()
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    absent = f"/membership/reviews/{an_id()}"
    assert client.get(address).status_code == client.get(absent).status_code == 403
