"""Whole selections."""

from flask import Flask

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import session, transaction
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Audience, HidingSource, Listing, SavedSearch
from nswp_members.organisations.queries import DirectoryFilter
from nswp_members.regions.models import RiskLevel
from tests.factories import make_mandate, make_organisation, make_risk, make_role, viewer_of


def a_search(person: Person, query: dict[str, list[str]], *, for_staff: bool = False) -> SavedSearch:
    with transaction():
        return services.save_search(person.id, "Saved", query, for_staff=for_staff)


def test_a_selection_is_the_list_from_its_beginning(app: Flask) -> None:
    third, first = make_organisation(name="Citron"), make_organisation(name="Apple")
    make_organisation(name="Elsewhere", country="FR")
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    wanted = DirectoryFilter(countries=("KE",))

    assert queries.matching_ids(viewer, wanted, most=10) == [first.id, third.id]
    assert queries.matching_ids(viewer, wanted, most=1) == [first.id]
    assert queries.matching_ids(ANYONE, wanted, most=10) == []


def test_rows_by_name_leave_out_what_is_known_by_an_alias(app: Flask) -> None:
    aliased, plain = make_organisation(name="Secret"), make_organisation(name="Plain", listing=Listing.LISTED)
    aliased.alias, aliased.alias_key, aliased.known_to = "Sunflower", "sunflower", Audience.MEMBERS
    session.commit()
    viewer = viewer_of(make_mandate(make_organisation(), "read"))

    assert queries.named_rows(viewer, [aliased.id, plain.id]) == [plain]


def test_an_audience_is_decided_when_it_is_used(app: Flask) -> None:
    open_house = make_organisation(name="Open House", listing=Listing.LISTED)
    person = make_role(Role.MEMBERSHIP)
    saved = a_search(person, {"country": ["KE"]})
    assert queries.saved_audience(viewer_of(person), saved.id) == [open_house.id]

    late = make_organisation(name="Zebra House")
    with transaction():
        services.hide_now(open_house, by=None, source=HidingSource.MEMBER)

    assert queries.saved_audience(viewer_of(person), saved.id) == [late.id]


def test_nobody_is_in_an_audience_who_hides_or_has_left_or_is_known_by_an_alias(app: Flask) -> None:
    plain = make_organisation(name="Plain", listing=Listing.LISTED)
    make_organisation(name="Hidden", listing=Listing.HIDDEN)
    make_organisation(name="Gone", listing=Listing.WITHDRAWN)
    make_organisation(name="Forced", country="UG", listing=Listing.LISTED)
    make_risk("UG", RiskLevel.FORCED_HIDDEN)
    aliased = make_organisation(name="Secret")
    aliased.alias, aliased.alias_key, aliased.known_to = "Sunflower", "sunflower", Audience.MEMBERS
    session.commit()
    member = make_mandate(make_organisation(name="Own", country="FR", listing=Listing.LISTED), "read")
    query = {"country": ["KE", "UG"]}

    for person in (make_role(Role.MEMBERSHIP), member):
        found = queries.saved_audience(viewer_of(person), a_search(person, query).id)
        assert found == [plain.id] if person is member else set(found) == {plain.id, aliased.id}


def test_a_search_of_somebody_else_means_nobody(app: Flask) -> None:
    make_organisation(listing=Listing.LISTED)
    saved = a_search(make_role(Role.MEMBERSHIP), {})

    assert queries.saved_audience(viewer_of(make_role(Role.MEMBERSHIP)), saved.id) == []
    assert queries.saved_audience(ANYONE, saved.id) == []


def test_what_may_not_be_asked_any_more_never_widens_an_audience(app: Flask) -> None:
    make_organisation(listing=Listing.LISTED)
    donor, representative = make_role(Role.DONOR), make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")
    hidden = make_organisation(listing=Listing.HIDDEN)

    by_staff_list = a_search(donor, {"listing": ["hidden"]}, for_staff=True)
    by_network = a_search(donor, {"network": [str(hidden.id)]})
    by_contact = a_search(representative, {"no_contact": ["y"]}, for_staff=True)

    assert queries.saved_audience(viewer_of(donor), by_staff_list.id) == []
    assert queries.saved_audience(viewer_of(donor), by_network.id) == []
    assert queries.saved_audience(viewer_of(representative), by_contact.id) == []


def test_an_audience_is_bounded(app: Flask) -> None:
    for number in range(3):
        make_organisation(name=f"House {number}", listing=Listing.LISTED)
    person = make_role(Role.MEMBERSHIP)

    assert len(queries.saved_audience(viewer_of(person), a_search(person, {}).id, most=2)) == 2
