"""Delivering and changing the categories of membership."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.core.i18n import LANGUAGES
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import CategoryExists, CategoryVanished, StaleCategory, VoteChangedLater
from nswp_members.organisations.services import CategoryValues

pytestmark = pytest.mark.usefixtures("app")
FRIEND = CategoryValues(
    names={"en": "Friend", "fr": "Amie"}, descriptions={}, has_vote=False, is_open=False, position=4
)


def test_three_categories_are_delivered_in_five_languages() -> None:
    found = queries.categories()

    assert [(one.code, one.has_vote_on(today())) for one in found] == [
        ("full", True),
        ("associate", False),
        ("supporting", False),
    ]
    assert all(set(one.names) == set(one.descriptions) == set(LANGUAGES) for one in found)


def test_what_the_secretariat_changed_stays_when_categories_are_delivered_again() -> None:
    values = replace(FRIEND, names={"en": "Member"})
    services.change_category("full", values, seen_version=1, by=None)
    session.commit()

    services.sync_categories()

    full = queries.category("full")
    assert full is not None
    assert (full.names, full.version) == ({"en": "Member"}, 2)


def test_a_category_is_added_once() -> None:
    services.add_category("friend", FRIEND, by=None)

    with pytest.raises(CategoryExists):
        services.add_category("friend", FRIEND, by=None)

    assert [one.code for one in queries.categories()][-1] == "friend"
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.added_category")).one()
    assert trail.details["code"] == "friend"


def test_two_changes_at_once_are_noticed() -> None:
    services.change_category("full", FRIEND, seen_version=1, by=None)

    with pytest.raises(StaleCategory):
        services.change_category("full", replace(FRIEND, has_vote=True), seen_version=1, by=None)
    with pytest.raises(CategoryVanished):
        services.change_category("nothing", FRIEND, seen_version=1, by=None)


def test_a_change_tells_in_the_trail_which_fields() -> None:
    full = queries.category("full")
    assert full is not None
    present = CategoryValues(full.names, full.descriptions, full.has_vote_on(today()), full.is_open, full.position)

    services.change_category("full", replace(present, is_open=False), seen_version=1, by=None)
    services.change_category("full", replace(present, is_open=False), seen_version=2, by=None)

    statement = select(AuditEntry.details).where(AuditEntry.action == "organisations.changed_category")
    assert list(session.scalars(statement)) == [{"code": "full", "fields": ["is_open"]}]


def test_the_right_to_vote_is_dated_and_a_change_ahead_can_be_called_off() -> None:
    first, ahead = date(2020, 1, 1), today() + timedelta(days=30)
    services.add_category("friend", FRIEND, by=None)

    def change(has_vote: bool, day: date, seen_version: int) -> list[tuple[date | None, bool]]:
        values = replace(FRIEND, has_vote=has_vote, vote_from=day)
        return services.change_category("friend", values, seen_version=seen_version, by=None).vote_history()

    assert change(True, first, 1) == [(first, True), (None, False)]
    assert change(False, ahead, 2) == [(ahead, False), (first, True), (None, False)]
    assert change(True, ahead, 3) == [(first, True), (None, False)]
    with pytest.raises(VoteChangedLater):
        change(True, first - timedelta(days=1), 4)
    assert change(False, first, 4) == [(None, False)]


def test_a_category_is_given_from_a_day_to_a_day() -> None:
    services.add_category("friend", replace(FRIEND, valid_from=date(2026, 1, 1), valid_until=date(2026, 7, 1)), by=None)

    given = {
        day: "friend" in [one.code for one in queries.categories_given(day)]
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    }

    assert list(given.values()) == [False, True, True, False]
