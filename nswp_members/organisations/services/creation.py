"""Adding organisations, one by one or ten thousand in a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from nswp_members.accounts.models import email_lookup
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.core.text import fold
from nswp_members.organisations.errors import NameTaken, NameUnusable
from nswp_members.organisations.models import (
    Confidential,
    Contact,
    FormerName,
    Listing,
    Organisation,
    ProfileText,
    RegionOverride,
)
from nswp_members.organisations.services.listing import set_listing
from nswp_members.organisations.services.search import KEY_LENGTH, rebuild_search_text, sort_key_of
from nswp_members.regions import queries as regions


@dataclass(frozen=True)
class NewContact:
    """A way to reach a new organisation."""

    name: str = ""
    email: str | None = None
    phone: str = ""
    function: str = ""
    locale: str = "en"
    safe_channel: str | None = None
    safe_note: str | None = None


@dataclass(frozen=True)
class NewOrganisation:
    """All that may be known of an organisation when it is added; dates may be a year, a month or a day.

    Without ``region_code`` it gets its country's default. ``texts`` maps a language to field names and words.
    """

    name: str
    country_code: str
    region_code: str = ""
    acronym: str = ""
    transliteration: str = ""
    kind: str | None = None
    registration: str | None = None
    host_name: str = ""
    languages: Sequence[str] = ()
    populations: Sequence[str] = ()
    priority_areas: Sequence[int] = ()
    website: str = ""
    links: Sequence[str] = ()
    public_email: str = ""
    former_names: Sequence[tuple[str, str | None, str | None]] = ()
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    contacts: Sequence[NewContact] = ()
    sex_worker_led: bool | None = None
    category: str | None = None
    joined_on: str | None = None
    city: str | None = None
    notes: str | None = None


COLUMNS = [
    "name",
    "country_code",
    "acronym",
    "transliteration",
    "kind",
    "registration",
    "host_name",
    "website",
    "public_email",
]
LISTS = ["languages", "populations", "priority_areas", "links"]
CONFIDENTIAL = ["sex_worker_led", "category", "joined_on", "city", "notes"]


def create_organisation(
    *, name: str, country_code: str, by: UUID | None, capacity: str = "", **values: Any
) -> Organisation:
    """Add an organisation that is not listed; ``values`` are further fields of `NewOrganisation`.

    Raises `NameTaken`, `NameUnusable`. Only for those who may know of every organisation.
    """
    identity = identity_of(name)
    taken = select(Organisation.id).where(Organisation.country_code == country_code, Organisation.identity == identity)
    if session.scalar(taken):
        raise NameTaken
    new = NewOrganisation(name=name, country_code=country_code, **values)
    organisation = _add(new, default_region=default_region(country_code))
    session.flush()
    audit.record("organisations.created", "organisation", organisation.id, by=by, capacity=capacity)
    return organisation


def add_organisation(
    new: NewOrganisation, *, is_region_override: bool, is_listed: bool, by: UUID | None
) -> Organisation:
    """Add one of many organisations, without a flush; the caller has looked for duplicates.

    ``is_region_override`` tells that its region was chosen against the country's default.
    """
    default = "" if is_region_override else new.region_code
    organisation = _add(new, default_region=default, overridden_by=by)
    audit.record("organisations.imported", "organisation", organisation.id, by=by)
    if is_listed:
        set_listing(organisation, Listing.LISTED, by=by, source="import")
    return organisation


def _add(new: NewOrganisation, *, default_region: str, overridden_by: UUID | None = None) -> Organisation:
    """Add all rows of an organisation; a region other than the default is noted with its date."""
    at = now()
    organisation = Organisation(
        id=uuid4(),
        identity=identity_of(new.name),
        sort_key=sort_key_of(new.name),
        region_code=new.region_code or default_region,
        listing=Listing.UNLISTED,
        version=1,
        created_at=at,
        updated_at=at,
        confidential=Confidential(**{name: getattr(new, name) for name in CONFIDENTIAL}),
        contacts=[_contact(one, position) for position, one in enumerate(new.contacts, start=1)],
        former_names=[
            FormerName(name=name, used_from=since, used_until=until) for name, since, until in new.former_names
        ],
        texts=[ProfileText(locale=locale, **words) for locale, words in new.texts.items()],
        **{name: getattr(new, name) for name in COLUMNS},
        **{name: list(getattr(new, name)) for name in LISTS},
    )
    rebuild_search_text(organisation)
    if new.region_code and new.region_code != default_region:
        organisation.region_overrides.append(
            RegionOverride(region_code=new.region_code, valid_from=today(), set_by=overridden_by)
        )
    session.add(organisation)
    return organisation


def _contact(new: NewContact, position: int) -> Contact:
    return Contact(
        position=position,
        name=new.name,
        email=new.email,
        email_lookup=email_lookup(new.email) if new.email else None,
        phone=new.phone,
        function=new.function,
        safe_channel=new.safe_channel,
        safe_note=new.safe_note,
        locale=new.locale,
    )


def default_region(country_code: str) -> str:
    """Return the region that a country's members belong to unless something else is said."""
    country = regions.country(country_code)
    if country is None:
        raise ValueError(f"There is no country {country_code!r}.")
    return country.region_code


def identity_of(name: str) -> str:
    """Return what makes this name the same as other spellings of it; raises `NameUnusable`."""
    folded = fold(name)
    if not any(sign.isalnum() for sign in folded):
        raise NameUnusable
    return folded[:KEY_LENGTH]
