import re

from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import today
from nswp_members.networks import queries as networks
from nswp_members.organisations.models import Listing
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    an_id,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    sign_in,
)


def test_networks_ask_for_a_sign_in(client: FlaskClient) -> None:
    assert client.get("/networks").status_code == 302
    assert client.get(f"/networks/{an_id()}").status_code == 302


def test_a_network_shows_regions_names_over_time_and_known_members(client: FlaskClient) -> None:
    network = make_network(
        name="Lantern Alliance",
        regions=("europe", "africa"),
        listing=Listing.LISTED,
        former_names=[("Lantern Committee", None, "2021-09")],
    )
    affiliate(network, make_organisation(name="Open House", listing=Listing.LISTED))
    affiliate(network, make_organisation(name="Hidden House", listing=Listing.HIDDEN))
    sign_in(client, make_mandate(make_organisation(), "read"))

    text = client.get(f"/networks/{network.id}").text

    assert "Europe" in text
    assert "Africa" in text
    assert "Lantern Committee" in text
    assert "until September 2021" in text
    assert "Open House" in text
    assert "Hidden House" not in text
    assert "<dd>1</dd>" in re.sub(r"\s", "", text)
    assert "Add a member" not in text


def test_donors_see_networks_but_not_who_belongs_to_them(client: FlaskClient) -> None:
    network = make_network(name="Lantern Alliance", listing=Listing.LISTED)
    affiliate(network, make_organisation(name="Open House", listing=Listing.LISTED))
    sign_in(client, make_role(Role.DONOR))

    assert "Lantern Alliance" in client.get("/networks").text
    assert "Open House" not in client.get(f"/networks/{network.id}").text


def test_a_hidden_network_and_no_network_are_not_found(client: FlaskClient) -> None:
    hidden = make_network(listing=Listing.HIDDEN)
    no_network = make_organisation(listing=Listing.LISTED)
    sign_in(client, make_mandate(make_organisation(), "read"))

    for key in (hidden.id, no_network.id, an_id()):
        assert client.get(f"/networks/{key}").status_code == 404


def test_only_the_secretariat_changes_networks(client: FlaskClient) -> None:
    network, member = make_network(listing=Listing.LISTED), make_organisation(listing=Listing.LISTED)
    affiliate(network, member)
    pages = ("edit", "members/add", f"members/{member.id}/add", f"members/{member.id}/end")
    sign_in(client, make_mandate(network, "read", "edit"))

    for page in pages:
        assert client.get(f"/networks/{network.id}/{page}").status_code == 403
    assert client.post(f"/networks/{network.id}/members/{member.id}/end").status_code == 403
    assert networks.affiliation(network.id, member.id) is not None


def test_the_secretariat_makes_a_network_and_says_what_it_serves(client: FlaskClient) -> None:
    organisation = make_organisation(name="Lantern Alliance")
    sign_in(client, make_role(Role.MEMBERSHIP))
    data = {"founded_year": "2005"}
    for index, code in enumerate(("africa", "europe")):
        data[f"regions-{index}-code"] = code
    data |= {"regions-1-served": "y", "regions-1-part": "The east"}

    answer = client.post(f"/networks/{organisation.id}/edit", data=data)

    assert answer.status_code == 302
    text = client.get(answer.location).text
    assert "Europe (The east)" in text
    assert "2005" in text


def test_a_network_without_a_region_is_refused(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(f"/networks/{organisation.id}/edit", data={"regions-0-code": "africa"})

    assert "Choose at least one of the five regions." in answer.text
    assert networks.network(organisation.id) is None


def test_a_member_is_looked_for_added_and_ended(client: FlaskClient) -> None:
    network, member = make_network(name="Alliance"), make_organisation(name="Étoile")
    sign_in(client, make_role(Role.MEMBERSHIP))

    found = client.get(f"/networks/{network.id}/members/add?q=etoile").text
    assert f"/networks/{network.id}/members/{member.id}/add" in found
    client.post(f"/networks/{network.id}/members/{member.id}/add", data={"day": "2020-01-01"})
    assert "Étoile" in client.get(f"/networks/{network.id}").text

    answer = client.post(f"/networks/{network.id}/members/{member.id}/end", data={"day": "2019-01-01"})
    assert "not before the beginning" in answer.text
    client.post(f"/networks/{network.id}/members/{member.id}/end", data={"day": today().isoformat()})
    assert networks.affiliation(network.id, member.id) is None
    assert "Former members" in client.get(f"/networks/{network.id}").text


def test_a_member_is_not_added_twice(client: FlaskClient) -> None:
    network, member = make_network(), make_organisation()
    affiliate(network, member)
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(f"/networks/{network.id}/members/{member.id}/add", data={"day": ""})

    assert "This organisation belongs to the network already." in answer.text


def test_the_list_takes_as_many_queries_for_many_as_for_few(client: FlaskClient, queries: QueryCounter) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    make_network()
    client.get("/networks")
    with queries.counting():
        client.get("/networks")
    few = len(queries)
    for _ in range(8):
        make_network(regions=("africa", "europe"))

    with queries.counting():
        client.get("/networks")

    assert len(queries) - few == few


def test_an_empty_list_says_so(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.DONOR))

    assert "No networks yet" in client.get("/networks").text
