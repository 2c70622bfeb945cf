"""Which active members break the rule that every one of them endorses the Consensus Statement."""

from datetime import date

import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session, today
from nswp_members.membership import queries, services
from nswp_members.membership.models import Change, Standing
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import make_endorsement, make_organisation, make_role, viewer_of

pytestmark = pytest.mark.usefixtures("app")


def a_member(name: str) -> Organisation:
    """Make an organisation that is a member since 2024."""
    organisation = make_organisation(name=name)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    session.commit()
    return organisation


def names(size: int = 10) -> list[str]:
    """Return the names on the first page."""
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    return [one.name for one in queries.exceptions_page(viewer, today(), size=size).rows]


def test_an_active_member_without_an_endorsement_is_an_exception() -> None:
    a_member("Acacia")
    make_endorsement(a_member("Baobab"))
    make_organisation(name="Cedar, no member")

    assert names() == ["Acacia"]


def test_a_withdrawn_endorsement_does_not_count() -> None:
    endorsement = make_endorsement(a_member("Acacia"))
    assert names() == []

    endorsement.withdrawn_at = now()
    session.commit()

    assert names() == ["Acacia"]


def test_only_active_members_are_held_to_the_rule() -> None:
    dormant, gone = a_member("Acacia"), a_member("Baobab")
    services.change_term(dormant, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)
    services.end_membership(gone, as_=Change.DISSOLVED, on=today(), by=None, reason="")

    assert names() == []


def test_pages_follow_each_other() -> None:
    for name in ("Acacia", "Baobab", "Cedar"):
        a_member(name)
    viewer = viewer_of(make_role(Role.MEMBERSHIP))

    first = queries.exceptions_page(viewer, today(), size=2)
    second = queries.exceptions_page(viewer, today(), size=2, after=first.after)

    assert [[one.name for one in page.rows] for page in (first, second)] == [["Acacia", "Baobab"], ["Cedar"]]
    assert (first.count, second.after) == (3, None)


def test_a_hidden_member_counts_for_the_staff_only() -> None:
    organisation = a_member("Acacia")
    organisation.listing = Listing.HIDDEN
    session.commit()
    region = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert names() == ["Acacia"]
    assert queries.exceptions_count(region, today()) == 0
