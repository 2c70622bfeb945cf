from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Listing
from tests.factories import make_organisation


def slug_of(**values: str) -> str:
    organisation = make_organisation(**values)
    services.set_listing(organisation, Listing.LISTED, by=None, source="member")
    session.commit()
    return organisation.slug or ""


def without_signs(slug: str) -> str:
    """Return the readable part of an address."""
    readable, _dash, signs = slug.rpartition("-")
    assert len(signs) == 6
    return readable


def test_a_public_address_is_made_of_the_name_when_it_is_listed(app: Flask) -> None:
    assert without_signs(slug_of(name="Étoile & Røuge")) == "etoile-rouge"


def test_a_name_in_another_script_uses_its_latin_spelling_or_acronym(app: Flask) -> None:
    assert without_signs(slug_of(name="Серебро", transliteration="Serebro")) == "serebro"
    assert without_signs(slug_of(name="红伞", acronym="RUG")) == "rug"


def test_a_name_without_latin_letters_gets_a_random_address(app: Flask) -> None:
    first, second = slug_of(name="红伞"), slug_of(name="红伞", country="TW")

    assert first != second
    assert len(first) == 10


def test_an_address_never_tells_whether_another_one_is_taken(app: Flask) -> None:
    make_organisation(name="Quiet", country="TZ", listing=Listing.LISTED)
    first, second = slug_of(name="Quiet", country="KE"), slug_of(name="Loud", country="KE")

    assert without_signs(first) == "quiet"
    assert without_signs(second) == "loud"
    assert slug_of(name="Quiet", country="UG") != first


def test_hiding_forgets_the_public_address_at_once(app: Flask) -> None:
    organisation = make_organisation(name="A", listing=Listing.LISTED)

    services.set_listing(organisation, Listing.HIDDEN, by=None, source="member")
    session.commit()

    assert organisation.slug is None
    assert organisation.listing == "hidden"


def test_the_trail_tells_from_what_to_what_and_on_whose_word(app: Flask) -> None:
    organisation = make_organisation(name="A", listing=Listing.LISTED)

    services.set_listing(organisation, Listing.HIDDEN, by=None, source="member")
    session.flush()

    entries = select(AuditEntry).where(AuditEntry.action == "organisations.changed_listing")
    last = list(session.scalars(entries.order_by(AuditEntry.id)))[-1]
    assert last.details == {"before": "listed", "after": "hidden", "source": "member"}


def test_setting_the_present_state_changes_nothing(app: Flask) -> None:
    organisation = make_organisation(name="A", listing=Listing.LISTED)
    before = organisation.version

    services.set_listing(organisation, Listing.LISTED, by=None, source="member")

    assert organisation.version == before
    assert organisation.slug == "a" or organisation.slug
