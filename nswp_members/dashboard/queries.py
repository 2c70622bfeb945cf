"""What the home screens show and no single domain knows; each function takes a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.models import EndorsementRequest, RequestRecipient
from nswp_members.organisations.models import Contact, Function, Listing, Mandate, Organisation
from nswp_members.organisations.queries import DirectoryRow
from nswp_members.organisations.visibility import member_of, row_columns, shown_sort_key, shows, visible_to

IN_THE_NETWORK = Organisation.listing != Listing.WITHDRAWN


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may count in the public directory."""

    organisations: int
    countries: int
    regions: int


@dataclass(frozen=True)
class Reach:
    """How many of an organisation's contacts have an address, and how many of these take no mail."""

    addresses: int
    returned: int


@dataclass(frozen=True)
class Colleague:
    """A person who acts for an organisation, with the functions of their mandates."""

    person_id: UUID
    name: str
    functions: tuple[Function, ...]


def public_figures() -> PublicFigures:
    """Return the size of the public directory."""
    countries = func.count(Organisation.country_code.distinct()).filter(shows(ANYONE, "country_code"))
    regions = func.count(Organisation.region_code.distinct())
    statement = select(func.count(), countries, regions).select_from(Organisation)
    return PublicFigures(*session.execute(statement.where(visible_to(ANYONE))).one())


def public_by_region() -> dict[str, int]:
    """Return how many organisations the public directory holds in each region."""
    return members_by_region(ANYONE)


def members_by_region(viewer: Viewer) -> dict[str, int]:
    """Return how many organisations the viewer knows of in each region, without those that left."""
    statement = (
        select(Organisation.region_code, func.count())
        .where(visible_to(viewer), IN_THE_NETWORK)
        .group_by(Organisation.region_code)
    )
    return {key: number for key, number in session.execute(statement)}  # noqa: C416


def members_by_listing(viewer: Viewer) -> dict[Listing, int]:
    """Return how many organisations the viewer knows of in each state of listing."""
    statement = select(Organisation.listing, func.count()).where(visible_to(viewer)).group_by(Organisation.listing)
    found = {key: number for key, number in session.execute(statement)}  # noqa: C416
    return {listing: found.get(listing.value, 0) for listing in Listing}


def network_members(viewer: Viewer, network_id: UUID, *, limit: int) -> list[DirectoryRow]:
    """Return the members of a network that the viewer may know of, by name."""
    statement = (
        select(*row_columns(viewer))
        .where(*_of_network(viewer, network_id))
        .order_by(shown_sort_key(viewer), Organisation.id)
        .limit(limit)
    )
    return [DirectoryRow(**row) for row in session.execute(statement).mappings()]


def network_size(viewer: Viewer, network_id: UUID) -> tuple[int, int]:
    """Return how many members a network has that the viewer may know of, and how many without an address."""
    unreachable = ~exists().where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
    statement = select(func.count(), func.count().filter(unreachable)).select_from(Organisation)
    size, without = session.execute(statement.where(*_of_network(viewer, network_id))).one()
    return size, without


def _of_network(viewer: Viewer, network_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return visible_to(viewer), IN_THE_NETWORK, member_of([network_id]), Organisation.id != network_id


def last_asked_at(organisation_id: UUID, version_id: UUID) -> datetime | None:
    """Return when the organisation was last asked to endorse this version."""
    statement = (
        select(func.max(EndorsementRequest.asked_at))
        .join(RequestRecipient, RequestRecipient.request_id == EndorsementRequest.id)
        .where(RequestRecipient.organisation_id == organisation_id)
        .where(EndorsementRequest.version_id == version_id)
    )
    return session.scalar(statement)


def reach_of(organisation_id: UUID) -> Reach:
    """Return whether mail reaches the contacts of an organisation."""
    statement = (
        select(func.count(), func.count(Person.mail_suspended_at))
        .select_from(Contact)
        .outerjoin(Person, Person.email_lookup == Contact.email_lookup)
        .where(Contact.organisation_id == organisation_id, Contact.email_lookup.is_not(None))
    )
    return Reach(*session.execute(statement).one())


def colleagues(organisation_id: UUID, *, at: datetime, limit: int) -> list[Colleague]:
    """Return the people who act for an organisation at that moment."""
    in_force = and_(Mandate.valid_from <= at, or_(Mandate.valid_until.is_(None), Mandate.valid_until > at))
    statement = (
        select(Person, func.array_agg(Mandate.function))
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Mandate.organisation_id == organisation_id, in_force, Person.is_active)
        .group_by(Person.id)
        .order_by(func.min(Mandate.valid_from), Person.id)
        .limit(limit)
    )
    return [
        Colleague(person.id, person.name, tuple(one for one in Function if one in functions))
        for person, functions in session.execute(statement)
    ]
