from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.notices import services as notices
from nswp_members.notices.models import State
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import MovedByYou, NameUnusable, NotAMemberRegion, NothingToUndo
from nswp_members.organisations.models import HidingSource, IdentityField, Listing, Organisation, ProfileRevision
from nswp_members.organisations.visibility import NOT_HIDDEN
from nswp_members.regions import services as regions
from nswp_members.regions.models import RiskLevel
from tests.factories import make_mandate, make_organisation, make_risk, make_role, viewer_of


def entries(organisation: Organisation) -> list[AuditEntry]:
    statement = select(AuditEntry).where(AuditEntry.subject_id == organisation.id).order_by(AuditEntry.id)
    return list(session.scalars(statement))


def last_revision(organisation: Organisation) -> ProfileRevision:
    statement = select(ProfileRevision).where(ProfileRevision.organisation_id == organisation.id)
    return session.scalars(statement.order_by(ProfileRevision.version.desc())).first() or pytest.fail("no revision")


def move(organisation: Organisation, country: str) -> None:
    services.move_to_country(organisation, country, by=None)
    session.commit()


@pytest.mark.parametrize(
    ("field", "value", "action"),
    [
        (IdentityField.NAME, "Morning Star", "organisations.renamed"),
        (IdentityField.COUNTRY, "TH", "organisations.moved"),
        (IdentityField.REGION, "europe", "organisations.changed_region"),
        (IdentityField.CATEGORY, "associate", "organisations.changed_membership"),
        (IdentityField.SEX_WORKER_LED, False, "organisations.changed_membership"),
    ],
)
def test_a_change_counts_the_version_and_stands_in_history_and_trail(
    app: Flask, field: IdentityField, value: Any, action: str
) -> None:
    organisation = make_organisation(name="Evening Star", category="full", sex_worker_led=True)

    services.change_identity(organisation, field, value, by=None, reason="Asked for it")
    session.commit()

    assert queries.identity_value(organisation, field) == value
    assert organisation.version == 2
    revision = last_revision(organisation)
    assert (revision.version, field in revision.fields, revision.snapshot[field]) == (2, True, value)
    last = entries(organisation)[-1]
    assert (last.action, field in last.details["fields"]) == (action, True)
    assert str(value) not in str(last.details)


def test_what_is_the_same_already_changes_nothing(app: Flask) -> None:
    organisation = make_organisation(name="Evening Star", country="KE", category="full")

    for field, value in (
        (IdentityField.NAME, "Evening Star"),
        (IdentityField.COUNTRY, "KE"),
        (IdentityField.CATEGORY, "full"),
    ):
        services.change_identity(organisation, field, value, by=None)

    assert organisation.version == 1


def test_a_name_without_letters_and_a_region_for_content_are_refused(app: Flask) -> None:
    organisation = make_organisation()

    with pytest.raises(NameUnusable):
        services.change_identity(organisation, IdentityField.NAME, "!!!", by=None)
    with pytest.raises(NotAMemberRegion):
        services.change_identity(organisation, IdentityField.REGION, "global", by=None)


def test_a_move_brings_the_region_of_the_new_country_from_today_on(app: Flask) -> None:
    organisation = make_organisation(country="KE")
    organisation.created_at = organisation.created_at.replace(year=2020)
    session.commit()

    move(organisation, "TH")

    assert (organisation.country_code, organisation.region_code) == ("TH", "asia-pacific")
    assert organisation.country.code == "TH"
    assert queries.region_at(organisation, today().replace(year=2021, day=1)) == "africa"
    assert queries.region_at(organisation, today()) == "asia-pacific"
    assert last_revision(organisation).fields == ["country_code", "region_code"]


def test_a_region_that_was_chosen_stays_through_a_move(app: Flask) -> None:
    organisation = make_organisation(country="KE", region_code="europe")

    move(organisation, "TH")

    assert organisation.region_code == "europe"


def test_a_move_tells_nothing_of_a_hidden_organisation_of_the_same_name(app: Flask) -> None:
    hidden = make_organisation(name="Quiet Room", country="TH", listing=Listing.HIDDEN)
    mover = make_organisation(name="Quiet Room", country="KE")

    move(mover, "TH")

    assert mover.country_code == "TH"
    assert mover.identity != hidden.identity
    shared = next(one for one in entries(mover) if one.action == "organisations.shares_name")
    assert shared.details == {"other": str(hidden.id)}


def test_after_a_move_away_the_mark_of_a_shared_name_is_gone(app: Flask) -> None:
    make_organisation(name="Quiet Room", country="TH")
    mover = make_organisation(name="Quiet Room", country="KE")
    move(mover, "TH")

    move(mover, "FR")

    assert mover.identity == "quiet room"


def test_a_move_puts_out_of_date_what_was_seen_before(app: Flask) -> None:
    organisation = make_organisation(country="KE")
    before = queries.visibility_epoch()

    move(organisation, "UG")
    moved = queries.visibility_epoch()
    services.change_identity(organisation, IdentityField.REGION, "europe", by=None)
    session.commit()

    assert before < moved < queries.visibility_epoch()


