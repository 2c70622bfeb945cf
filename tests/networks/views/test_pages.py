from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.applications.states import State
from nswp_members.core.db import session
from nswp_members.networks import queries, services
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.factories import (
    affiliate,
    make_application,
    make_mandate,
    make_network,
    make_organisation,
    make_risk,
    make_role,
    sign_in,
)


def address(network: Organisation) -> str:
    found = queries.network(network.id)
    assert found is not None
    return f"/networks/{found.slug}"


def test_everybody_reads_the_public_page_of_a_listed_network(client: FlaskClient) -> None:
    network = make_network(name="Lantern Alliance", listing=Listing.LISTED, former_names=[("Lamp Group", None, "2015")])
    affiliate(network, make_organisation(name="Harbour House", listing=Listing.LISTED))

    page = client.get(address(network)).text

    assert "Lantern Alliance" in page
    assert "Lamp Group" in page
    assert "Africa" in page
    assert "Harbour House" not in page


def test_who_is_signed_in_is_led_to_an_address_without_a_name(client: FlaskClient) -> None:
    network = make_network(listing=Listing.LISTED)
    sign_in(client, make_role(Role.DONOR))

    assert client.get(address(network)).location == f"/networks/{network.id}"


def test_a_network_that_may_not_be_known_answers_like_none(client: FlaskClient) -> None:
    networks = [
        make_network(listing=Listing.HIDDEN),
        make_network(),
        make_network(listing=Listing.WITHDRAWN),
        make_network(listing=Listing.LISTED, country="UG"),
    ]
    make_risk("UG", RiskLevel.FORCED_HIDDEN)
    absent = client.get("/networks/nothing-here")
    assert absent.status_code == 404

    for network in networks:
        answer = client.get(address(network))
        assert answer.status_code == 404
        assert answer.text.replace(address(network), "/networks/nothing-here") == absent.text
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.get(address(networks[0])).status_code == 404


def test_an_address_is_made_once_and_survives_hiding_and_a_new_name(client: FlaskClient) -> None:
    organisation = make_organisation(name="Réseau de l’Aube", listing=Listing.LISTED)
    network = services.save_network(organisation.id, founded_year=None, serves={"africa": ""}, by=None)
    session.commit()
    first = network.slug
    assert first.startswith("reseau-de-l-aube-")

    organisations.set_listing(organisation, Listing.HIDDEN, by=None, source="test")
    organisations.rename(organisation, "Another Name", by=None)
    organisations.set_listing(organisation, Listing.LISTED, by=None, source="test")
    services.save_network(organisation.id, founded_year=2001, serves={"africa": ""}, by=None)
    session.commit()

    assert network.slug == first
    assert "Another Name" in client.get(address(organisation)).text


def test_only_who_verifies_for_the_network_reads_how_many_applications_wait(client: FlaskClient) -> None:
    network = make_network(listing=Listing.LISTED)
    make_application(state=State.VERIFICATION, network=network)
    member = make_organisation()
    affiliate(network, member)

    verifier = sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network)).get(f"/networks/{network.id}").text
    other = sign_in(client, make_mandate(member, "read", "edit")).get(f"/networks/{network.id}").text

    assert "Applications to verify (1)" in verifier
    assert "Applications to verify" not in other
