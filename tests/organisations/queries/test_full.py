"""List and profile in one."""

from uuid import UUID

from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Audience, Listing, Organisation
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    an_id,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    viewer_of,
)


def some_organisations() -> list[UUID]:
    network = make_network(name="Network", listing=Listing.LISTED)
    found = []
    for number, listing in enumerate(Listing):
        organisation = make_organisation(
            name=f"House {number}", city="Mombasa", sex_worker_led=True, texts={"en": {"people": "River"}}
        )
        organisation.listing = Listing.UNLISTED
        make_contact(organisation)
        affiliate(network, organisation)
        if listing == Listing.LISTED:
            organisation.slug = f"house-{number}"
        organisation.listing = listing
        organisation.audiences = {"website": Audience.US.value} if number % 2 else {}
        found.append(organisation.id)
    session.commit()
    return [*found, network.id]


def test_each_row_shows_what_its_profile_page_shows(app: Flask) -> None:
    ids = some_organisations()
    own = session.get_one(Organisation, ids[0])
    people = (
        make_role(Role.MEMBERSHIP),
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
        make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        make_role(Role.DONOR),
        make_mandate(own, "read"),
    )

    for person in people:
        viewer = viewer_of(person)
        rows = {row.id: row for row in organisations.full_rows(viewer, ids)}
        for key in ids:
            organisation = organisations.by_id_visible(viewer, key)
            if organisation is None:
                assert key not in rows
                continue
            assert set(rows[key].profile.values) == set(organisations.profile_of(viewer, organisation).values)
            present = [one.name for one in organisations.networks_of(viewer, key) if one.valid_until is None]
            assert list(rows[key].networks) == present


def test_rows_come_in_the_order_asked_for_and_the_unknown_are_left_out(app: Flask) -> None:
    ids = some_organisations()
    viewer = viewer_of(make_role(Role.MEMBERSHIP))

    rows = organisations.full_rows(viewer, [*reversed(ids), an_id()])

    assert [row.id for row in rows] == list(reversed(ids))


def test_of_ones_own_organisation_nothing_is_protected(app: Flask) -> None:
    organisation = make_organisation(city="Mombasa")
    own, staff = viewer_of(make_mandate(organisation, "read")), viewer_of(make_role(Role.MEMBERSHIP))

    assert organisations.full_rows(own, [organisation.id])[0].protected == frozenset()
    assert organisations.full_rows(staff, [organisation.id])[0].protected == {"city"}


def test_more_rows_cost_no_more_queries(app: Flask, queries: QueryCounter) -> None:
    ids = some_organisations()
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    session.expire_all()

    with queries.counting():
        organisations.full_rows(viewer, ids)

    assert len(queries) <= 7
