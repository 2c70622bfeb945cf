"""The one place that decides who may know of an organisation, and which of its fields they see.

`visible_to` is the only predicate for rows and `fields_for` the only projection of fields; every page, search,
count, export and mail audience goes through them. A list takes the predicate, a page about one organisation
takes both. The rules (domain notes 10 and 12.5, security notes 2.3):

=============================  =========================  ==========================================
viewer's capacity              organisations known of     fields seen
=============================  =========================  ==========================================
signed out, donor,             listed                     PUBLIC
correspondent, other staff
organisation                   listed, and itself         PUBLIC + MEMBERS; of itself OWN
regional representative        listed, and those of the   PUBLIC + MEMBERS; of the own region
                               own region not hidden      RESTRICTED
network verifier               listed, and the members    PUBLIC + MEMBERS; of the own network
                               of the network not hidden  members CONTACTS
secretariat (membership,       all                        everything
administrator)
=============================  =========================  ==========================================
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.models import Affiliation, Listing, Organisation


class Level(IntEnum):
    """How far a field may travel; a viewer's level for an organisation admits all fields at or below it."""

    PUBLIC = 0
    MEMBERS = 1
    CONTACTS = 2
    RESTRICTED = 3
    OWN = 4
    SECRETARIAT = 5


FIELD_LEVELS: dict[str, Level] = {
    "id": Level.PUBLIC,
    "slug": Level.PUBLIC,
    "name": Level.PUBLIC,
    "acronym": Level.PUBLIC,
    "transliteration": Level.PUBLIC,
    "former_names": Level.PUBLIC,
    "country_code": Level.PUBLIC,
    "region_code": Level.PUBLIC,
    "languages": Level.PUBLIC,
    "priority_areas": Level.PUBLIC,
    "website": Level.PUBLIC,
    "links": Level.PUBLIC,
    "public_email": Level.PUBLIC,
    "texts": Level.PUBLIC,
    "kind": Level.PUBLIC,
    "populations": Level.MEMBERS,
    "contacts": Level.CONTACTS,
    "registration": Level.RESTRICTED,
    "host_name": Level.RESTRICTED,
    "listing": Level.RESTRICTED,
    "sex_worker_led": Level.RESTRICTED,
    "category": Level.RESTRICTED,
    "joined_on": Level.RESTRICTED,
    "city": Level.RESTRICTED,
    "version": Level.OWN,
    "notes": Level.SECRETARIAT,
}
CONFIDENTIAL_FIELDS = frozenset({"sex_worker_led", "category", "joined_on", "city", "notes"})
ALL_SEEING = (Role.MEMBERSHIP, Role.ADMINISTRATOR)
NOT_HIDDEN = (Listing.UNLISTED, Listing.LISTED)


@dataclass(frozen=True)
class Profile:
    """What one viewer sees of one organisation; ``values`` holds the admitted fields and no others."""

    level: Level
    values: dict[str, Any]

    def __contains__(self, field: str) -> bool:
        """Whether the viewer may see this field."""
        return field in self.values

    def __getitem__(self, field: str) -> Any:
        """Return an admitted field; raises KeyError for any other."""
        return self.values[field]


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations this viewer may know of."""
    if viewer.acts_as(*ALL_SEEING):
        return true()
    listed = Organisation.listing == Listing.LISTED
    return or_(listed, _known_by_capacity(viewer))


def _known_by_capacity(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that adds what the capacity knows beyond the public directory."""
    capacity = viewer.capacity
    if capacity is None:
        return false()
    not_hidden = Organisation.listing.in_(NOT_HIDDEN)
    if capacity.role == Role.ORGANISATION and capacity.organisation_id:
        return Organisation.id == capacity.organisation_id
    if capacity.role == Role.REGIONAL_REPRESENTATIVE and capacity.region_code:
        return and_(not_hidden, Organisation.region_code == capacity.region_code)
    if capacity.role == Role.NETWORK_VERIFIER and capacity.organisation_id:
        return and_(not_hidden, member_of(capacity.organisation_id))
    return false()


def member_of(network_id: UUID) -> ColumnElement[bool]:
    """Return the condition that keeps the present members of a network, and the network itself."""
    link = aliased(Affiliation)
    affiliated = exists(
        select(link.id).where(
            link.network_id == network_id,
            link.organisation_id == Organisation.id,
            link.valid_until.is_(None),
        )
    )
    return or_(affiliated, Organisation.id == network_id)


def level_for(viewer: Viewer, organisation: Organisation, *, own_network: bool = False) -> Level:
    """Return how much this viewer sees of an organisation that `visible_to` has let through.

    ``own_network`` tells that it belongs to the network that a verifier acts for.
    """
    capacity = viewer.capacity
    if capacity is None:
        return Level.PUBLIC
    if viewer.acts_as(*ALL_SEEING):
        return Level.SECRETARIAT
    if viewer.acts_for(organisation.id):
        return Level.OWN
    if capacity.role == Role.REGIONAL_REPRESENTATIVE:
        known = organisation.listing in NOT_HIDDEN and capacity.region_code == organisation.region_code
        return Level.RESTRICTED if known else Level.MEMBERS
    if capacity.role == Role.NETWORK_VERIFIER:
        return Level.CONTACTS if own_network else Level.MEMBERS
    return Level.MEMBERS if capacity.role == Role.ORGANISATION else Level.PUBLIC


def fields_for(level: Level) -> frozenset[str]:
    """Return the names of the fields that a level admits."""
    return frozenset(name for name, needed in FIELD_LEVELS.items() if needed <= level)


def project(organisation: Organisation, level: Level) -> Profile:
    """Return what a viewer of this level sees of the organisation."""
    values: dict[str, Any] = {}
    for name in fields_for(level):
        source = organisation.confidential if name in CONFIDENTIAL_FIELDS else organisation
        values[name] = getattr(source, name, None)
    return Profile(level=level, values=values)


PUBLIC_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Organisation.id,
    Organisation.slug,
    Organisation.name,
    Organisation.acronym,
    Organisation.transliteration,
    Organisation.country_code,
    Organisation.region_code,
    Organisation.kind,
    Organisation.sort_key,
)
