import pytest
from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Audience, Listing, Organisation, PictureKind
from tests.factories import (
    an_id,
    an_image,
    make_mandate,
    make_organisation,
    make_risk,
    make_role,
    viewer_of,
)


def with_pictures(listing: Listing = Listing.LISTED, **audiences: str) -> Organisation:
    organisation = make_organisation(listing=listing)
    for kind in PictureKind:
        services.set_picture(organisation, kind, an_image(), alt=f"The {kind}", people_agreed=True, by=None)
    organisation.audiences = audiences
    session.commit()
    return organisation


def seen(viewer: Viewer, organisation: Organisation) -> set[str]:
    """Return the kinds that the viewer sees, after comparing both ways of asking."""
    listed = set(queries.pictures_of(viewer, organisation.id))
    served = {kind.value for kind in PictureKind if queries.picture_visible(viewer, organisation.id, kind)}
    assert listed == served
    return served


def test_everybody_sees_the_pictures_of_a_listed_organisation(app: Flask) -> None:
    assert seen(ANYONE, with_pictures()) == {"logo", "photo"}


def test_each_picture_goes_as_far_as_its_organisation_chose(app: Flask) -> None:
    organisation = with_pictures(photo=Audience.MEMBERS, logo=Audience.US)

    assert seen(ANYONE, organisation) == set()
    assert seen(viewer_of(make_mandate(make_organisation(), "read")), organisation) == {"photo"}
    assert seen(viewer_of(make_role(Role.MEMBERSHIP)), organisation) == {"photo"}
    assert seen(viewer_of(make_mandate(organisation, "read")), organisation) == {"logo", "photo"}


@pytest.mark.parametrize("listing", [Listing.HIDDEN, Listing.WITHDRAWN, Listing.UNLISTED])
def test_the_pictures_of_one_that_is_not_listed_are_not_there(app: Flask, listing: Listing) -> None:
    organisation = with_pictures(listing)

    assert seen(ANYONE, organisation) == set()
    assert seen(viewer_of(make_mandate(organisation, "read")), organisation) == {"logo", "photo"}


def test_a_country_at_risk_hides_pictures_as_well(app: Flask) -> None:
    organisation = with_pictures()
    make_risk("KE")

    assert seen(ANYONE, organisation) == set()


def test_no_picture_stands_beside_an_alias(app: Flask) -> None:
    organisation = with_pictures(Listing.UNLISTED)
    organisation.known_to, organisation.alias, organisation.alias_key = Audience.MEMBERS, "Group A", "group a"
    session.commit()

    assert seen(viewer_of(make_mandate(make_organisation(), "read")), organisation) == set()


def test_an_unknown_kind_or_organisation_has_no_picture(app: Flask) -> None:
    organisation = with_pictures()

    assert queries.picture_visible(ANYONE, organisation.id, "banner") is None
    assert queries.picture_visible(ANYONE, an_id(), "logo") is None


def test_lists_of_pictures_do_not_load_the_files(app: Flask) -> None:
    organisation = with_pictures()
    session.expire_all()

    found = queries.pictures_of(ANYONE, organisation.id)

    assert "data" not in vars(found["logo"])


def test_the_preview_of_listing_shows_what_would_be_public(app: Flask) -> None:
    organisation = with_pictures(Listing.UNLISTED, photo=Audience.SECRETARIAT)

    assert set(queries.pictures_if_listed(organisation)) == {"logo"}


def test_nobody_may_replace_a_picture_that_they_cannot_see(app: Flask) -> None:
    organisation = with_pictures(logo=Audience.US)

    assert queries.picture_kinds_for(viewer_of(make_role(Role.MEMBERSHIP)), organisation) == ["photo"]
    assert queries.picture_kinds_for(viewer_of(make_mandate(organisation, "edit")), organisation) == ["logo", "photo"]
