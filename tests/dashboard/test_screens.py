"""What home screens say of the yearly confirmation."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.membership import services
from nswp_members.membership.models import Change, Standing
from nswp_members.networks import queries as networks_queries
from nswp_members.networks import services as networks
from nswp_members.organisations.models import Organisation
from tests.factories import (
    affiliate,
    make_endorsement,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    sign_in,
)


def make_member(name: str, days: int) -> Organisation:
    organisation = make_organisation(name=name)
    by = today() + timedelta(days=days)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=by)
    session.commit()
    return organisation


@pytest.mark.parametrize(
    ("days", "words", "button"),
    [
        (200, "We will ask you in time.", "Confirm now"),
        (50, "Will you stay a member for another year?", "Look it over and confirm"),
        (-5, "It is not too late.", "Look it over and confirm"),
    ],
)
def test_an_organisation_sees_by_when_to_confirm(client: FlaskClient, days: int, words: str, button: str) -> None:
    organisation = make_member("Dawnhouse", days)

    text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text
    assert words in text
    assert button in text
    text = sign_in(client, make_mandate(organisation, "read")).get("/dashboard").text
    assert words in text
    assert button not in text


def test_a_dormant_one_is_told_how_to_be_active_again(client: FlaskClient) -> None:
    organisation = make_member("Dawnhouse", -40)
    services.change_term(organisation, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)

    text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text

    assert "Your membership is dormant" in text


def test_a_suspended_one_and_one_that_is_no_member_are_not_asked(client: FlaskClient) -> None:
    suspended = make_member("Dawnhouse", 5)
    services.change_term(suspended, as_=Change.SUSPENDED, on=today(), by=None, standing=Standing.SUSPENDED)

    for organisation in (suspended, make_organisation()):
        text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text
        assert "another year" not in text
        assert "To be confirmed by" not in text
        assert ("Your membership is suspended" in text) == (organisation is suspended)


def test_who_has_left_is_told_so_and_asked_for_nothing(client: FlaskClient) -> None:
    organisation = make_member("Dawnhouse", 100)
    make_endorsement(organisation)
    sign_in(client, make_mandate(organisation, "read", "edit", "endorse"))
    assert "You stand behind the Consensus Statement" in client.get("/dashboard").text
    services.end_membership(organisation, as_=Change.RESIGNED, on=today(), by=None, reason="")
    session.commit()

    text = client.get("/dashboard").text

    assert "Your membership has ended" in text
    assert "Consensus Statement</p>" not in text
    assert "Nobody can write to you" not in text


@pytest.mark.parametrize("days", [0, 20])
def test_an_organisation_is_told_that_a_network_ends_its_membership(client: FlaskClient, days: int) -> None:
    organisation, network = make_member("Dawnhouse", 100), make_network(name="Harbour Alliance", listing="listed")
    affiliate(network, organisation)
    affiliation = networks_queries.affiliation(network.id, organisation.id)
    assert affiliation is not None
    request = networks.dismiss(affiliation, on=today() + timedelta(days=days), reason="The reason", by=None)
    session.commit()
    address = f"/networks/requests/{request.id}"

    text = sign_in(client, make_mandate(organisation, "read", "edit")).get("/dashboard").text
    assert "Harbour Alliance ends your membership of it" in text
    assert address in text
    assert ("Your last day in it was" in text) == (days == 0)
    assert address not in sign_in(client, make_mandate(organisation, "read")).get("/dashboard").text
    assert address not in sign_in(client, make_mandate(make_organisation(), "edit")).get("/dashboard").text

    networks.object_to(request, words="No", role="organisation", by=make_role(Role.MEMBERSHIP).id)
    networks.settle(request, is_restored=True, reason="It stays", by=None)
    session.commit()
    assert address not in sign_in(client, make_mandate(organisation, "edit")).get("/dashboard").text


def test_the_secretariat_sees_who_is_dormant_and_who_will_be(client: FlaskClient) -> None:
    dormant = make_member("Dawnhouse", -40)
    services.change_term(dormant, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)
    make_member("Latehouse", -5)
    make_member("Earlyhouse", 5)

    text = sign_in(client, make_role(Role.MEMBERSHIP)).get("/dashboard").text

    cards = text.partition("Dormant soon")[2].partition("Who is missing")[0]
    soon, _, rest = cards.partition("Dormant members")
    assert "Latehouse" in soon
    assert "Dawnhouse" in rest
    assert "Earlyhouse" not in soon + rest
