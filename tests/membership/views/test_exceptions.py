"""The list of active members without an endorsement."""

from datetime import date

from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.membership import services
from nswp_members.membership.models import Change
from tests.factories import make_endorsement, make_organisation, make_role, sign_in

ADDRESS = "/membership/exceptions"


def test_only_the_membership_staff_sees_it(client: FlaskClient) -> None:
    assert client.get(ADDRESS).status_code == 302
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert client.get(ADDRESS).status_code == 403


def test_it_should_be_empty(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Every active member endorses the Consensus Statement." in client.get(ADDRESS).text


def test_it_names_who_has_to_be_asked_and_pages(client: FlaskClient) -> None:
    client.application.config["PAGE_SIZE"], before = 1, client.application.config["PAGE_SIZE"]
    for name in ("Acacia Circle", "Baobab Circle"):
        organisation = make_organisation(name=name, country="KE")
        services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    session.commit()
    sign_in(client, make_role(Role.MEMBERSHIP))

    first = client.get(ADDRESS).text
    client.application.config["PAGE_SIZE"] = before

    assert "Acacia Circle" in first
    assert "Baobab Circle" not in first
    assert f"{ADDRESS}?after=" in first
    assert "/endorsements/ask?region=africa&amp;country=KE" in first


def test_who_endorsed_is_not_on_it(client: FlaskClient) -> None:
    organisation = make_organisation(name="Acacia Circle")
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    make_endorsement(organisation)
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Acacia Circle" not in client.get(ADDRESS).text
