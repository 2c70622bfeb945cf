from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.networks import queries, services
from nswp_members.networks.models import AffiliationRequest, State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    an_id,
    make_endorsement,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_risk,
    make_role,
    sign_in,
)


@pytest.fixture
def network(client: FlaskClient) -> Organisation:
    return make_network(name="Lantern Alliance", listing=Listing.LISTED)


@pytest.fixture
def asker(client: FlaskClient) -> Organisation:
    return make_organisation(name="Harbour House", listing=Listing.HIDDEN)


def asked(network: Organisation, asker: Organisation) -> AffiliationRequest:
    request = services.ask_to_join(network.id, asker.id, words="We train others.", by=None)
    session.commit()
    return request


def browser(client: FlaskClient, person: Person) -> FlaskClient:
    return sign_in(client.application.test_client(), person)


def address(request: AffiliationRequest, verb: str = "") -> str:
    return f"/networks/requests/{request.id}" + (f"/{verb}" if verb else "")


def test_requests_ask_for_a_sign_in(client: FlaskClient, network: Organisation, asker: Organisation) -> None:
    request = asked(network, asker)

    for page in ("/networks/requests", address(request), f"/networks/{network.id}/join"):
        assert client.get(page).status_code in (302, 404)
    assert client.post(address(request, "approve")).status_code in (302, 404)
    assert request.state == State.ASKED


def test_an_editor_asks_and_is_told_what_the_network_learns(client: FlaskClient, network: Organisation) -> None:
    asker = make_organisation(name="Harbour House")
    sign_in(client, make_mandate(asker, "read", "edit"))
    page = client.get(f"/networks/{network.id}/join").text
    assert "even if you are hidden" in page

    answer = client.post(f"/networks/{network.id}/join", data={"words": "We train others."})

    assert "The network is asked." in client.get(answer.location).text
    assert "Waits for an answer" in client.get(f"/networks/{network.id}").text
    assert "Lantern Alliance" in client.get("/networks/requests").text
    again = client.post(f"/networks/{network.id}/join", data={"words": ""})
    assert "is still open" in again.text


def test_only_an_editor_of_an_organisation_asks(client: FlaskClient, network: Organisation) -> None:
    member = make_organisation()
    affiliate(network, member)
    people = (
        make_mandate(make_organisation(), "read"),
        make_mandate(make_organisation(listing=Listing.WITHDRAWN), "edit"),
        make_mandate(member, "edit"),
        make_role(Role.MEMBERSHIP),
        make_role(Role.NETWORK_VERIFIER, network=network),
    )

    for person in people:
        assert browser(client, person).post(f"/networks/{network.id}/join").status_code == 403


def test_a_hidden_network_cannot_be_asked(client: FlaskClient) -> None:
    hidden = make_network(listing=Listing.HIDDEN)
    sign_in(client, make_mandate(make_organisation(), "edit"))

    for key in (hidden.id, an_id(), make_organisation(listing=Listing.LISTED).id):
        assert client.get(f"/networks/{key}/join").status_code == 404


