"""The pages on which the secretariat keeps the categories of membership."""

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.organisations import queries
from tests.factories import make_mandate, make_organisation, make_role, sign_in

LIST, NEW, FULL = "/membership/categories", "/membership/categories/new", "/membership/categories/full"
SENT: dict[str, Any] = {
    "name_en": "Friend",
    "name_fr": "Amie",
    "description_en": "Who stands beside us.",
    "position": "4",
    "valid_from": "2026-01-01",
    "version": "1",
}


@pytest.fixture
def officer(client: FlaskClient) -> FlaskClient:
    """A browser in which somebody of the membership staff is signed in."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


@pytest.mark.parametrize("address", [LIST, NEW, FULL])
def test_only_the_membership_staff_keeps_categories(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "read", "edit"))
    assert client.get(address).status_code == 403


def test_the_delivered_categories_are_listed_in_the_readers_language(officer: FlaskClient) -> None:
    assert "Membre à part entière" in officer.get(f"/fr{LIST}").text


def test_a_category_is_added(officer: FlaskClient) -> None:
    answer = officer.post(NEW, data={**SENT, "code": "friend", "is_open": "y"})

    friend = queries.category("friend")
    assert answer.status_code == 302
    assert friend is not None
    assert (friend.names, friend.has_vote_on(today()), friend.is_open) == ({"en": "Friend", "fr": "Amie"}, False, True)
    assert "Friend" in officer.get(LIST).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "full"}, "A category has this code already."),
        ({"code": "Not so"}, "Use small letters"),
        ({"name_en": ""}, "Enter a name."),
        ({"position": ""}, "Enter a number."),
        ({"valid_until": "2025-01-01"}, "The last day has to come after the first."),
    ],
)
def test_what_is_wrong_is_said(officer: FlaskClient, change: dict[str, str], sentence: str) -> None:
    page = officer.post(NEW, data={**SENT, "code": "friend", **change})

    assert (page.status_code, sentence in page.text) == (200, True)
    assert queries.category("friend") is None


def test_a_category_is_changed(officer: FlaskClient) -> None:
    officer.post(FULL, data={**SENT, "has_vote": "y"})

    full = queries.category("full")
    assert full is not None
    assert (full.name_in("en"), full.version, full.is_open) == ("Friend", 2, False)


def test_the_right_to_vote_changes_from_the_day_that_was_entered(officer: FlaskClient) -> None:
    officer.post(FULL, data={**SENT, "vote_from": "2026-03-01"})

    full = queries.category("full")
    assert full is not None
    assert [full.has_vote_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [True, False]
    for page in (officer.get(FULL).text, officer.get(LIST).text):
        assert "does not vote" in page
        assert "Before that: votes" in page


@pytest.mark.parametrize(
    ("name", "day", "sentence"),
    [
        ("vote_from", "2026-02-01", "The right to vote has changed after this day."),
        ("vote_from", "1200-01-01", "Choose a day from 1990 on."),
        ("valid_until", "2025-01-01", "The last day has to come after the first."),
        ("valid_until", "nonsense", "Not a valid date value"),
    ],
)
def test_an_error_about_a_day_stands_at_its_field(officer: FlaskClient, name: str, day: str, sentence: str) -> None:
    officer.post(FULL, data={**SENT, "vote_from": "2026-03-01"})

    page = officer.post(FULL, data={**SENT, "version": "2", "has_vote": "y", name: day}).text

    at_field = re.search(rf'id="{name}-error"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert at_field is not None
    assert sentence in at_field[1]


def test_a_change_of_another_is_not_written_over(officer: FlaskClient) -> None:
    officer.post(FULL, data={**SENT, "has_vote": "y"})

    page = officer.post(FULL, data={**SENT, "name_en": "Other"})

    session.expire_all()
    full = queries.category("full")
    assert "Somebody else has changed this category" in page.text
    assert full is not None
    assert full.name_in("en") == "Friend"


def test_a_category_that_is_not_there_is_not_found(officer: FlaskClient) -> None:
    assert officer.get("/membership/categories/nothing").status_code == 404
