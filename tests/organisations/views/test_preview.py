import re

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations.models import FieldRead, Function, Listing, Organisation
from tests.factories import (
    affiliate,
    an_id,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    sign_in,
)

STATES = ("listed", "open to members", "not listed", "behind an alias", "hidden")
KINDS = ("public", "member", "region", "network", "representative", "secretariat", "us")
TOKEN = re.compile(r'(name="csrf_token" value=")[^"]+')


def make_house(state: str) -> Organisation:
    """Make an organisation in Kenya with something in every field, in a network."""
    made = make_organisation(
        name="Own House",
        acronym="OWH",
        kind="local",
        website="https://own.example.org",
        city="Secretville",
        host_name="Hosting House",
        registration="hosted",
        populations=["trans"],
        texts={"en": {"people": "All of us"}},
        category="full",
    )
    make_contact(made, email="contact@own.example.org")
    affiliate(make_network(name="Open Network", listing=Listing.LISTED), made)
    made.audiences = {"populations": "region", "contacts": "networks", "website": "us"}
    if state == "listed":
        made.listing, made.slug = Listing.LISTED, "own-house"
    if state == "hidden":
        made.listing = Listing.HIDDEN
    if state in ("open to members", "behind an alias"):
        made.known_to = "members"
    if state == "behind an alias":
        made.alias, made.alias_key = "Blue Kite", "blue kite"
    session.commit()
    return made


def real_viewer(kind: str, organisation: Organisation) -> Person | None:
    """Make a person of this kind."""
    if kind == "public":
        return None
    if kind == "representative":
        return make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
    if kind == "secretariat":
        return make_role(Role.MEMBERSHIP)
    if kind == "us":
        return make_mandate(organisation, *Function)
    peer = make_organisation(country="TZ" if kind == "region" else "FR")
    if kind == "network":
        affiliate(make_network(name="Second", country="FR", listing=Listing.LISTED), peer, organisation)
    return make_mandate(peer, "read")


def content_of(text: str) -> str:
    """Return the page's own content, from its heading to the end of its main part."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return TOKEN.sub(r"\1", re.sub(r"\s*\n\s*", "\n", "<h1" + main.partition("<h1")[2]))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_is_the_very_page_of_a_real_viewer(client: FlaskClient, kind: str, state: str) -> None:
    organisation = make_house(state)
    person = real_viewer(kind, organisation)
    asks = make_mandate(organisation, "edit") if kind == "us" else make_role(Role.MEMBERSHIP)
    asker = sign_in(client.application.test_client(), asks)
    if person:
        sign_in(client, person)

    real = client.get(f"/organisations/{organisation.id}" if person else f"/members/{organisation.slug}")
    preview = asker.get(f"/organisations/{organisation.id}/preview?as={kind}").text

    if real.status_code == 200:
        assert content_of(preview) == content_of(real.text)
        assert "Own House" in preview
    else:
        assert real.status_code == 404
        assert "There is no page for them" in preview
    told = "They do not know that you exist." in preview
    assert told != ("Own House" in client.get("/members").text or "Blue Kite" in client.get("/members").text)


def test_behind_an_alias_members_find_alias_and_region_only(client: FlaskClient) -> None:
    organisation = make_house("behind an alias")
    sign_in(client, make_mandate(organisation, "edit"))

    text = client.get(f"/organisations/{organisation.id}/preview?as=member").text

    assert "“Blue Kite” and the region Africa" in text
    assert "https://own.example.org" not in text


def test_the_notes_of_the_secretariat_stay_with_it(client: FlaskClient) -> None:
    organisation = make_house("listed")
    organisation.confidential.notes = "Secret note"
    affiliate(make_network(name="Concealed Network", listing=Listing.HIDDEN), organisation)
    sign_in(client, make_mandate(organisation, "edit"))

    text = client.get(f"/organisations/{organisation.id}/preview?as=secretariat").text

    assert "Secretville" in text
    assert "Secret note" not in text
    assert "Concealed Network" not in text


def test_the_secretariat_does_not_see_through_the_organisations_eyes_what_it_may_not_see(client: FlaskClient) -> None:
    organisation = make_house("listed")
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = client.get(f"/organisations/{organisation.id}/preview?as=us").text

    assert "Secretville" in text
    assert "https://own.example.org" not in text
    assert "Your profile could say more" not in text


def test_the_preview_is_for_those_who_may_choose(client: FlaskClient) -> None:
    organisation = make_house("listed")
    address = f"/organisations/{organisation.id}/preview"
    assert client.get(address).status_code == 302

    sign_in(client, make_mandate(organisation, "read"))
    assert client.get(address).status_code == 403
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.get(address).status_code == 403
    assert client.get(f"/organisations/{an_id()}/preview").status_code == 404


def test_an_unknown_kind_is_taken_as_the_public(client: FlaskClient) -> None:
    organisation = make_house("hidden")
    sign_in(client, make_mandate(organisation, "edit"))

    assert "how they see your page: The public" in client.get(f"/organisations/{organisation.id}/preview?as=x").text


def test_the_secretariats_look_through_other_eyes_is_noted(client: FlaskClient) -> None:
    organisation = make_house("listed")
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.get(f"/organisations/{organisation.id}/preview?as=public")
    assert session.query(FieldRead).count() == 0
    client.get(f"/organisations/{organisation.id}/preview?as=us")
    assert "city" in session.query(FieldRead).one().fields
