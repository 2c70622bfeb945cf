from uuid import UUID

import pytest
from flask import Flask

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import now, session
from nswp_members.organisations import queries
from nswp_members.organisations.models import Listing, Mandate
from nswp_members.organisations.queries import Lack
from tests.conftest import QueryCounter
from tests.factories import (
    make_contact,
    make_mandate,
    make_organisation,
    make_person,
    make_role,
    viewer_of,
)


@pytest.fixture
def officer(app: Flask) -> Viewer:
    return viewer_of(make_role(Role.MEMBERSHIP))


def names(viewer: Viewer, lack: Lack, size: int = 50, after: UUID | None = None) -> list[str]:
    page = queries.upkeep_page(viewer, lack, at=now(), confirmed_before=now(), size=size, after=after)
    return [row.name for row in page.rows]


def test_two_different_addresses_that_take_mail_are_enough(officer: Viewer) -> None:
    enough, twice, returned, closed, phone = (
        make_organisation(name=name) for name in ("Enough", "Twice", "Returned", "Closed", "Phone")
    )
    for _ in range(2):
        make_contact(enough)
        make_contact(twice, email="same@example.org")
    for organisation, field, value in ((returned, "mail_suspended_at", now()), (closed, "is_active", False)):
        make_contact(organisation)
        setattr(make_person(email=make_contact(organisation).email, account=False), field, value)
    contact = make_contact(phone)
    contact.email, contact.email_lookup, contact.phone = None, None, "1"
    session.commit()

    assert names(officer, Lack.CONTACTS) == ["Closed", "Phone", "Returned", "Twice"]
    assert [queries.active_contacts(one.id) for one in (enough, twice, returned, closed, phone)] == [2, 1, 1, 1, 0]


def test_an_editor_counts_while_they_can_sign_in_and_their_mandate_lasts(officer: Viewer) -> None:
    edited, read, ended, closed, never = (
        make_organisation(name=name) for name in ("Edited", "Read", "Ended", "Closed", "Never")
    )
    make_mandate(edited, "read", "edit")
    make_mandate(read, "read")
    person = make_mandate(ended, "edit")
    session.query(Mandate).filter_by(person_id=person.id).one().valid_until = now()
    make_mandate(closed, "edit").is_active = False
    session.commit()

    assert names(officer, Lack.EDITORS) == ["Closed", "Ended", "Never", "Read"]
    ids = [one.id for one in (edited, read, ended, closed, never)]
    assert queries.orphaned(ids, at=now()) == {ended.id, closed.id}
    assert [queries.has_editor(key, at=now()) for key in ids] == [True, False, False, False, False]


def test_those_that_left_are_not_looked_after(officer: Viewer) -> None:
    make_organisation(listing=Listing.WITHDRAWN)

    assert [names(officer, lack) for lack in Lack] == [[], [], []]


def test_the_list_holds_only_what_its_reader_may_know(app: Flask) -> None:
    make_organisation(name="Hidden", listing=Listing.HIDDEN)
    make_organisation(name="Elsewhere", country="TH")
    make_organisation(name="Here")
    representative = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert names(representative, Lack.EDITORS) == ["Here"]
    assert names(viewer_of(make_person()), Lack.EDITORS) == []


def test_pages_follow_each_other(officer: Viewer) -> None:
    for number in range(5):
        make_organisation(name=f"House {number}")
    first = queries.upkeep_page(officer, Lack.CONTACTS, at=now(), confirmed_before=now(), size=3)

    assert (len(first.rows), first.count) == (3, 5)
    assert names(officer, Lack.CONTACTS, size=3, after=first.after) == ["House 3", "House 4"]


def test_a_page_costs_the_same_for_few_and_many(officer: Viewer, queries: QueryCounter) -> None:
    make_organisation()
    with queries.counting():
        names(officer, Lack.CONTACTS)
    few = len(queries)
    for _ in range(10):
        make_contact(make_organisation())
    queries.statements.clear()
    with queries.counting():
        names(officer, Lack.CONTACTS)

    assert len(queries) == few == 2


def test_who_is_the_only_editor_is_known(app: Flask) -> None:
    alone, shared = make_organisation(), make_organisation()
    person = make_mandate(alone, "edit")
    make_mandate(shared, "edit", person=person)
    make_mandate(shared, "edit")

    assert queries.sole_editor_of(person.id, at=now()) == [alone.id]
