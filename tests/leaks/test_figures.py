"""Numbers on pages do not change with what their reader may not know of."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.figures.models import FrozenFigures
from nswp_members.organisations.models import Listing
from tests.factories import (
    affiliate,
    make_endorsement,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    sign_in,
)

LISTED = Listing.LISTED
PUBLIC_PAGES = ("/en/", "/en/members", "/en/members?region=africa", "/en/members?q=house", "/en/statement")
OUTSIDERS = [Role.DONOR, Role.PROGRAMME, Role.FINANCE, Role.COMMUNICATIONS, Role.CORRESPONDENT]


def body(client: FlaskClient, address: str) -> str:
    """Return the page without tokens that differ from answer to answer."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r'(name="csrf_token"[^>]*value=|nonce=)"[^"]*"', "", answer.text)


def bodies(client: FlaskClient, *addresses: str) -> dict[str, str]:
    return {address: body(client, address) for address in addresses}


def make_listed() -> None:
    """Make organisations that everybody may know of, half of which endorse."""
    for number in range(12):
        organisation = make_organisation(country="KE", listing=LISTED)
        if number < 6:
            make_endorsement(organisation)


def make_secret(*, country: str = "KE", listings: tuple[Listing, ...] = ()) -> None:
    """Make organisations that the public may not know of, each of which endorses."""
    for listing in listings or (Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN):
        for _ in range(6):
            organisation = make_organisation(country=country, listing=listing)
            make_endorsement(organisation)


def test_secret_organisations_change_no_byte_of_the_public_pages(client: FlaskClient) -> None:
    make_listed()
    before = bodies(client, *PUBLIC_PAGES)

    make_secret()
    make_secret(country="NP")

    assert bodies(client, *PUBLIC_PAGES) == before


@pytest.mark.parametrize("role", OUTSIDERS)
def test_secret_organisations_change_no_byte_of_what_outsiders_see(client: FlaskClient, role: Role) -> None:
    make_listed()
    network = make_network(name="Lantern Alliance", listing=LISTED)
    sign_in(client, make_role(role))
    pages = ["/en/dashboard", "/en/networks", f"/en/networks/{network.id}"]
    pages += ["/en/endorsements"] if role != Role.CORRESPONDENT else []
    before = bodies(client, *pages)

    session.query(FrozenFigures).delete()
    make_secret()
    make_secret(country="NP")
    affiliate(network, *(make_organisation(listing=Listing.HIDDEN) for _ in range(7)))

    assert bodies(client, *pages) == before


@pytest.mark.parametrize("role", OUTSIDERS)
def test_what_outsiders_see_stands_still_until_the_period_ends(client: FlaskClient, role: Role) -> None:
    make_listed()
    network = make_network(name="Lantern Alliance", listing=LISTED)
    sign_in(client, make_role(role))
    pages = ["/en/networks", f"/en/networks/{network.id}"]
    pages += ["/en/endorsements"] if role != Role.CORRESPONDENT else []
    before = bodies(client, *pages)

    make_listed()
    affiliate(network, *(make_organisation(listing=LISTED) for _ in range(7)))

    assert bodies(client, *pages) == before
    assert "small numbers are hidden" in before["/en/networks"]


def test_a_new_period_shows_enough_change(client: FlaskClient) -> None:
    make_listed()
    sign_in(client, make_role(Role.DONOR))
    assert "6 of 12" in body(client, "/en/dashboard")

    make_listed()
    session.execute(update(FrozenFigures).values(period_start="2020-01-01"))

    assert "12 of 24" in body(client, "/en/dashboard")


def test_a_donor_is_told_the_size_of_a_network_only_where_there_are_enough(client: FlaskClient) -> None:
    large, small = make_network(name="Large", listing=LISTED), make_network(name="Small", listing=LISTED)
    for number in range(14):
        organisation = make_organisation(listing=LISTED)
        affiliate(large if number < 8 else small, *([organisation] if number < 10 else []))
    sign_in(client, make_role(Role.DONOR))

    rows = re.sub(r"<[^>]*>|\s+", " ", body(client, "/en/networks"))

    assert re.search(r"Large .* 8 +Small", re.sub(" +", " ", rows))
    assert re.search(r"Small .*not shown", re.sub(" +", " ", rows))
    assert re.search(r"<dd>\s*8\s*</dd>", body(client, f"/en/networks/{large.id}"))
    assert "not shown" in body(client, f"/en/networks/{small.id}")


def test_hidden_organisations_change_no_number_of_their_representative(client: FlaskClient) -> None:
    make_listed()
    make_secret(listings=(Listing.UNLISTED,))
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    pages = ("/en/dashboard", "/en/endorsements", "/en/networks", "/en/organisations")
    before = bodies(client, *pages)

    make_secret(listings=(Listing.HIDDEN,))
    make_secret(country="FR", listings=(Listing.UNLISTED, Listing.HIDDEN))

    assert bodies(client, *pages) == before
    assert re.search(r">\s*12\s*<", before["/en/endorsements"])


def test_hidden_members_change_no_number_of_a_verifier_or_a_member(client: FlaskClient) -> None:
    network, own = make_network(name="Lantern Alliance", listing=LISTED), make_organisation(name="Own house")
    affiliate(network, own, make_organisation(name="Open house", listing=LISTED))
    people = [make_role(Role.NETWORK_VERIFIER, network=network), make_mandate(own, "read")]
    pages = ("/en/dashboard", "/en/networks", f"/en/networks/{network.id}")

    for person in people:
        sign_in(client, person)
        before = bodies(client, *pages)
        affiliate(network, make_organisation(listing=Listing.HIDDEN))
        assert bodies(client, *pages) == before
        client.post("/accounts/sign-out")
