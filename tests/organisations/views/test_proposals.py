from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import IdentityField, Listing, Organisation, Proposal
from tests.conftest import QueryCounter
from tests.factories import an_id, make_mandate, make_organisation, make_role, sign_in

ACTS = ("approve", "refuse", "withdraw", "answer")


def propose(
    organisation: Organisation, value: str = "Morning Star", field: IdentityField = IdentityField.NAME
) -> tuple[Proposal, Person]:
    editor = make_mandate(organisation, "edit")
    key = services.propose(organisation, field, value, reason="We voted", by=editor.id)
    session.commit()
    return session.get_one(Proposal, key), editor


def address(proposal: Proposal, act: str = "") -> str:
    return f"/proposals/{proposal.id}" + (f"/{act}" if act else "")


def approval(seen: str, **more: str) -> dict[str, str]:
    return {"approve-seen": seen, **more}


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    """An organisation that the representatives of Africa know."""
    return make_organisation(name="Evening Star", category="full")


def test_a_proposal_is_for_both_sides_and_nobody_else(client: FlaskClient, organisation: Organisation) -> None:
    proposal, editor = propose(organisation)
    organisation.listing, organisation.slug = Listing.LISTED, "evening-star"
    session.commit()

    assert client.get(address(proposal)).status_code == 302
    for person, status in (
        (editor, 200),
        (make_mandate(organisation, "edit"), 200),
        (make_mandate(organisation, "read"), 403),
        (make_role(Role.MEMBERSHIP), 200),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), 200),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"), 404),
        (make_role(Role.DONOR), 404),
        (make_mandate(make_organisation(), "edit"), 404),
    ):
        sign_in(client, person)
        assert client.get(address(proposal)).status_code == status
        assert client.get(f"/proposals/{an_id()}").status_code == 404


