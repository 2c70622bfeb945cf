"""The page that foretells the letters of the yearly ladder."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.membership import services
from nswp_members.membership.models import Change, Standing
from nswp_members.organisations.models import FieldRead, Organisation
from tests.conftest import QueryCounter
from tests.factories import make_contact, make_mandate, make_organisation, make_role, sign_in

PAGE = "/membership/upcoming"


def make_member(name: str, days: int, *, country: str = "KE", function: str = "Treasurer") -> Organisation:
    organisation = make_organisation(name=name, country=country)
    contact = make_contact(organisation, email=f"{name.lower()}@example.org", name="PERSONCANARY")
    contact.function = function
    by = today() + timedelta(days=days)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=by)
    session.commit()
    return organisation


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


def test_only_the_secretariat_looks_ahead(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 302
    for person, status in (
        (make_role(Role.REGIONAL_REPRESENTATIVE), 403),
        (make_mandate(make_organisation(), "edit"), 403),
        (make_role(Role.ADMINISTRATOR), 200),
    ):
        sign_in(client, person)
        assert client.get(PAGE).status_code == status


def test_it_says_to_whom_when_and_in_which_language_and_no_address(officer: FlaskClient) -> None:
    organisation = make_member("Dawnhouse", 10)

    text = officer.get(PAGE).text

    for words in ("Dawnhouse", "Treasurer", "English", "7 days before", "within the hour", str(organisation.id)):
        assert words in text
    for words in ("@example.org", "PERSONCANARY"):
        assert words not in text
    assert session.scalars(select(FieldRead.fields)).one() == ["contacts"]


def test_it_says_why_a_letter_does_not_go_out(officer: FlaskClient) -> None:
    suspended = make_member("Dawnhouse", 3)
    services.change_term(suspended, as_=Change.SUSPENDED, standing=Standing.SUSPENDED, on=today(), by=None)

    text = officer.get(PAGE).text

    assert "membership is suspended" in text
    assert "Treasurer" not in text


def test_region_and_step_narrow_it_down(officer: FlaskClient) -> None:
    make_member("Dawnhouse", 10)
    make_member("Kaihouse", 40, country="NZ")

    assert "Kaihouse" not in officer.get(f"{PAGE}?region=africa").text
    assert "Dawnhouse" not in officer.get(f"{PAGE}?region=asia-pacific").text
    assert "Dawnhouse" not in officer.get(f"{PAGE}?rung=-60").text
    assert "Dawnhouse" in officer.get(f"{PAGE}?rung=-7").text
    assert "Nothing comes" in officer.get(f"{PAGE}?region=europe").text
    for nonsense in ("region=moon", "rung=x", "page=0", "page=99", "page=x"):
        assert officer.get(f"{PAGE}?{nonsense}").status_code == 200


def test_long_lists_have_pages_and_cost_the_same(
    officer: FlaskClient, queries: QueryCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(officer.application.config, "PAGE_SIZE", 3)
    make_member("House0", 33)
    officer.get(PAGE)
    with queries.counting():
        officer.get(PAGE)
    few = len(queries)
    for number in range(1, 7):
        make_member(f"House{number}", 33)
    queries.statements.clear()
    with queries.counting():
        first = officer.get(PAGE).text
    second = officer.get(f"{PAGE}?page=2").text

    assert len(queries) == few
    assert "page=2" in first
    assert "page=1" in second
    assert "page=3" in second


def test_the_picture_has_a_table_for_a_twin(officer: FlaskClient) -> None:
    make_member("Dawnhouse", 33)

    text = officer.get(PAGE).text

    assert "<svg" in text
    assert "Show as a table" in text
