from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.models import Notice, State
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import NothingToUndo
from nswp_members.organisations.models import EmergencyLink, HidingSource, Listing, Organisation
from tests.factories import make_mandate, make_organisation, make_risk, make_role


def hide(organisation: Organisation) -> bool:
    return services.hide_now(organisation, by=None, source=HidingSource.MEMBER)


def staff_notices() -> list[Notice]:
    return list(session.scalars(select(Notice).where(Notice.kind == "organisation_hid")))


def test_hiding_works_once_and_tells_the_staff(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    officer = make_role(Role.MEMBERSHIP)
    make_role(Role.DONOR)
    before = queries.visibility_epoch()

    assert hide(organisation)
    assert not hide(organisation)

    assert (organisation.listing, organisation.slug) == ("hidden", None)
    assert queries.visibility_epoch() > before
    assert [one.person_id for one in staff_notices()] == [officer.id]
    assert staff_notices()[0].params == {"organisation_id": str(organisation.id)}


def test_notices_that_name_it_do_not_go_out_any_more(app: Flask) -> None:
    organisation, other = make_organisation(), make_organisation()
    person = make_mandate(organisation, "endorse")
    made = [
        notices.notify(
            "endorsement_request", person.id, occurrence=str(one.id), params={"organisation_id": str(one.id)}
        )
        for one in (organisation, other)
    ]
    session.commit()

    hide(organisation)
    session.expire_all()

    assert [(one.state, one.reason_code) for one in made if one] == [(State.CANCELLED, "hidden"), (State.PENDING, None)]


def test_undoing_brings_back_listing_and_address(app: Flask) -> None:
    organisation = make_organisation(name="Open House", listing=Listing.LISTED)
    hide(organisation)
    namesake = make_organisation(name="Open House", country="UG", listing=Listing.LISTED)

    services.undo_hiding(organisation, by=None)

    assert (organisation.listing, organisation.slug) == ("listed", "open-house")
    assert namesake.slug == "open-house-2"
    with pytest.raises(NothingToUndo):
        services.undo_hiding(organisation, by=None)


def test_after_thirty_days_it_is_too_late(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    hide(organisation)
    session.commit()

    with time_machine.travel(now() + timedelta(days=31)), pytest.raises(NothingToUndo):
        services.undo_hiding(organisation, by=None)


def test_a_newer_decision_is_not_undone(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    hide(organisation)
    services.set_listing(organisation, Listing.UNLISTED, by=None, source="member")

    with pytest.raises(NothingToUndo):
        services.undo_hiding(organisation, by=None)


def test_undoing_does_not_lift_what_hides_the_country(app: Flask) -> None:
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    hide(organisation)
    make_risk("UG")

    services.undo_hiding(organisation, by=None)

    assert queries.by_id_visible(ANYONE, organisation.id) is None


def test_an_emergency_link_hides_once(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    session.flush()

    services.hide_by_link(token)
    assert organisation.listing == "hidden"
    services.set_listing(organisation, Listing.LISTED, by=None, source="member")
    services.hide_by_link(token)

    assert organisation.listing == "listed"


def test_only_the_hash_of_the_link_is_kept_and_an_older_link_dies(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    old = services.make_emergency_link(organisation, by=None)
    new = services.make_emergency_link(organisation, by=None)
    session.flush()
    link = session.get_one(EmergencyLink, organisation.id)

    services.hide_by_link(old)

    assert organisation.listing == "listed"
    assert link.token_hash == queries.link_hash(new)
    assert new.encode() not in link.token_hash


def test_a_removed_or_invented_link_does_nothing(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    session.flush()
    link = queries.emergency_link(organisation.id)
    assert link is not None
    services.remove_emergency_link(link, by=None)
    session.flush()

    services.hide_by_link(token)
    services.hide_by_link("invented")

    assert organisation.listing == "listed"
