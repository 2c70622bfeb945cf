import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from tests.factories import make_mandate, make_organisation, make_role, sign_in

PAGE = "/organisations/upkeep"


def test_it_is_for_the_membership_staff_only(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 302
    for person in (
        make_role(Role.REGIONAL_REPRESENTATIVE),
        make_role(Role.DONOR),
        make_mandate(make_organisation(), "edit"),
    ):
        sign_in(client, person)
        assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("lack", ["contacts", "editors", "confirmation", "nonsense"])
def test_it_shows_who_lacks_something(client: FlaskClient, lack: str) -> None:
    make_organisation(name="Lonely House")
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = client.get(f"{PAGE}?lack={lack}").text

    assert ("Lonely House" in text) == (lack != "confirmation")
    assert ("All is well" in text) == (lack == "confirmation")


def test_a_long_list_is_cut_into_pages(client: FlaskClient) -> None:
    for number in range(27):
        make_organisation(name=f"House {number:02}")
    sign_in(client, make_role(Role.MEMBERSHIP))

    first = client.get(PAGE).text
    last = client.get(f"{PAGE}?after={first.split('after=')[1].split(chr(34))[0]}").text

    assert "27 organisations" in first
    assert "House 24" in first
    assert "House 25" not in first
    assert "House 26" in last
