import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.organisations.models import Listing
from nswp_members.regions import queries as regions
from tests.factories import make_mandate, make_organisation, make_risk, make_role, sign_in

ADDRESS = "/risks/UG"
FORCED = {"level": "forced-hidden", "reason": "A new law.", "review_on": ""}


@pytest.fixture
def officer(client: FlaskClient) -> Person:
    """A member of the membership staff who is signed in."""
    person = make_role(Role.MEMBERSHIP)
    sign_in(client, person)
    return person


def test_only_the_membership_staff_judges_countries(client: FlaskClient) -> None:
    make_risk("UG")

    assert client.get("/risks").status_code == 302
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    for address in ("/risks", ADDRESS):
        assert client.get(address).status_code == 403
    for verb in ("lift", "lift/confirm", "keep"):
        assert client.post(f"{ADDRESS}/{verb}").status_code == 403


def test_first_one_sees_what_would_change(client: FlaskClient, officer: Person) -> None:
    organisation = make_organisation(name="Open House", country="UG", listing=Listing.LISTED)
    make_mandate(organisation, "read")

    page = client.post(ADDRESS, data=FORCED).text

    assert "1 of them would vanish at once" in page
    assert "1 person would get no more mail" in page
    assert "Open House" in page
    assert regions.standing_risk("UG") is None


def test_then_it_counts_on_every_page_at_once(client: FlaskClient, officer: Person) -> None:
    make_organisation(name="Open House", country="UG", listing=Listing.LISTED)
    stranger = client.application.test_client()
    assert "Open House" in stranger.get("/members").text

    client.post(ADDRESS, data={**FORCED, "confirm": "yes"})

    assert "Open House" not in stranger.get("/members").text
    assert stranger.get("/members/open-house").status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**FORCED, "reason": ""}, "Say why"),
        ({**FORCED, "level": ""}, "Choose a level."),
        ({**FORCED, "review_on": "2001-01-01"}, "Choose a day in the future."),
    ],
)
def test_a_level_needs_a_reason(client: FlaskClient, officer: Person, data: dict[str, str], sentence: str) -> None:
    answer = client.post(ADDRESS, data={**data, "confirm": "yes"})

    assert sentence in answer.text
    assert regions.standing_risk("UG") is None


def test_one_person_alone_cannot_lift_it(client: FlaskClient, officer: Person) -> None:
    risk = make_risk("UG")
    client.post(f"{ADDRESS}/lift")

    client.post(f"{ADDRESS}/lift/confirm")
    page = client.get(ADDRESS).text

    assert "A second person has to confirm this" in page
    assert "Confirm: lift it" not in page
    assert risk.valid_until is None


def test_the_second_person_lifts_it(client: FlaskClient, officer: Person) -> None:
    risk = make_risk("UG")
    client.post(f"{ADDRESS}/lift")
    second = client.application.test_client()
    sign_in(second, make_role(Role.ADMINISTRATOR))

    assert "Confirm: lift it" in second.get(ADDRESS).text
    second.post(f"{ADDRESS}/lift/confirm")

    assert risk.valid_until is not None


def test_the_second_person_may_keep_it(client: FlaskClient, officer: Person) -> None:
    risk = make_risk("UG")
    client.post(f"{ADDRESS}/lift")

    client.post(f"{ADDRESS}/keep")

    assert risk.lift_asked_at is None


def test_something_milder_does_not_end_it(client: FlaskClient, officer: Person) -> None:
    make_risk("UG")

    answer = client.post(ADDRESS, data={**FORCED, "level": "watch", "confirm": "yes"})

    assert "That has to be lifted first, by two people." in answer.text


def test_a_country_that_does_not_exist_is_not_found(client: FlaskClient, officer: Person) -> None:
    assert client.get("/risks/QQ").status_code == 404
    assert client.post("/risks/KE/lift").status_code == 404