def test_who_moves_into_a_country_hidden_by_force_is_known_to_nobody_outside(app: Flask) -> None:
    make_risk("UG")
    organisation = make_organisation(country="KE", listing=Listing.LISTED)
    region = viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert queries.by_id_visible(region, organisation.id)
    assert queries.move_effects(organisation, "UG").becomes_hidden

    move(organisation, "UG")

    assert queries.by_id_visible(region, organisation.id) is None


@pytest.mark.parametrize(("origin", "target"), [("UG", "KE"), ("KE", "UG")])
def test_who_crosses_the_border_of_a_country_hidden_by_force_is_hidden_by_choice(
    app: Flask, origin: str, target: str
) -> None:
    organisation = make_organisation(country=origin, listing=Listing.LISTED)
    editor = make_mandate(organisation, "edit")
    make_risk("UG")
    params = {"organisation_id": str(organisation.id)}
    notice = notices.notify("endorsement_request", editor.id, occurrence="x", params=params)

    move(organisation, target)

    assert (organisation.listing, organisation.slug) == (Listing.HIDDEN, None)
    session.refresh(notice)
    assert notice.state == State.CANCELLED


def test_other_moves_leave_the_listing_alone(app: Flask) -> None:
    organisation = make_organisation(country="KE", listing=Listing.LISTED)
    make_risk("KE", RiskLevel.DISCREET)

    move(organisation, "TH")

    assert organisation.listing == Listing.LISTED


def test_it_stays_hidden_when_two_people_lift_what_hid_the_country(app: Flask) -> None:
    organisation = make_organisation(country="KE", listing=Listing.LISTED)
    risk = make_risk("UG")
    move(organisation, "UG")

    regions.ask_to_lift(risk, by=make_role(Role.MEMBERSHIP).id)
    regions.confirm_lift(risk, by=make_role(Role.MEMBERSHIP).id)
    session.commit()

    assert queries.by_id_visible(ANYONE, organisation.id) is None


@pytest.mark.parametrize("before", [Listing.LISTED, Listing.HIDDEN, Listing.WITHDRAWN])
def test_whoever_moved_it_out_cannot_list_it_but_its_editors_and_a_second_person_can(
    app: Flask, before: Listing
) -> None:
    officer, second = make_role(Role.MEMBERSHIP), make_role(Role.MEMBERSHIP)
    organisations = [make_organisation(country="UG", listing=before) for _ in range(2)]
    listers = [make_mandate(organisations[0], "edit"), second]
    make_risk("UG")

    for organisation, lister in zip(organisations, listers, strict=True):
        services.move_to_country(organisation, "KE", by=officer.id)
        for listing in (Listing.LISTED, Listing.UNLISTED):
            with pytest.raises(MovedByYou):
                services.set_listing(organisation, listing, by=officer.id, source="secretariat")
        assert organisation.listing not in NOT_HIDDEN

        services.set_listing(organisation, Listing.LISTED, by=lister.id, source="x")
        services.set_listing(organisation, Listing.UNLISTED, by=officer.id, source="secretariat")

        assert organisation.listing == Listing.UNLISTED


def test_whoever_moved_it_out_cannot_undo_an_earlier_hiding(app: Flask) -> None:
    officer = make_role(Role.MEMBERSHIP)
    organisation = make_organisation(country="UG", listing=Listing.LISTED)
    services.hide_now(organisation, by=officer.id, source=HidingSource.SECRETARIAT)
    make_risk("UG")

    services.move_to_country(organisation, "KE", by=officer.id)

    with pytest.raises(NothingToUndo):
        services.undo_hiding(organisation, by=officer.id)


def test_its_editors_undo_the_hiding_of_a_move_and_have_their_address_back(app: Flask) -> None:
    officer = make_role(Role.MEMBERSHIP)
    organisation = make_organisation(name="Evening Star", country="UG", listing=Listing.LISTED)
    editor = make_mandate(organisation, "edit")
    make_risk("UG")
    services.move_to_country(organisation, "KE", by=officer.id)

    with pytest.raises(MovedByYou):
        services.undo_hiding(organisation, by=officer.id)
    services.undo_hiding(organisation, by=editor.id)

    assert (organisation.listing, organisation.slug) == (Listing.LISTED, "evening-star")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (IdentityField.NAME, "Morning Star"),
        (IdentityField.COUNTRY, "TH"),
        (IdentityField.REGION, "europe"),
        (IdentityField.CATEGORY, "associate"),
    ],
)
def test_the_reason_of_a_change_stands_in_the_history_and_nowhere_readable(
    app: Flask, field: IdentityField, value: str
) -> None:
    organisation = make_organisation(name="Evening Star", category="full")

    services.change_identity(organisation, field, value, by=None, reason="Canary reason")
    session.commit()

    assert last_revision(organisation).reason == "Canary reason"
    stored = session.scalars(text("SELECT reason FROM profile_revisions WHERE reason IS NOT NULL")).all()
    assert [b"Canary" in one for one in stored] == [False]
    assert "Canary" not in str([one.details for one in entries(organisation)])
