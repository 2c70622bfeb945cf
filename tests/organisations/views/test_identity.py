import re

from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import services
from nswp_members.organisations.models import FieldRead, IdentityField, Listing, Organisation, Proposal
from nswp_members.regions.models import JurisdictionRisk, RiskLevel
from tests.factories import make_mandate, make_organisation, make_person, make_role, sign_in


def address(organisation: Organisation, field: str = "") -> str:
    return f"/organisations/{organisation.id}/identity" + (f"/{field}" if field else "")


def proposals() -> list[Proposal]:
    return list(session.scalars(select(Proposal)))


def hide_by_force(country: str) -> None:
    session.add(
        JurisdictionRisk(
            country_code=country, level=RiskLevel.FORCED_HIDDEN, reason="x", valid_from=now(), set_at=now()
        )
    )
    session.commit()


def test_the_page_is_for_editors_the_region_and_the_secretariat(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    network_of_nobody = make_organisation()

    assert client.get(address(organisation)).status_code == 302
    for person, status in (
        (make_mandate(organisation, "edit"), 200),
        (make_mandate(organisation, "read"), 403),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), 200),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"), 403),
        (make_role(Role.MEMBERSHIP), 200),
        (make_role(Role.PROGRAMME), 403),
        (make_mandate(network_of_nobody, "edit"), 403),
    ):
        sign_in(client, person)
        assert client.get(address(organisation)).status_code == status


def test_changing_is_for_editors_and_the_secretariat(client: FlaskClient) -> None:
    organisation = make_organisation()
    sent = {"value": "Morning Star", "reason": "Why not"}

    assert client.post(address(organisation, "name"), data=sent).status_code == 302
    for person in (make_mandate(organisation, "read"), make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")):
        sign_in(client, person)
        assert client.get(address(organisation, "name")).status_code == 403
        assert client.post(address(organisation, "name"), data=sent).status_code == 403

    assert proposals() == []


def test_other_fields_are_not_changed_here(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "edit"))

    for field in ("city", "listing", "nothing"):
        assert client.get(address(organisation, field)).status_code == 404


def test_an_editor_proposes_and_sees_the_difference_and_the_published_value(client: FlaskClient) -> None:
    organisation = make_organisation(name="Evening Star")
    sign_in(client, make_mandate(organisation, "edit"))

    answer = client.post(address(organisation, "name"), data={"value": "Morning Star", "reason": "We voted"})
    page = client.get(answer.location).text

    [proposal] = proposals()
    assert (proposal.field, proposal.value_after, proposal.reason) == ("name", "Morning Star", "We voted")
    assert organisation.name == "Evening Star"
    assert "Your proposal is on its way" in page
    assert "Morning" in page
    assert f"/proposals/{proposal.id}" in page


def test_each_field_has_a_form_that_proposes(client: FlaskClient) -> None:
    organisation = make_organisation(category="full", sex_worker_led=True)
    sign_in(client, make_mandate(organisation, "edit"))

    for field, value in (
        ("country_code", "TH"),
        ("region_code", "europe"),
        ("category", "associate"),
        ("sex_worker_led", "no"),
    ):
        assert client.get(address(organisation, field)).status_code == 200
        assert client.post(address(organisation, field), data={"value": value, "reason": "x"}).status_code == 302

    found = {one.field: (one.value_before, one.value_after) for one in proposals()}
    assert found == {
        "country_code": ("KE", "TH"),
        "region_code": ("africa", "europe"),
        "category": ("full", "associate"),
        "sex_worker_led": (True, False),
    }


def test_without_a_reason_or_a_fitting_value_nothing_is_proposed(client: FlaskClient) -> None:
    organisation = make_organisation(name="Evening Star", category="full")
    sign_in(client, make_mandate(organisation, "edit"))

    assert "Say why." in client.post(address(organisation, "name"), data={"value": "Morning Star"}).text
    for field, value, message in (
        ("name", "…", "A name needs at least one letter or digit."),
        ("name", "Evening Star", "This is what is published already."),
        ("category", "emperor", "Not a valid choice"),
        ("country_code", "ZZ", "Not a valid choice"),
        ("region_code", "global", "Not a valid choice"),
    ):
        assert message in client.post(address(organisation, field), data={"value": value, "reason": "x"}).text

    assert proposals() == []


