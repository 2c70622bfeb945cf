import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Channel, Listing, Organisation, Recovery, Vouch
from tests.conftest import QueryCounter
from tests.factories import (
    PASSWORD,
    affiliate,
    an_id,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    sign_in,
)
from tests.leaks.crawling import text_of

VOUCHING = {"basis": "met", "note": "Known for years.", "current_password": PASSWORD}


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name="Lost House")


@pytest.fixture
def recovery(organisation: Organisation) -> Recovery:
    return start(organisation)


def start(organisation: Organisation, candidate: Person | None = None) -> Recovery:
    made = services.start_recovery(organisation, candidate or make_person(), note="WHYCANARY", by=None)
    session.commit()
    return made


def ask(name: str) -> Recovery:
    made = services.ask_recovery(name=name, country_code="KE", note="ASKCANARY", by=make_person().id)
    session.commit()
    return made


def page(recovery: Recovery, verb: str = "") -> str:
    return f"/recoveries/{recovery.id}{verb}"


def send(client: FlaskClient, address: str, **data: str) -> str:
    """Send a form and return the page that it leads to."""
    answer = client.post(address, data=data)
    return client.get(answer.location).text if answer.location else answer.text


def vouches() -> list[str]:
    return list(session.scalars(select(Vouch.side).order_by(Vouch.at)))


def test_visitors_are_sent_to_the_sign_in_page(client: FlaskClient, recovery: Recovery) -> None:
    assert client.get("/recoveries").status_code == 302
    for verb in ("vouch", "assign", "decline"):
        assert client.post(page(recovery, f"/{verb}")).status_code == 302


@pytest.mark.parametrize("role", [Role.DONOR, Role.PROGRAMME, Role.CORRESPONDENT])
def test_other_roles_find_nothing(client: FlaskClient, recovery: Recovery, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get("/recoveries").status_code == 403
    assert client.get(page(recovery)).status_code == 404
    for verb in ("vouch", "assign", "decline"):
        assert client.post(page(recovery, f"/{verb}"), data=VOUCHING).status_code == 404


def test_one_outside_the_region_or_network_answers_like_an_absent_one(
    client: FlaskClient, organisation: Organisation, recovery: Recovery
) -> None:
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    outsiders = (
        make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        make_role(Role.NETWORK_VERIFIER, network=make_network()),
        make_mandate(organisation, "read"),
    )
    for person in outsiders:
        sign_in(client, person)
        for method, verb in (("GET", ""), ("POST", "/vouch"), ("POST", "/assign"), ("POST", "/decline")):
            answers = set()
            for key in (recovery.id, an_id()):
                answer = client.open(f"/recoveries/{key}{verb}", method=method, data=VOUCHING)
                answers.add((answer.status_code, text_of(answer).replace(str(key), "<id>")))
            assert [status for status, _text in answers] == [404]
    assert vouches() == []


def test_each_sees_those_that_concern_them(client: FlaskClient, organisation: Organisation) -> None:
    network = make_network()
    affiliate(network, organisation)
    start(organisation)
    start(make_organisation(name="Far House", country="TH"))
    hidden = make_organisation(name="Hidden House", listing=Listing.HIDDEN)
    affiliate(network, hidden)
    start(hidden)
    ask("Asked House")
    seen = {
        make_role(Role.MEMBERSHIP): {"Lost House", "Far House", "Hidden House", "Asked House"},
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"): {"Lost House"},
        make_role(Role.NETWORK_VERIFIER, network=network): {"Lost House"},
        make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"): set(),
    }

    for person, names in seen.items():
        sign_in(client, person)
        text = client.get("/recoveries").text
        assert {one for one in ("Lost House", "Far House", "Hidden House", "Asked House") if one in text} == names
        number = f"{len(names)} organisation"
        assert (number in client.get("/dashboard").text) == bool(names)


def test_ended_ones_are_shown_on_demand(client: FlaskClient, recovery: Recovery) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    services.decline_recovery(recovery, by=None)
    session.commit()

    assert "Lost House" not in client.get("/recoveries").text
    assert "Lost House" in client.get("/recoveries?all=1").text


def test_the_list_is_cut_into_pages_and_costs_the_same(client: FlaskClient, queries: QueryCounter) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    start(make_organisation(name="House 00"))
    with queries.counting():
        client.get("/recoveries")
    few = len(queries)
    for number in range(1, 27):
        start(make_organisation(name=f"House {number:02}"))
    queries.statements.clear()
    with queries.counting():
        text = client.get("/recoveries").text

    assert len(queries) == few
    assert "House 26" in text
    assert "House 01" not in text
    rest = text.split("before=")[1].split('"')[0]
    assert "House 01" in client.get(f"/recoveries?before={rest}").text
    assert client.get("/recoveries?before=nonsense").status_code == 200


def test_the_region_and_the_secretariat_vouch(
    client: FlaskClient, organisation: Organisation, recovery: Recovery
) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert "WHYCANARY" in client.get(page(recovery)).text
    assert "Thank you for vouching." in send(client, page(recovery, "/vouch"), **VOUCHING)
    assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == 403
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == 403
    sign_in(client, make_role(Role.ADMINISTRATOR))

    text = send(client, page(recovery, "/vouch"), **VOUCHING)

    assert vouches() == ["region", "secretariat"]
    assert recovery.state == "waiting"
    assert "Time to object until" in text


def test_somebody_with_two_hats_vouches_once(client: FlaskClient, recovery: Recovery) -> None:
    person = make_role(Role.MEMBERSHIP)
    make_role(Role.REGIONAL_REPRESENTATIVE, person=person, region="africa")
    sign_in(client, person)
    send(client, page(recovery, "/vouch"), **VOUCHING)
    header = client.get("/dashboard").text
    other = next(
        one for one in header.split('value="role:')[1:] if "Regional representative" in one.split("</option>")[0]
    )
    client.post("/accounts/capacity", data={"capacity": f"role:{other[:36]}"})

    assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == 403
    assert vouches() == ["secretariat"]


def test_two_of_the_secretariat_do_not_replace_the_region(client: FlaskClient, recovery: Recovery) -> None:
    for status in (302, 403):
        sign_in(client, make_role(Role.MEMBERSHIP))
        assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == status
    assert recovery.state == "vouching"


def test_a_second_person_of_the_secretariat_stands_in_where_the_region_may_not_know(client: FlaskClient) -> None:
    hidden = make_organisation(listing=Listing.HIDDEN)
    recovery = start(hidden)
    representative = make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
    sign_in(client, representative)
    assert client.get(page(recovery)).status_code == 404

    first = make_role(Role.MEMBERSHIP)
    for person, status in ((first, 302), (first, 403), (make_role(Role.MEMBERSHIP), 302)):
        sign_in(client, person)
        assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == status

    assert vouches() == ["secretariat", "region"]
    assert recovery.state == "waiting"


def test_hiding_it_later_lets_nobody_stand_in(client: FlaskClient, organisation: Organisation) -> None:
    recovery = start(organisation)
    services.hide_now(organisation, by=None, source="secretariat")
    session.commit()

    for status in (302, 403):
        sign_in(client, make_role(Role.MEMBERSHIP))
        assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == status


def test_the_candidate_does_not_vouch(client: FlaskClient, organisation: Organisation) -> None:
    officer = make_role(Role.MEMBERSHIP)
    recovery = start(organisation, officer)
    sign_in(client, officer)

    assert "I vouch for them" not in client.get(page(recovery)).text
    assert client.post(page(recovery, "/vouch"), data=VOUCHING).status_code == 403


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"basis": ""}, "A letter or a mail alone is not enough."),
        ({"basis": "mail"}, "Not a valid choice"),
        ({"note": ""}, "Write a few words."),
        ({"current_password": ""}, "Enter your password to confirm."),
        ({"current_password": "wrong"}, "This is not your present password."),
    ],
)
def test_vouching_needs_a_reason_and_the_password(
    client: FlaskClient, recovery: Recovery, data: dict[str, str], message: str
) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert message in send(client, page(recovery, "/vouch"), **{**VOUCHING, **data})
    assert vouches() == []


