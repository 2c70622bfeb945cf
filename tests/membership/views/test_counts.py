"""Members on a day, as a page and as a file."""

import csv
import io
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.membership import services
from nswp_members.membership.models import Change
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.services import CategoryValues, add_category
from tests.conftest import QueryCounter
from tests.factories import make_mandate, make_organisation, make_role, sign_in

ADDRESS = "/membership/counts"


def a_member(country: str, *, category: str = "full", on: date = date(2024, 1, 1)) -> Organisation:
    """Make an organisation that is a member from a day on."""
    organisation = make_organisation(country=country)
    services.begin_term(organisation, category=category, on=on, as_=Change.APPROVED, by=None)
    session.commit()
    return organisation


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    """A browser in which somebody of the membership staff is signed in."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}.csv", f"{ADDRESS}.xlsx"])
def test_only_the_membership_staff_counts(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 302
    for person in (
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
        make_mandate(make_organisation(), "read", "edit"),
        make_role(Role.DONOR),
    ):
        assert sign_in(client.application.test_client(), person).get(address).status_code == 403


def test_the_page_shows_numbers_and_the_rule(officer: FlaskClient) -> None:
    a_member("KE")
    a_member("KE", category="associate")
    a_member("MX", on=date(2026, 1, 1))

    page = officer.get(f"{ADDRESS}?on=2026-02-01&since=2025-02-01").text

    assert "Kenya" in page
    assert "Mexico" in page
    assert "A member counts on a day if its membership had begun by then and had not ended." in page
    assert "Full member" in page


def test_each_region_folds_with_its_totals_in_sight(officer: FlaskClient) -> None:
    a_member("KE")
    a_member("KE", category="associate")
    alone = officer.get(ADDRESS).text
    a_member("MX")

    page = officer.get(ADDRESS).text

    assert '<details class="region" open>' in alone
    assert '<details class="region">' in page
    assert "<summary>Africa: 2" in page
    assert "Full member: 1; Associate member: 1" in page


def test_a_day_before_there_were_members_is_empty(officer: FlaskClient) -> None:
    a_member("KE")

    page = officer.get(f"{ADDRESS}?on=2020-01-01").text

    assert "No members on that day" in page
    assert "Kenya" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("on=2999-01-01", "The day lies in the future."),
        ("on=2024-01-01&since=2024-01-01", "Choose a day before the other one."),
        ("on=0001-01-01", "Choose a day from 1990 on."),
        ("on=nonsense", "Not a valid date value"),
    ],
)
def test_a_day_that_cannot_be_counted_on_is_refused(officer: FlaskClient, query: str, sentence: str) -> None:
    response = officer.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert sentence in response.text


def test_the_csv_holds_one_line_for_each_place_and_category(officer: FlaskClient) -> None:
    for category in ("full", "full", "associate"):
        a_member("KE", category=category)

    answer = officer.get(f"{ADDRESS}.csv?on=2025-01-01")

    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert lines == [
        ["Day", "Region", "Country code", "Country", "Category", "Members"],
        ["2025-01-01", "Africa", "KE", "Kenya", "Associate member", "1"],
        ["2025-01-01", "Africa", "KE", "Kenya", "Full member", "2"],
    ]
    assert answer.headers["Content-Disposition"] == "attachment; filename=counts-2025-01-01.csv"
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "membership.took_counts")).one()
    assert trail.details == {"on": "2025-01-01", "since": "2024-01-01", "format": "csv"}


def test_the_workbook_holds_changes_and_the_rule_and_runs_nothing(officer: FlaskClient) -> None:
    values = CategoryValues({"en": "=1+1"}, {}, has_vote=False, is_open=True, position=4)
    add_category("friend", values, by=None)
    a_member("KE", category="friend")

    book = load_workbook(BytesIO(officer.get(f"{ADDRESS}.xlsx?on=2025-01-01&since=2023-06-01").data))

    assert book.sheetnames == ["Members", "Changes", "How it was counted"]
    assert book["Members"]["E2"].value == "'=1+1"
    assert [cell.value for cell in book["Changes"][2]] == ["Africa", 0, 1, 0, 0, 0, 1]


def test_the_page_takes_as_many_queries_with_many_members_as_with_few(
    officer: FlaskClient, queries: QueryCounter
) -> None:
    a_member("KE")
    with queries.counting():
        officer.get(ADDRESS)
    few = len(queries)
    queries.statements.clear()
    for country in ("KE", "UG", "MX", "FR"):
        a_member(country)

    with queries.counting():
        officer.get(ADDRESS)

    assert len(queries) == few
