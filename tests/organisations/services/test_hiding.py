import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, transaction
from nswp_members.notices import services as notices
from nswp_members.notices.models import Notice, State
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import NothingToUndo, StaleVersion
from nswp_members.organisations.models import EmergencyLink, Hiding, HidingSource, Listing, Organisation
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
    namesake = make_organisation(name="Open House", country="UG")
    services.set_listing(namesake, Listing.LISTED, by=None, source="member")

    services.undo_hiding(organisation, by=None)

    assert (organisation.listing, organisation.slug) == ("listed", "open-house")
    assert namesake.slug != "open-house"
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


def test_a_link_that_had_nothing_to_hide_stays_good(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    hide(organisation)

    services.hide_by_link(token)
    services.undo_hiding(organisation, by=None)
    services.hide_by_link(token)

    assert organisation.listing == "hidden"
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.used_emergency_link"))
    assert len(entries.all()) == 1


# Two at once: a first transaction holds what the second one waits for.

Act = Callable[[Organisation], object]


def meet(app: Flask, first: Act, second: Act, key: UUID) -> None:
    """Let the second begin while the first has acted, but not committed; both loaded the row as it was before."""
    acted, loaded = Event(), Event()

    def run_first() -> None:
        with app.app_context(), transaction():
            organisation = session.get_one(Organisation, key)
            loaded.wait(10)
            first(organisation)
            session.flush()
            acted.set()
            sleep(0.2)

    def run_second() -> None:
        with app.app_context(), transaction():
            organisation = session.get_one(Organisation, key)
            loaded.set()
            acted.wait(10)
            second(organisation)

    with ThreadPoolExecutor(2) as pool:
        one, other = (pool.submit(contextvars.Context().run, run) for run in (run_first, run_second))
        one.result(20)
        other.result(20)


def undo(organisation: Organisation) -> None:
    services.undo_hiding(organisation, by=None)


def all_hidings() -> list[Hiding]:
    session.expire_all()
    return list(session.scalars(select(Hiding).order_by(Hiding.hidden_at)))


def test_two_who_hide_at_the_same_moment_hide_once(racing_app: Flask) -> None:
    make_role(Role.MEMBERSHIP)
    organisation = make_organisation(listing=Listing.LISTED)

    meet(racing_app, hide, hide, organisation.id)

    assert [one.listing_before for one in all_hidings()] == ["listed"]
    assert len(staff_notices()) == 1


def test_an_editor_who_saves_at_the_moment_of_hiding_is_stopped(racing_app: Flask) -> None:
    organisation = make_organisation(name="Open House", listing=Listing.LISTED)
    seen = organisation.version

    def save(found: Organisation) -> None:
        services.update_profile(found, {"acronym": "OH"}, version=seen, by=None)

    with pytest.raises(StaleVersion):
        meet(racing_app, hide, save, organisation.id)

    session.expire_all()
    assert (organisation.listing, organisation.acronym) == ("hidden", "")


def test_hiding_wins_over_a_save_on_its_way(racing_app: Flask) -> None:
    organisation = make_organisation(name="Open House", listing=Listing.LISTED)
    seen = organisation.version

    def save(found: Organisation) -> None:
        services.update_profile(found, {"acronym": "OH"}, version=seen, by=None)

    meet(racing_app, save, hide, organisation.id)

    session.expire_all()
    assert (organisation.listing, organisation.slug, organisation.acronym) == ("hidden", None, "OH")


def test_two_who_undo_at_the_same_moment_undo_once(racing_app: Flask) -> None:
    organisation = make_organisation(name="Open House", listing=Listing.LISTED)
    hide(organisation)
    session.commit()

    with pytest.raises(NothingToUndo):
        meet(racing_app, undo, undo, organisation.id)

    session.expire_all()
    assert (organisation.listing, organisation.slug) == ("listed", "open-house")


def test_who_hides_while_somebody_undoes_is_hidden_in_the_end(racing_app: Flask) -> None:
    organisation = make_organisation(name="Open House", listing=Listing.LISTED)
    hide(organisation)
    session.commit()

    meet(racing_app, undo, hide, organisation.id)

    assert [one.undone_at is None for one in all_hidings()] == [False, True]
    assert (organisation.listing, organisation.slug) == ("hidden", None)


def test_many_who_press_the_button_of_a_link_at_once_hide_once(racing_app: Flask) -> None:
    token = services.make_emergency_link(make_organisation(listing=Listing.LISTED), by=None)
    session.commit()

    def press() -> None:
        with racing_app.app_context(), transaction():
            services.hide_by_link(token)

    with ThreadPoolExecutor(4) as pool:
        for pressed in [pool.submit(contextvars.Context().run, press) for _ in range(4)]:
            pressed.result(20)

    assert len(all_hidings()) == 1


def test_a_link_pressed_while_somebody_hides_is_not_used_up(racing_app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    session.commit()

    meet(racing_app, hide, lambda _organisation: services.hide_by_link(token), organisation.id)

    assert len(all_hidings()) == 1
    assert session.get_one(EmergencyLink, organisation.id).used_at is None