def test_the_secretariat_finds_out_which_one_is_meant(client: FlaskClient, organisation: Organisation) -> None:
    recovery = ask("lost")
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert "Lost House" in client.get(page(recovery)).text

    assert "Choose one." in send(client, page(recovery, "/assign"))
    text = send(client, page(recovery, "/assign"), organisation_id=str(organisation.id))

    assert "A new editor for Lost House" in text
    assert recovery.state == "vouching"
    assert client.post(page(recovery, "/assign"), data={"organisation_id": str(organisation.id)}).status_code == 200
    assert recovery.organisation_id == organisation.id


def test_one_of_another_name_is_searched_for(client: FlaskClient, organisation: Organisation) -> None:
    recovery = ask("Something else")
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "No organisation of such a name is known." in client.get(page(recovery)).text
    assert "Lost House" in client.get(page(recovery) + "?q=lost").text
    send(client, page(recovery, "/assign?q=lost"), organisation_id=str(organisation.id))

    assert recovery.organisation_id == organisation.id


def test_one_with_an_editor_is_not_taken(client: FlaskClient, organisation: Organisation) -> None:
    make_mandate(organisation, "edit")
    recovery = ask("lost")
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = send(client, page(recovery, "/assign"), organisation_id=str(organisation.id))

    assert "Somebody can edit this organisation." in text
    assert recovery.organisation_id is None


def test_only_the_secretariat_steers(client: FlaskClient, recovery: Recovery) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert client.post(page(recovery, "/decline")).status_code == 403
    assert client.post(page(recovery, "/assign")).status_code == 403
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "The recovery is declined." in send(client, page(recovery, "/decline"))
    assert recovery.state == "declined"
    assert client.post(page(recovery, "/decline")).status_code == 409


def test_the_secretariat_is_shown_whom_to_call_and_what_happened_before(
    client: FlaskClient, organisation: Organisation
) -> None:
    contact = make_contact(organisation, name="CALLCANARY")
    contact.safe_channel = Channel.PHONE
    make_contact(organisation, name="UNSAFECANARY")
    first = start(organisation)
    services.object_to(first, by=make_mandate(organisation, "read").id)
    recovery = start(organisation)

    sign_in(client, make_role(Role.MEMBERSHIP))
    text = client.get(page(recovery)).text
    assert "CALLCANARY" in text
    assert "UNSAFECANARY" not in text
    assert "An earlier recovery was stopped" in text
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert "CALLCANARY" not in client.get(page(recovery)).text