def test_a_second_proposal_is_refused_with_a_link_to_the_open_one(client: FlaskClient) -> None:
    organisation = make_organisation(name="Evening Star")
    sign_in(client, make_mandate(organisation, "edit"))
    client.post(address(organisation, "name"), data={"value": "Morning Star", "reason": "x"})

    answer = client.post(address(organisation, "name"), data={"value": "Noon Star", "reason": "x"})

    [proposal] = proposals()
    assert "A change of this is proposed already and waits for a decision." in answer.text
    assert f'href="/proposals/{proposal.id}"' in answer.text
    assert proposal.value_after == "Morning Star"


def test_the_secretariat_changes_at_once(client: FlaskClient) -> None:
    organisation = make_organisation(name="Evening Star")
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(organisation, "name"), data={"value": "Morning Star", "reason": "By letter"})

    assert answer.location == address(organisation)
    assert organisation.name == "Morning Star"
    assert proposals() == []
    history = client.get(f"/organisations/{organisation.id}/history").text
    [change] = re.findall(rf'href="(/organisations/{organisation.id}/history/[^"]+)"', history)[:1]
    assert "Reason: By letter" in history
    assert "By letter" in client.get(change).text
    assert client.get(address(organisation, "region_code")).location == f"/organisations/{organisation.id}/region"


def test_the_secretariat_proposes_like_others_where_it_has_a_stake(client: FlaskClient) -> None:
    organisation = make_organisation(name="Evening Star")
    person = make_mandate(organisation, "read", person=make_role(Role.MEMBERSHIP, person=make_person()))
    sign_in(client, person)

    client.post(address(organisation, "name"), data={"value": "Morning Star", "reason": "x"})

    assert organisation.name == "Evening Star"
    assert [one.proposed_by for one in proposals()] == [person.id]
    assert client.get(f"/organisations/{organisation.id}/region").status_code == 403


def test_a_move_into_a_country_hidden_by_force_is_said_before(client: FlaskClient) -> None:
    hide_by_force("UG")
    organisation = make_organisation(country="KE")
    sign_in(client, make_role(Role.MEMBERSHIP))
    sent = {"value": "UG", "reason": "x"}

    warned = client.post(address(organisation, "country_code"), data=sent)
    assert "This country is hidden by force" in warned.text
    assert organisation.country_code == "KE"

    client.post(address(organisation, "country_code"), data={**sent, "confirm": "KE"})
    assert organisation.country_code == "KE"
    client.post(address(organisation, "country_code"), data={**sent, "confirm": "UG"})
    assert organisation.country_code == "UG"


def test_reading_protected_values_is_noted_for_the_organisation(client: FlaskClient) -> None:
    organisation = make_organisation(sex_worker_led=False, city="Mombasa")
    sign_in(client, make_mandate(organisation, "edit")).get(address(organisation))
    assert session.scalars(select(FieldRead)).all() == []

    sign_in(client, make_role(Role.MEMBERSHIP)).get(address(organisation))

    assert [one.fields for one in session.scalars(select(FieldRead))] == [["sex_worker_led"]]


def test_earlier_proposals_are_listed(client: FlaskClient) -> None:
    organisation = make_organisation()
    editor = make_mandate(organisation, "edit")
    key = services.propose(organisation, IdentityField.NAME, "Morning Star", reason="x", by=editor.id)
    services.withdraw_proposal(session.get_one(Proposal, key), by=editor.id)

    text = sign_in(client, editor).get(address(organisation)).text

    assert "Earlier proposals" in text
    assert "Taken back" in text
