"""Reading who could see an organisation, in numbers, and who did."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, distinct, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Affiliation, FieldRead, Listing, Mandate, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, CONFIDENTIAL_FIELDS, member_of, visible_to

BAND = 5
BANDED = ("member", "region", "network")


@dataclass(frozen=True)
class Number:
    """How many people there are; not ``exact``, it is only known to be at least this, or fewer than 5 if it is 0."""

    value: int
    exact: bool


def holds(organisation: Organisation, field: str) -> bool:
    """Whether a field of the organisation holds anything; its people count as a field that does."""
    if field == "people":
        return True
    source = organisation.confidential if field in CONFIDENTIAL_FIELDS else organisation
    return getattr(source, field) not in (None, "", [])


def reader_numbers(viewer: Viewer, organisation: Organisation, *, at: datetime) -> dict[str, Number]:
    """Return by kind of viewer how many people with an account stand behind it, in two queries.

    Of other members only bands of five are told, and only of those whom the viewer may know of: a number would show
    otherwise that a hidden organisation exists.
    """
    circle = circle_of(organisation)
    member = (Organisation.id != organisation.id, visible_to(viewer), Organisation.listing != Listing.WITHDRAWN)
    counts = {
        "member": _members(at, *member),
        "region": _members(at, *member, Organisation.region_code == organisation.region_code),
        "network": _members(at, *member, member_of(circle)),
        "us": _members(at, Organisation.id == organisation.id),
        "secretariat": _staff(at, RoleAssignment.role.in_(ALL_SEEING)),
        "representative": _staff(
            at,
            RoleAssignment.role == Role.REGIONAL_REPRESENTATIVE,
            RoleAssignment.region_code == organisation.region_code,
        ),
        "office": _staff(at, RoleAssignment.role == Role.NETWORK_VERIFIER, RoleAssignment.organisation_id.in_(circle)),
    }
    row = session.execute(select(*(count.label(key) for key, count in counts.items()))).one()
    return {
        key: Number(number - number % BAND if key in BANDED else number, exact=key not in BANDED)
        for key, number in row._mapping.items()
    }


def circle_of(organisation: Organisation) -> frozenset[UUID]:
    """Return the ids of the networks that an organisation belongs to, and its own: it may be a network itself."""
    statement = select(Affiliation.network_id).where(
        Affiliation.organisation_id == organisation.id, Affiliation.valid_until.is_(None)
    )
    return frozenset([*session.scalars(statement), organisation.id])


def _members(at: datetime, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return how many people with an account act for such organisations."""
    return (
        select(func.count(distinct(Mandate.person_id)))
        .select_from(Mandate)
        .join(Person, Person.id == Mandate.person_id)
        .join(Organisation, Organisation.id == Mandate.organisation_id)
        .where(
            Person.password_hash.is_not(None),
            Person.is_active,
            Mandate.valid_from <= at,
            or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
            *conditions,
        )
        .scalar_subquery()
    )


def _staff(at: datetime, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return how many people with an account hold roles."""
    return (
        select(func.count(distinct(RoleAssignment.person_id)))
        .select_from(RoleAssignment)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            Person.password_hash.is_not(None),
            Person.is_active,
            RoleAssignment.valid_from <= at,
            or_(RoleAssignment.valid_until.is_(None), RoleAssignment.valid_until > at),
            *conditions,
        )
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Reading:
    """That somebody saw protected fields on a day; ``name`` is None where it must not be told."""

    id: UUID
    name: str | None
    role: str
    fields: tuple[str, ...]
    read_on: date
    last_at: datetime
    times: int


def reads_of(
    organisation: Organisation, *, names_everybody: bool, before: UUID | None = None, limit: int
) -> list[Reading]:
    """Return who saw protected fields of an organisation, the latest first, from after the row ``before`` on.

    People of other organisations stay without a name unless ``names_everybody``: theirs may be hidden.
    """
    own = FieldRead.organisation_id == organisation.id
    order = (FieldRead.last_at, FieldRead.id)
    statement = select(FieldRead).options(joinedload(FieldRead.person)).where(own)
    edge = session.execute(select(*order).where(own, FieldRead.id == before)).first() if before else None
    if edge:
        statement = statement.where(tuple_(*order) < tuple_(*edge))
    found = session.scalars(statement.order_by(*(one.desc() for one in order)).limit(limit))
    return [
        Reading(
            row.id,
            row.person.name if names_everybody or row.role != Role.ORGANISATION else None,
            row.role,
            tuple(row.fields),
            row.read_on,
            row.last_at,
            row.times,
        )
        for row in found
    ]
