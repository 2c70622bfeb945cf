from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import (
    AliasTelling,
    AliasUnusable,
    AudienceNotOffered,
    ConsentMissing,
    PasswordNeeded,
    StaleVersion,
)
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from nswp_members.organisations.visibility import NOT_HIDDEN
from tests.factories import make_organisation


def choose(organisation: Organisation, audiences: dict[str, str] | None = None, **values: Any) -> None:
    present = {
        "known_to": organisation.known_to,
        "alias": organisation.alias,
        "version": organisation.version,
        "by": None,
    }
    services.choose_audiences(organisation, audiences or {}, **(present | values))
    session.commit()


def last_line() -> AuditEntry:
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    return entry


def test_only_what_differs_from_the_default_is_kept(app: Flask) -> None:
    organisation = make_organisation()

    choose(organisation, {"website": "public", "texts": "members", "contacts": "offices"})

    assert organisation.audiences == {"texts": "members"}


def test_a_field_left_out_goes_back_to_its_default(app: Flask) -> None:
    organisation = make_organisation()
    choose(organisation, {"texts": "us"})

    choose(organisation, {})

    assert organisation.audiences == {}


@pytest.mark.parametrize(
    ("field", "audience"),
    [("city", "public"), ("contacts", "public"), ("sex_worker_led", "members"), ("name", "us"), ("nothing", "us")],
)
def test_what_the_policy_does_not_offer_is_refused(app: Flask, field: str, audience: str) -> None:
    with pytest.raises(AudienceNotOffered):
        choose(make_organisation(), {field: audience})


def test_nobody_else_than_the_offered_circles_may_know(app: Flask) -> None:
    with pytest.raises(AudienceNotOffered):
        choose(make_organisation(), known_to="public")


def test_a_stale_version_is_refused(app: Flask) -> None:
    organisation = make_organisation()

    with pytest.raises(StaleVersion):
        choose(organisation, version=organisation.version - 1)


def test_saving_what_stands_changes_nothing(app: Flask) -> None:
    organisation = make_organisation()
    version, line = organisation.version, last_line().id

    choose(organisation, {"website": "public"})

    assert (organisation.version, last_line().id) == (version, line)


def test_the_trail_names_fields_and_audiences_but_no_alias(app: Flask) -> None:
    organisation = make_organisation()

    choose(organisation, {"texts": "us"}, known_to="members", alias="Blue Kite")

    assert last_line().action == "organisations.chose_audiences"
    assert last_line().details == {"audiences": {"texts": "us"}, "known_to": "members", "alias": "set"}


@pytest.mark.parametrize(
    ("audiences", "values", "grows"),
    [
        ({"website": "us"}, {}, True),
        ({}, {"known_to": "secretariat"}, True),
        ({}, {"alias": "Red Kite"}, True),
        ({}, {"alias": ""}, True),
        ({"contacts": "members"}, {}, False),
        ({}, {"known_to": "members"}, False),
    ],
)
def test_whoever_sees_less_makes_older_exports_stale(
    app: Flask, audiences: dict[str, str], values: dict[str, str], grows: bool
) -> None:
    organisation = make_organisation()
    choose(organisation, known_to="region", alias="Blue Kite")
    before = queries.visibility_epoch()

    choose(organisation, audiences, **values)

    assert (queries.visibility_epoch() > before) is grows


def test_a_first_alias_hides_the_name_and_so_narrows(app: Flask) -> None:
    organisation = make_organisation()
    choose(organisation, known_to="members")
    before = queries.visibility_epoch()

    choose(organisation, alias="Blue Kite")

    assert queries.visibility_epoch() > before
    assert organisation.alias_key == "blue kite"


def test_what_becomes_public_needs_consent_and_the_trail_keeps_its_version(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    choose(organisation, {"website": "us"})

    with pytest.raises(ConsentMissing):
        choose(organisation, {"website": "public"})
    session.rollback()
    choose(organisation, {"website": "public"}, consent=True)

    assert last_line().details == {"audiences": {"website": "public"}, "consent": "2026-11"}


def test_widening_an_unlisted_field_makes_nothing_public(app: Flask) -> None:
    organisation = make_organisation()
    choose(organisation, {"website": "us"})

    choose(organisation, {"website": "public"})

    assert organisation.audiences == {}


def test_listing_needs_consent(app: Flask) -> None:
    organisation = make_organisation()

    with pytest.raises(ConsentMissing):
        choose(organisation, listing=Listing.LISTED)
    session.rollback()
    choose(organisation, listing=Listing.LISTED, consent=True)

    assert organisation.listing == "listed"
    assert last_line().details["consent"] == "2026-11"


def test_hiding_needs_no_consent_even_if_choices_widen_with_it(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    choose(organisation, {"website": "us"})

    choose(organisation, {"website": "public"}, listing=Listing.HIDDEN)

    assert organisation.listing == "hidden"


@pytest.mark.parametrize("wish", NOT_HIDDEN)
@pytest.mark.parametrize("closed", [Listing.HIDDEN, Listing.WITHDRAWN])
def test_nothing_comes_back_from_hidden_unless_whoever_decides_proved_who_they_are(
    app: Flask, closed: Listing, wish: Listing
) -> None:
    organisation = make_organisation(listing=closed)

    with pytest.raises(PasswordNeeded):
        choose(organisation, {"website": "us"}, listing=wish, consent=True)
    session.rollback()
    assert (organisation.listing, organisation.audiences) == (closed, {})
    choose(organisation, listing=wish, consent=True, proved=True)

    assert organisation.listing == wish


@pytest.mark.parametrize("before", list(Listing))
@pytest.mark.parametrize("after", [Listing.HIDDEN, Listing.WITHDRAWN])
def test_no_password_is_needed_to_be_seen_by_nobody(app: Flask, before: Listing, after: Listing) -> None:
    organisation = make_organisation(listing=before)

    choose(organisation, {"website": "us"}, listing=after)

    assert (organisation.listing, organisation.audiences) == (after, {"website": "us"})


def test_choosing_hidden_is_hiding_at_once(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    slug = organisation.slug

    choose(organisation, listing=Listing.HIDDEN)

    hiding = queries.undoable_hiding(organisation, at=now())
    assert hiding is not None
    assert (hiding.source, hiding.listing_before, hiding.slug_before) == ("member", "listed", slug)


def test_an_alias_must_not_tell_the_name(app: Flask) -> None:
    organisation = make_organisation(
        name="Серебряная Роза",
        transliteration="Serebryanaya Roza",
        acronym="SRZ",
        former_names=[("Night Garden", None, "2015")],
    )

    for alias in ("Friends of Serebryanaya Roza", "srz", "The Night-Garden", "серебрянaя роза"):
        with pytest.raises(AliasTelling):
            choose(organisation, alias=alias)
        session.rollback()
    with pytest.raises(AliasUnusable):
        choose(organisation, alias="2020")
    session.rollback()
    choose(organisation, alias="Blue Kite")
    assert organisation.alias == "Blue Kite"


def test_what_an_undo_would_publish_needs_agreement_while_hidden(app: Flask) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    services.hide_now(organisation, by=None, source=HidingSource.MEMBER)
    wider = {"populations": "public"}

    def choose(*, consent: bool) -> None:
        services.choose_audiences(
            organisation,
            wider,
            known_to=organisation.known_to,
            alias="",
            version=organisation.version,
            by=None,
            consent=consent,
        )

    with pytest.raises(ConsentMissing):
        choose(consent=False)
    choose(consent=True)
    assert organisation.audiences == wider