def test_the_network_learns_the_name_of_a_hidden_asker_only_while_it_asks(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    assert client.get(f"/organisations/{asker.id}").status_code == 404
    request = asked(network, asker)

    assert "Harbour House" in client.get(address(request)).text
    assert "Harbour House" in client.get("/networks/requests").text
    assert client.get(f"/organisations/{asker.id}").status_code == 404
    client.post(address(request, "decline"), data={"decline-reason": "Not now."})

    for page in (address(request), "/networks/requests", f"/networks/{network.id}"):
        assert "Harbour House" not in client.get(page).text


def test_whoever_hides_after_asking_is_not_named_any_more(client: FlaskClient, network: Organisation) -> None:
    asker = make_organisation(name="Harbour House")
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    request = asked(network, asker)
    organisations.hide_now(asker, by=None, source=HidingSource.MEMBER)
    session.commit()

    for page in (address(request), "/networks/requests"):
        assert "Harbour House" not in client.get(page).text
    assert client.post(address(request, "approve")).status_code != 302
    assert request.state == State.WITHDRAWN


def test_a_network_hears_nothing_of_askers_in_a_country_that_is_hidden_by_force(
    client: FlaskClient, network: Organisation
) -> None:
    request = asked(network, make_organisation(name="Harbour House", country="UG"))
    verifier = browser(client, make_role(Role.NETWORK_VERIFIER, network=network))
    staff = browser(client, make_role(Role.MEMBERSHIP))
    assert verifier.get(address(request)).status_code == 200
    make_risk("UG", RiskLevel.FORCED_HIDDEN)

    assert verifier.get(address(request)).status_code == 404
    assert "requests/" + str(request.id) not in verifier.get("/networks/requests").text
    assert staff.post(address(request, "approve")).status_code == 302
    assert request.state == State.APPROVED


@pytest.mark.parametrize("is_endorsing", [True, False])
def test_the_network_reads_whether_the_asker_endorses_and_nothing_more(
    client: FlaskClient, network: Organisation, asker: Organisation, is_endorsing: bool
) -> None:
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    if is_endorsing:
        make_endorsement(asker, signatory=make_person(name="Signatory"))
    request = asked(network, asker)

    page = " ".join(client.get(address(request)).text.split())

    assert f"Consensus Statement now</dt><dd>{'Yes' if is_endorsing else 'No'}</dd>" in page
    assert "Signatory" not in page
    client.post(address(request, "approve"))
    assert "Consensus Statement now" not in client.get(address(request)).text


def test_whom_it_does_not_concern_finds_nothing(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    request = asked(network, asker)
    strangers = (
        make_role(Role.NETWORK_VERIFIER, network=make_network()),
        make_role(Role.REGIONAL_REPRESENTATIVE),
        make_mandate(make_organisation(), "edit"),
        make_mandate(network, "read", "edit"),
        make_mandate(asker, "read"),
        make_role(Role.DONOR),
    )

    for person in strangers:
        visitor = browser(client, person)
        assert visitor.get(address(request)).status_code == 404
        for verb in ("approve", "decline", "withdraw", "object", "settle", "messages"):
            assert visitor.post(address(request, verb)).status_code == 404
    assert request.state == State.ASKED


def test_the_network_takes_it_in(client: FlaskClient, network: Organisation, asker: Organisation) -> None:
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    request = asked(network, asker)
    assert "1 organisation waits for your answer" in client.get("/dashboard").text

    answer = client.post(address(request, "approve"))

    assert "It belongs to the network now." in client.get(answer.location).text
    assert queries.affiliation(network.id, asker.id) is not None
    assert client.post(address(request, "approve")).status_code == 403
    assert "waits for your answer" not in client.get("/dashboard").text


def test_declining_needs_a_reason_which_the_asker_reads(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    sign_in(client, make_role(Role.NETWORK_VERIFIER, network=network))
    request = asked(network, asker)

    assert "Give a reason." in client.post(address(request, "decline"), data={"decline-reason": " "}).text
    assert request.state == State.ASKED
    client.post(address(request, "decline"), data={"decline-reason": "Please endorse first."})

    editor = browser(client, make_mandate(asker, "edit"))
    assert "Please endorse first." in editor.get(address(request)).text


def test_the_secretariat_decides_only_where_the_network_cannot(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    request = asked(network, asker)
    assert "Your decision" in client.get(address(request)).text
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    assert client.post(address(request, "approve")).status_code == 403

    make_mandate(asker, "read", person=verifier)

    assert browser(client, verifier).post(address(request, "approve")).status_code in (403, 404)
    assert client.post(address(request, "approve")).status_code == 302


def test_nobody_decides_in_an_own_matter(client: FlaskClient, network: Organisation, asker: Organisation) -> None:
    staff = make_role(Role.MEMBERSHIP)
    request = asked(network, asker)
    make_mandate(asker, "read", person=staff)
    sign_in(client, staff)

    assert client.post(address(request, "approve")).status_code in (403, 404)
    assert request.state == State.ASKED


def test_an_organisation_takes_its_request_back(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    request = asked(network, asker)
    sign_in(client, make_mandate(asker, "edit"))

    client.post(address(request, "withdraw"))

    assert request.state == State.WITHDRAWN
    assert client.post(address(request, "withdraw")).status_code == 403


def test_both_sides_talk_without_names(client: FlaskClient, network: Organisation, asker: Organisation) -> None:
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    editor = make_mandate(asker, "edit")
    editor.name = "Zawadi Secret"
    request = asked(network, asker)
    sign_in(client, verifier)
    browser(client, editor).post(address(request, "messages"), data={"message-words": "Any questions?"})

    assert "Write something." in client.post(address(request, "messages"), data={"message-words": ""}).text
    page = client.get(address(request)).text

    assert "Any questions?" in page
    assert "Zawadi Secret" not in page


def test_an_organisation_leaves(client: FlaskClient, network: Organisation) -> None:
    member = make_organisation(name="Harbour House", listing=Listing.LISTED)
    affiliate(network, member)
    sign_in(client, make_mandate(member, "edit"))
    page = f"/networks/{network.id}/leave"
    assert "Leave the network" in client.get(f"/networks/{network.id}").text

    refused = client.post(page, data={"day": "2020-01-01"})
    answer = client.post(page, data={"day": today().isoformat(), "words": "Thank you."})

    assert "Choose a day from today on" in refused.text
    assert "The network is told." in client.get(answer.location).text
    assert queries.affiliation(network.id, member.id) is None
    verifier = browser(client, make_role(Role.NETWORK_VERIFIER, network=network))
    assert "Harbour House" in verifier.get("/networks/requests").text


def test_only_an_editor_of_a_member_lets_it_leave(client: FlaskClient, network: Organisation) -> None:
    member = make_organisation()
    affiliate(network, member)

    for person in (
        make_mandate(member, "read"),
        make_mandate(make_organisation(), "edit"),
        make_mandate(network, "edit"),
    ):
        assert browser(client, person).get(f"/networks/{network.id}/leave").status_code == 403


def test_a_network_ends_a_membership_the_organisation_objects_and_the_secretariat_settles(
    client: FlaskClient, network: Organisation
) -> None:
    member = make_organisation(name="Harbour House", listing=Listing.LISTED)
    affiliate(network, member)
    verifier = browser(client, make_role(Role.NETWORK_VERIFIER, network=network))
    editor, staff = browser(client, make_mandate(member, "edit")), browser(client, make_role(Role.MEMBERSHIP))
    page = f"/networks/{network.id}/members/{member.id}/dismiss"
    assert "Give a reason." in verifier.post(page, data={"day": today().isoformat()}).text

    end = verifier.post(page, data={"day": today().isoformat(), "reason": "No answer."}).location
    assert "No answer." in editor.get(end).text
    assert "Give a reason." in editor.post(f"{end}/object", data={"object-reason": ""}).text
    editor.post(f"{end}/object", data={"object-reason": "We did answer."})
    assert "We did answer." not in verifier.get(end).text
    assert "1 organisation waits for your answer" in staff.get("/dashboard").text
    assert "Choose what becomes of it." in staff.post(f"{end}/settle", data={"settle-reason": "x"}).text
    staff.post(f"{end}/settle", data={"settle-reason": "They did.", "settle-outcome": "restored"})

    assert queries.affiliation(network.id, member.id) is not None
    assert "The membership goes on" in editor.get(end).text
    assert editor.post(f"{end}/object", data={"object-reason": "Again"}).status_code == 403


def test_only_a_verifier_of_the_network_ends_what_they_may_know_of(
    client: FlaskClient, network: Organisation, asker: Organisation
) -> None:
    member = make_organisation(listing=Listing.LISTED)
    affiliate(network, member, asker)

    for person in (
        make_role(Role.NETWORK_VERIFIER, network=make_network()),
        make_mandate(network, "read", "edit"),
        make_role(Role.MEMBERSHIP),
    ):
        page = f"/networks/{network.id}/members/{member.id}/dismiss"
        assert browser(client, person).get(page).status_code == 403
    verifier = browser(client, make_role(Role.NETWORK_VERIFIER, network=network))
    for key in (asker.id, an_id()):
        assert verifier.get(f"/networks/{network.id}/members/{key}/dismiss").status_code == 404


def test_the_network_takes_a_planned_end_back(client: FlaskClient, network: Organisation) -> None:
    member = make_organisation(listing=Listing.LISTED)
    affiliate(network, member)
    standing = queries.affiliation(network.id, member.id)
    assert standing is not None
    end = services.dismiss(standing, on=today() + timedelta(days=9), reason="No answer.", by=None)
    assert browser(client, make_mandate(member, "edit")).post(address(end, "withdraw")).status_code == 403

    browser(client, make_role(Role.NETWORK_VERIFIER, network=network)).post(address(end, "withdraw"))

    assert end.state == State.WITHDRAWN


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    client: FlaskClient, network: Organisation, queries: QueryCounter
) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    asked(network, make_organisation())
    client.get("/networks/requests")
    with queries.counting():
        client.get("/networks/requests")
    few = len(queries)
    for _ in range(6):
        asked(network, make_organisation())

    with queries.counting():
        client.get("/networks/requests")

    assert len(queries) - few == few


def test_an_empty_list_says_so(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Nothing is going on" in client.get("/networks/requests").text
