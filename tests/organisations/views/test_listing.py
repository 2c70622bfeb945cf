import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import make_mandate, make_organisation, make_risk, make_role, sign_in


def address(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/listing"


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Own House", website="https://own.example.org", city="Secretville")
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


def test_listing_is_for_those_who_may_edit(client: FlaskClient) -> None:
    listed = make_organisation(listing=Listing.LISTED)
    hidden = make_organisation(listing=Listing.HIDDEN)

    assert client.post(address(listed), data={"listing": "hidden"}).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.post(address(listed), data={"listing": "hidden"}).status_code == 403
    assert client.post(address(hidden), data={"listing": "hidden"}).status_code == 404
    assert listed.listing == "listed"


def test_the_page_shows_exactly_what_would_be_public(client: FlaskClient, organisation: Organisation) -> None:
    text = client.get(address(organisation)).text

    assert "https://own.example.org" in text
    assert "Secretville" not in text


def test_listing_without_consent_is_refused(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data={"listing": "listed"})

    assert "Nothing becomes public without this agreement." in answer.text
    assert organisation.listing == "unlisted"


def test_with_consent_everybody_finds_it(client: FlaskClient, organisation: Organisation) -> None:
    client.post(address(organisation), data={"listing": "listed", "consent": "y"})

    assert organisation.slug == "own-house"
    assert client.application.test_client().get("/members/own-house").status_code == 200


def test_hiding_takes_one_click_and_effect_on_the_next_request(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    session.commit()
    stranger = client.application.test_client()
    assert "Own House" in stranger.get("/members").text

    answer = client.post(address(organisation), data={"listing": "hidden"})

    assert answer.status_code == 302
    assert "Own House" not in stranger.get("/members").text
    assert stranger.get("/members/own-house").status_code == 404
    assert client.get(answer.location).status_code == 200


def test_a_member_cannot_undo_that_it_left(client: FlaskClient, organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.WITHDRAWN, by=None, source="test")
    session.commit()

    client.post(address(organisation), data={"listing": "listed", "consent": "y"})

    assert organisation.listing == "withdrawn"


def test_the_secretariat_notes_that_an_organisation_left(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.post(address(organisation), data={"listing": "withdrawn"})

    assert organisation.listing == "withdrawn"


def test_whoever_moved_it_out_of_a_country_hidden_by_force_is_told_why_not(client: FlaskClient) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    make_risk("UG")
    officer = make_role(Role.MEMBERSHIP)
    services.move_to_country(organisation, "KE", by=officer.id)
    session.commit()
    sent = {"listing": "listed", "consent": "y"}

    refused = sign_in(client, officer).post(address(organisation), data=sent)
    assert "or a second person of the secretariat does." in refused.text
    assert organisation.listing == "hidden"

    sign_in(client, make_mandate(organisation, "edit")).post(address(organisation), data=sent)
    assert organisation.listing == "listed"
