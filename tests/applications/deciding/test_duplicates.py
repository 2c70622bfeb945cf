"""Doubles are found among members, former members, hidden ones and open applications, with reasons."""

from datetime import timedelta

import pytest

from nswp_members.applications.deciding.duplicates import duplicates_of
from nswp_members.applications.deciding.likeness import Reason
from nswp_members.applications.deciding.queries import plan_for
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Listing
from tests.conftest import QueryCounter
from tests.factories import make_application, make_contact, make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("app")


def found(application: Application) -> dict[str, set[Reason]]:
    """Return the reasons by name."""
    return {one.name: one.reasons for one in duplicates_of(application, plan_for(application))}


@pytest.mark.parametrize("listing", [Listing.UNLISTED, Listing.LISTED, Listing.HIDDEN, Listing.WITHDRAWN])
def test_a_similar_name_is_found_whatever_the_listing(listing: Listing) -> None:
    make_organisation(name="Red Umbrella Mombasa", listing=listing)

    assert found(make_application(name="Réd Umbrela Mombasa")) == {
        "Red Umbrella Mombasa": {Reason.SIMILAR_NAME, Reason.SAME_COUNTRY}
    }


def test_the_same_name_in_another_country_is_found() -> None:
    make_organisation(name="Aurora", country="UG")

    assert found(make_application(name="AURORA")) == {"Aurora": {Reason.SAME_NAME}}


def test_a_former_name_is_found() -> None:
    make_organisation(name="Evening Star", former_names=[("Zebra Crossing", None, "2015")], country="UG")

    assert found(make_application(name="Zebra Crossing")) == {"Evening Star": {Reason.SAME_NAME}}


def test_a_shared_address_is_found() -> None:
    make_contact(make_organisation(name="Evening Star", country="UG"), email="shared@example.org")

    assert found(make_application(email="Shared@example.org")) == {"Evening Star": {Reason.SAME_ADDRESS}}


def test_a_person_who_acts_for_a_member_is_found() -> None:
    organisation = make_organisation(name="Evening Star", country="UG")
    make_mandate(organisation, "edit", person=make_person(email="worker@example.org"))
    contacts = [{"name": "W", "email": "worker@example.org"}]

    assert found(make_application(contacts=contacts)) == {"Evening Star": {Reason.SAME_PERSON}}


def test_a_shared_website_is_found_by_its_host_only() -> None:
    make_organisation(name="Evening Star", website="https://www.star.example.org/about", country="UG")
    make_organisation(name="Other Word", website="https://evenstar.example.org.invalid", country="UG")

    assert found(make_application(website="http://star.example.org")) == {"Evening Star": {Reason.SAME_WEBSITE}}


def test_open_applications_and_drafts_are_found_and_ended_ones_are_not() -> None:
    make_application(name="Zebra Crossing", state=State.VERIFICATION)
    make_application(name="Zebra Crossings", state=State.DRAFT)
    make_application(name="Zebra Crossing", state=State.DECLINED)
    old = make_application(name="Zebra Crossing", state=State.DRAFT)
    old.expires_at = now() - timedelta(days=1)
    application = make_application(name="Zebra Crossing")

    matches = duplicates_of(application, plan_for(application))

    assert [(one.state, Reason.SAME_NAME in one.reasons) for one in matches] == [
        ("verification", True),
        ("draft", False),
    ]


def test_one_that_shares_nothing_is_not_found() -> None:
    make_contact(make_organisation(name="Evening Star"))
    make_application(name="Zebra Crossing")

    assert found(make_application(name="Quiet River")) == {}


def test_however_many_there_are_the_same_statements_are_sent(queries: QueryCounter) -> None:
    application = make_application(name="Zebra Crossing", website="https://zebra.example.org")
    plan = plan_for(application)
    with queries.counting():
        duplicates_of(application, plan)
    few = len(queries)
    for number in range(8):
        organisation = make_organisation(name=f"Zebra Crossing {number}", website="https://zebra.example.org")
        make_contact(organisation, email="contact@example.org")
        make_application(name=f"Zebra Crossing {number}")
    session.expire_all()
    assert application.id
    queries.statements.clear()
    with queries.counting():
        duplicates_of(application, plan)

    assert len(queries) <= few + 1 <= 8
