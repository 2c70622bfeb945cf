"""Reading single organisations and what belongs to them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.core.text import fold
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.models import (
    Affiliation,
    Contact,
    Listing,
    Organisation,
    ProfileText,
    RegionOverride,
)
from nswp_members.organisations.visibility import (
    Profile,
    Sight,
    forced_hidden,
    named_to,
    project,
    relations_of,
    shows,
    visible_to,
)

TEXT_FIELDS = ("people", "involvement", "challenges", "other_work")
FALLBACK_ORDER = ("en", "fr", "es", "ru", "zh")


@dataclass(frozen=True)
class Section:
    """One profile text: the field's name, the language it is in, and its words."""

    field: str
    locale: str
    words: str


@dataclass(frozen=True)
class TextTab:
    """How many of the profile's texts are filled in one language, and which are missing that another language has."""

    locale: str
    filled: int
    missing: tuple[str, ...] = ()


def by_id_visible(viewer: Viewer, organisation_id: UUID) -> Organisation | None:
    """Return the organisation if it exists and the viewer may know which one it is, not only under an alias."""
    statement = select(Organisation).where(Organisation.id == organisation_id, named_to(viewer))
    return session.scalar(statement)


def listed_by_slug(viewer: Viewer, slug: str) -> Organisation | None:
    """Return the organisation with this public address, with texts and former names."""
    statement = (
        select(Organisation)
        .options(selectinload(Organisation.texts), selectinload(Organisation.former_names))
        .where(Organisation.slug == slug, Organisation.listing == Listing.LISTED, visible_to(viewer))
    )
    return session.scalar(statement)


def sight_of(viewer: Viewer, organisation: Organisation) -> Sight:
    """Return what the viewer is to an organisation that `by_id_visible` returned."""
    statement = select(relations_of(viewer), forced_hidden()).where(Organisation.id == organisation.id)
    relations, is_forced = session.execute(statement).one()
    return Sight(Relation(relations), forced_hidden=is_forced)


def profile_of(viewer: Viewer, organisation: Organisation) -> Profile:
    """Return what the viewer sees of an organisation that `by_id_visible` returned."""
    return project(organisation, sight_of(viewer, organisation))


def same_name_known(
    viewer: Viewer, *, country_code: str, name: str, other_than: UUID | None = None
) -> Organisation | None:
    """Return another organisation of this name and country that the viewer may know of.

    One that they may not know of is not found here: see `services.rename`.
    """
    statement = select(Organisation).where(
        Organisation.country_code == country_code, Organisation.identity == fold(name), named_to(viewer)
    )
    if other_than is not None:
        statement = statement.where(Organisation.id != other_than)
    return session.scalar(statement)


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the present names of organisations by their ids; the caller answers for who sees them."""
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids))))
    return {key: name for key, name in rows}  # noqa: C416


def contacts_of(ids: Iterable[UUID]) -> dict[UUID, list[Contact]]:
    """Return the contacts of organisations in their order, by organisation."""
    statement = (
        select(Contact)
        .where(Contact.organisation_id.in_(set(ids)))
        .order_by(Contact.organisation_id, Contact.position, Contact.id)
    )
    found: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in session.scalars(statement):
        found[contact.organisation_id].append(contact)
    return dict(found)


def contact_of(organisation_id: UUID, contact_id: UUID) -> Contact | None:
    """Return a contact of this organisation."""
    return session.scalar(select(Contact).where(Contact.id == contact_id, Contact.organisation_id == organisation_id))


def name_at(organisation: Organisation, day: date) -> str:
    """Return the name that the organisation bore on a day.

    A former name counts until the day, month or year it was given up; within a month or year that is all we
    know of, the new name counts.
    """
    for former in sorted(organisation.former_names, key=lambda one: one.used_until or ""):
        until, since = former.used_until, former.used_from
        if until and day.isoformat()[: len(until)] < until and _begun(since, day):
            return former.name
    return organisation.name


def _begun(since: str | None, day: date) -> bool:
    return since is None or since <= day.isoformat()[: len(since)]


def region_at(organisation: Organisation, day: date) -> str:
    """Return the region that the organisation belonged to on a day."""
    statement = (
        select(RegionOverride.region_code)
        .where(RegionOverride.organisation_id == organisation.id, RegionOverride.valid_from <= day)
        .order_by(RegionOverride.valid_from.desc())
        .limit(1)
    )
    if found := session.scalar(statement):
        return found
    has_any = select(RegionOverride.id).where(RegionOverride.organisation_id == organisation.id).limit(1)
    return organisation.country.region_code if session.scalar(has_any) else organisation.region_code


def profile_sections(texts: Iterable[ProfileText], locale: str) -> list[Section]:
    """Return each profile text in the reader's language, else in English, else in any."""
    by_locale = {text.locale: text for text in texts}
    order = dict.fromkeys((locale, *FALLBACK_ORDER))
    sections = []
    for field in TEXT_FIELDS:
        for code in order:
            words = getattr(by_locale.get(code), field, "").strip()
            if words:
                sections.append(Section(field, code, words))
                break
    return sections


def text_tabs(texts: Iterable[ProfileText]) -> list[TextTab]:
    """Return for each of the five languages how many texts are filled and which are missing."""
    written = {text.locale: {field for field in TEXT_FIELDS if getattr(text, field)} for text in texts}
    anywhere = {field for fields in written.values() for field in fields}
    tabs = []
    for code in FALLBACK_ORDER:
        here = written.get(code, set())
        missing = tuple(field for field in TEXT_FIELDS if field in anywhere - here)
        tabs.append(TextTab(code, len(here), missing))
    return tabs


def versions(texts: Iterable[ProfileText]) -> dict[str, list[Section]]:
    """Return what the profile texts say in each language that has any."""
    by_locale = {text.locale: text for text in texts}
    found: dict[str, list[Section]] = {}
    for code in FALLBACK_ORDER:
        words = ((field, getattr(by_locale.get(code), field, "").strip()) for field in TEXT_FIELDS)
        sections = [Section(field, code, text) for field, text in words if text]
        if sections:
            found[code] = sections
    return found


def other_versions(texts: Iterable[ProfileText], locale: str) -> dict[str, list[Section]]:
    """Return for each profile text what stands in the languages other than this one."""
    by_locale = {text.locale: text for text in texts}
    found: dict[str, list[Section]] = {field: [] for field in TEXT_FIELDS}
    for field in TEXT_FIELDS:
        for code in FALLBACK_ORDER:
            words = getattr(by_locale.get(code), field, "").strip()
            if words and code != locale:
                found[field].append(Section(field, code, words))
    return found


@dataclass(frozen=True)
class NetworkLink:
    """That an organisation belongs or belonged to a network."""

    network_id: UUID
    name: str
    valid_from: date | None
    valid_until: date | None


def networks_of(viewer: Viewer, organisation_id: UUID) -> list[NetworkLink]:
    """Return the networks an organisation is or was a member of, as far as the viewer may know of both sides."""
    if session.scalar(select(shows(viewer, "networks")).where(Organisation.id == organisation_id)) is not True:
        return []
    statement = (
        select(Organisation.id, Organisation.name, Affiliation.valid_from, Affiliation.valid_until)
        .join(Affiliation, Affiliation.network_id == Organisation.id)
        .where(Affiliation.organisation_id == organisation_id, named_to(viewer))
        .order_by(Affiliation.valid_until.desc().nulls_first(), Organisation.sort_key)
        .limit(50)
    )
    return [NetworkLink(*row) for row in session.execute(statement)]