def test_a_proposal_of_a_hidden_organisation_answers_like_none(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    organisation.listing = Listing.HIDDEN
    session.commit()
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert client.get(address(proposal)).status_code == 404
    assert {client.post(address(proposal, act)).status_code for act in ACTS} == {404}
    assert "Evening Star" not in client.get("/proposals").text


def test_representatives_write_and_do_not_decide(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation, "associate", IdentityField.CATEGORY)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    page = client.get(address(proposal)).text
    assert "Your decision" not in page
    assert client.post(address(proposal, "approve"), data=approval("full")).status_code == 403
    assert client.post(address(proposal, "refuse"), data={"refuse-reason": "x"}).status_code == 403
    assert client.post(address(proposal, "withdraw")).status_code == 403
    client.post(address(proposal, "answer"), data={"answer-text": "I know them well"})

    assert [one.text for one in queries.messages_of(proposal.id)] == ["I know them well"]
    assert organisation.confidential.category == "full"


def test_representatives_decide_on_membership_where_the_network_wants_it(
    client: FlaskClient, organisation: Organisation, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "REPRESENTATIVES_DECIDE", True)
    category, _editor = propose(organisation, "associate", IdentityField.CATEGORY)
    name, _editor = propose(organisation)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert client.post(address(name, "approve"), data=approval("Evening Star")).status_code == 403
    assert client.post(address(category, "approve"), data=approval("full")).status_code == 302

    assert organisation.confidential.category == "associate"
    assert organisation.name == "Evening Star"


def test_nobody_decides_in_an_own_matter(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    colleague = make_mandate(organisation, "read", person=make_role(Role.MEMBERSHIP))
    sign_in(client, colleague)

    assert "Your decision" not in client.get(address(proposal)).text
    assert client.post(address(proposal, "approve"), data=approval("Evening Star")).status_code == 403
    assert organisation.name == "Evening Star"


def test_the_secretariat_approves(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    sign_in(client, make_role(Role.MEMBERSHIP))

    page = client.get(address(proposal)).text
    assert 'name="approve-seen" type="hidden" value="Evening Star"' in page
    assert "We voted" in page
    answer = client.post(address(proposal, "approve"), data=approval("Evening Star"))

    assert answer.location == "/proposals"
    assert (organisation.name, proposal.state) == ("Morning Star", "approved")
    assert "Your decision" not in client.get(address(proposal)).text


def test_a_region_is_approved_from_a_day_on(client: FlaskClient, organisation: Organisation) -> None:
    organisation.created_at -= timedelta(days=90)
    proposal, _editor = propose(organisation, "europe", IdentityField.REGION)
    sign_in(client, make_role(Role.MEMBERSHIP))
    day, late = today() - timedelta(days=30), today() + timedelta(days=1)

    without = client.post(address(proposal, "approve"), data=approval("africa"))
    future = client.post(
        address(proposal, "approve"), data=approval("africa", **{"approve-valid_from": late.isoformat()})
    )
    assert "Enter the first day." in without.text
    assert "The day lies in the future." in future.text
    assert proposal.state == "open"

    client.post(address(proposal, "approve"), data=approval("africa", **{"approve-valid_from": day.isoformat()}))
    assert organisation.region_code == "europe"
    assert queries.region_at(organisation, day) == "europe"


def test_a_value_that_changed_since_needs_a_second_press(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    services.rename(organisation, "Noon Star", by=None)
    session.commit()
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "The value has changed since" in client.get(address(proposal)).text
    first = client.post(address(proposal, "approve"), data=approval("Evening Star"))
    assert "What is published has changed since this was proposed." in first.text
    assert 'name="approve-seen" type="hidden" value="Noon Star"' in first.text
    assert organisation.name == "Noon Star"

    client.post(address(proposal, "approve"), data=approval("Noon Star"))
    assert organisation.name == "Morning Star"


def test_the_effects_of_a_move_are_said_before(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation, "TH", IdentityField.COUNTRY)
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Its region becomes Asia and the Pacific, from today on." in client.get(address(proposal)).text


def test_a_refusal_needs_a_reason_that_both_sides_read(client: FlaskClient, organisation: Organisation) -> None:
    proposal, editor = propose(organisation)
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Say why." in client.post(address(proposal, "refuse")).text
    assert proposal.state == "open"
    client.post(address(proposal, "refuse"), data={"refuse-reason": "The statutes say otherwise"})

    page = sign_in(client, editor).get(address(proposal)).text
    assert (proposal.state, organisation.name) == ("refused", "Evening Star")
    assert "The statutes say otherwise" in page


def test_the_second_of_two_who_decide_is_told(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    sign_in(client, make_role(Role.MEMBERSHIP))
    client.post(address(proposal, "refuse"), data={"refuse-reason": "No"})

    answer = client.post(address(proposal, "approve"), data=approval("Evening Star"))

    assert "This is decided already." in answer.text
    assert organisation.name == "Evening Star"


def test_every_editor_takes_a_proposal_back(client: FlaskClient, organisation: Organisation) -> None:
    proposal, _editor = propose(organisation)
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert client.post(address(proposal, "withdraw")).status_code == 403

    sign_in(client, make_mandate(organisation, "edit"))
    client.post(address(proposal, "withdraw"))

    assert proposal.state == "withdrawn"


def test_an_empty_message_is_not_sent(client: FlaskClient, organisation: Organisation) -> None:
    proposal, editor = propose(organisation)

    answer = sign_in(client, editor).post(address(proposal, "answer"), data={"answer-text": " "})

    assert "Write something." in answer.text
    assert queries.messages_of(proposal.id) == []


def test_the_list_is_for_the_secretariat_and_the_own_region(client: FlaskClient, organisation: Organisation) -> None:
    propose(organisation)
    propose(make_organisation(name="Far House", country="TH", listing=Listing.LISTED))

    assert client.get("/proposals").status_code == 302
    for person in (make_mandate(organisation, "edit"), make_role(Role.PROGRAMME)):
        sign_in(client, person)
        assert client.get("/proposals").status_code == 403
    both = sign_in(client, make_role(Role.MEMBERSHIP)).get("/proposals").text
    own = sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")).get("/proposals").text

    assert ("Evening Star" in both, "Far House" in both) == (True, True)
    assert ("Evening Star" in own, "Far House" in own) == (True, False)


def test_the_list_is_filtered_and_holds_no_values(client: FlaskClient, organisation: Organisation) -> None:
    propose(organisation, "associate", IdentityField.CATEGORY)
    propose(make_organisation(name="Far House", country="TH"))
    sign_in(client, make_role(Role.MEMBERSHIP))

    everything = client.get("/proposals").text
    by_field = client.get("/proposals?field=category").text
    by_region = client.get("/proposals?region=asia-pacific").text
    odd = client.get("/proposals?region=nowhere&field=city&after=x").text

    assert "Associate" not in everything
    assert "Morning Star" not in everything
    assert ("Evening Star" in by_field, "Far House" in by_field) == (True, False)
    assert ("Evening Star" in by_region, "Far House" in by_region) == (False, True)
    assert ("Evening Star" in odd, "Far House" in odd) == (True, True)


def test_the_list_goes_on_page_by_page_with_a_constant_number_of_queries(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, queries: QueryCounter
) -> None:
    monkeypatch.setitem(app.config, "PAGE_SIZE", 2)
    for number in range(3):
        propose(make_organisation(name=f"House {number}"))
    sign_in(client, make_role(Role.MEMBERSHIP))

    with queries.counting():
        first = client.get("/proposals").text
    link = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(link).text

    assert [f"House {number}" in first for number in range(3)] == [True, True, False]
    assert [f"House {number}" in second for number in range(3)] == [False, False, True]
    assert len(queries) <= 8


def test_the_home_screens_tell_how_many_wait(client: FlaskClient, organisation: Organisation) -> None:
    propose(organisation)
    propose(make_organisation(country="TH"))

    staff = sign_in(client, make_role(Role.MEMBERSHIP)).get("/dashboard").text
    region = sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")).get("/dashboard").text

    assert '<span class="stat-value">2</span> <span class="stat-label">proposed changes wait</span>' in staff
    assert '<span class="stat-value">1</span> <span class="stat-label">proposed change waits</span>' in region
