"""Who stood where on a day, who could vote then, and how many there were."""

from collections import Counter
from datetime import date, timedelta

import pytest

from nswp_members.core.db import session
from nswp_members.membership import queries, services
from nswp_members.membership.counting import Changes
from nswp_members.membership.models import Change, Standing
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.services import CategoryValues
from tests.conftest import QueryCounter
from tests.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")
JOINED = date(2020, 5, 1)
FIRST, SECOND = date(2021, 1, 1), date(2025, 1, 1)


def a_member(country: str = "MX", *, category: str = "full", on: date = JOINED) -> Organisation:
    """Make an organisation that is a member from a day on."""
    organisation = make_organisation(country=country)
    services.begin_term(organisation, category=category, on=on, as_=Change.APPROVED, by=None)
    session.commit()
    return organisation


def cells(day: date) -> dict[tuple[str, str], Counter[str | None]]:
    """Return the numbers by category for each region and country."""
    return {(row.region_code, row.country_code): row.by_category for row in queries.counts_on(day).rows}


def test_members_are_counted_by_region_country_and_category() -> None:
    a_member("KE")
    a_member("KE", category="associate")
    a_member("MX")

    counts = queries.counts_on(FIRST)

    assert cells(FIRST) == {
        ("africa", "KE"): Counter({"full": 1, "associate": 1}),
        ("latin-america", "MX"): Counter({"full": 1}),
    }
    assert (counts.total, counts.by_category) == (3, Counter({"full": 2, "associate": 1}))
    assert counts.of_region("africa").total == 2


def test_the_first_day_counts_and_the_day_of_leaving_does_not() -> None:
    organisation = a_member()
    services.end_membership(organisation, as_=Change.RESIGNED, on=FIRST, by=None, reason="")

    days = (date(2020, 4, 30), JOINED, date(2020, 12, 31), FIRST)

    assert [queries.counts_on(day).total for day in days] == queries.sizes_on(days) == [0, 1, 1, 0]


def test_an_override_of_the_region_does_not_rewrite_what_was_counted() -> None:
    organisation = a_member("MX")
    before = queries.counts_on(FIRST)

    organisations.override_region(
        organisation, "north-america-caribbean", valid_from=date(2024, 1, 1), reason="", by=None
    )

    assert queries.counts_on(FIRST) == before
    assert list(cells(SECOND)) == [("north-america-caribbean", "MX")]


def test_moves_and_new_names_do_not_rewrite_what_was_counted() -> None:
    organisation = a_member("MX")
    before = queries.counts_on(SECOND)

    organisations.move_to_country(organisation, "KE", by=None)
    organisations.rename(organisation, "Tamarind Forum of the Coast", by=None)
    session.commit()

    assert queries.counts_on(SECOND) == before


def test_a_new_category_counts_from_its_day() -> None:
    organisation = a_member()
    services.change_term(organisation, as_=Change.REASSESSED, on=date(2024, 1, 1), by=None, category="associate")

    assert (queries.counts_on(FIRST).by_category, queries.counts_on(SECOND).by_category) == (
        Counter({"full": 1}),
        Counter({"associate": 1}),
    )


def test_two_changes_on_one_day_count_once() -> None:
    organisation = a_member()
    for category in ("associate", "supporting"):
        services.change_term(organisation, as_=Change.REASSESSED, on=FIRST, by=None, category=category)

    assert queries.counts_on(FIRST).by_category == Counter({"supporting": 1})


def test_what_became_of_the_members_adds_up() -> None:
    stays, leaves, moves = a_member("KE"), a_member("KE"), a_member("MX")
    a_member("KE", on=date(2023, 1, 1))
    services.end_membership(leaves, as_=Change.DISSOLVED, on=date(2022, 1, 1), by=None, reason="")
    organisations.override_region(moves, "north-america-caribbean", valid_from=date(2023, 1, 1), reason="", by=None)

    found = queries.changes_between(FIRST, SECOND)

    assert found == [
        Changes("africa", before=2, new=1, left=1, came=0, went=0, after=2),
        Changes("latin-america", before=1, new=0, left=0, came=0, went=1, after=0),
        Changes("north-america-caribbean", before=0, new=0, left=0, came=1, went=0, after=1),
    ]
    assert stays.id in {one.organisation_id for one in queries.members_on(SECOND)}


def test_only_active_members_of_a_category_with_a_vote_are_on_the_roll() -> None:
    votes, associate, suspended = a_member(), a_member(category="associate"), a_member()
    services.change_term(suspended, as_=Change.SUSPENDED, on=date(2024, 1, 1), by=None, standing=Standing.SUSPENDED)

    assert queries.voting_roll(FIRST) == {votes.id, suspended.id}
    assert queries.voting_roll(SECOND) == {votes.id}
    assert [queries.can_vote(one.id, SECOND) for one in (votes, associate, suspended)] == [True, False, False]
    assert not queries.can_vote(votes.id, date(2019, 1, 1))


def test_a_vote_given_to_a_category_counts_from_its_day_on() -> None:
    organisation = a_member(category="associate")
    values = CategoryValues({"en": "Associate"}, {}, has_vote=True, is_open=True, position=2, vote_from=SECOND)

    organisations.change_category("associate", values, seen_version=1, by=None)

    days = (FIRST, SECOND - timedelta(days=1), SECOND)
    assert [queries.can_vote(organisation.id, day) for day in days] == [False, False, True]
    assert [organisation.id in queries.voting_roll(day) for day in days] == [False, False, True]


def test_counting_takes_one_query_however_many_members(request: pytest.FixtureRequest) -> None:
    for _number in range(3):
        a_member()
    counter: QueryCounter = request.getfixturevalue("queries")

    with counter.counting():
        queries.counts_on(SECOND)

    assert len(counter) == 1
