"""Reading who may act for an organisation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import Invitation, Person
from nswp_members.accounts.viewers import Capacity, Role
from nswp_members.core.db import session
from nswp_members.organisations.models import Affiliation, Function, Listing, Mandate, MandateOffer, Organisation

MAX_PEOPLE = 500


def _in_force(at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Mandate.valid_from <= at, or_(Mandate.valid_until.is_(None), Mandate.valid_until > at)


def mandate_capacities(person_id: UUID, at: datetime) -> list[Capacity]:
    """Return one capacity for each organisation that the person has mandates in."""
    networks = func.array(
        select(Affiliation.network_id)
        .where(Affiliation.organisation_id == Organisation.id, Affiliation.valid_until.is_(None))
        .scalar_subquery()
    )
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.region_code,
            Organisation.listing,
            func.array_agg(Mandate.function).label("functions"),
            networks.label("networks"),
        )
        .join(Mandate, Organisation.id == Mandate.organisation_id)
        .where(Mandate.person_id == person_id, *_in_force(at))
        .group_by(Organisation.id)
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return [
        Capacity(
            key=f"organisation:{row.id}",
            role=Role.ORGANISATION,
            label=row.name,
            organisation_id=row.id,
            region_code=row.region_code,
            functions=frozenset(row.functions),
            network_ids=frozenset([*row.networks, row.id]),
            has_left=row.listing == Listing.WITHDRAWN,
        )
        for row in session.execute(statement)
    ]


def mandate(organisation_id: UUID, mandate_id: UUID) -> Mandate | None:
    """Return a mandate of this organisation with its person."""
    statement = select(Mandate).options(joinedload(Mandate.person))
    return session.scalar(statement.where(Mandate.id == mandate_id, Mandate.organisation_id == organisation_id))


def mandates_of(organisation_id: UUID) -> list[Mandate]:
    """Return all mandates that were ever given in this organisation, with their people, newest first."""
    statement = (
        select(Mandate)
        .options(joinedload(Mandate.person))
        .where(Mandate.organisation_id == organisation_id)
        .order_by(Mandate.valid_from.desc(), Mandate.id)
        .limit(MAX_PEOPLE)
    )
    return list(session.scalars(statement))


def mandates_standing(organisation_id: UUID, *, at: datetime) -> list[Mandate]:
    """Return the mandates in force in this organisation, with their people, oldest first."""
    statement = (
        select(Mandate)
        .options(joinedload(Mandate.person))
        .where(Mandate.organisation_id == organisation_id, *_in_force(at))
        .order_by(Mandate.valid_from, Mandate.id)
        .limit(MAX_PEOPLE)
    )
    return list(session.scalars(statement))


def mandates_in_force(organisation_id: UUID, *, person_id: UUID, at: datetime) -> list[Mandate]:
    """Return what a person may do for an organisation at that moment."""
    statement = select(Mandate).where(
        Mandate.organisation_id == organisation_id, Mandate.person_id == person_id, *_in_force(at)
    )
    return list(session.scalars(statement))


def is_last_editor(one: Mandate, *, at: datetime) -> bool:
    """Whether nobody who can sign in could edit the organisation without this mandate."""
    if one.function != Function.EDIT:
        return False
    others = (
        select(Mandate.id)
        .join(Mandate.person)
        .where(
            Mandate.organisation_id == one.organisation_id,
            Mandate.function == Function.EDIT,
            Mandate.id != one.id,
            Person.is_active,
            Person.password_hash.is_not(None),
            *_in_force(at),
        )
    )
    return session.scalar(others.limit(1)) is None


def granters_of(mandates: Iterable[Mandate]) -> dict[UUID, str]:
    """Return the names of the people who gave these mandates, by their ids."""
    ids = {one.granted_by for one in mandates if one.granted_by}
    if not ids:
        return {}
    return {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_(ids)))}


def endorsing_people(organisation_ids: Iterable[UUID], at: datetime) -> dict[UUID, list[Person]]:
    """Return the people who may endorse at that moment, by organisation."""
    statement = (
        select(Mandate)
        .options(joinedload(Mandate.person))
        .where(Mandate.organisation_id.in_(set(organisation_ids)))
        .where(Mandate.function == Function.ENDORSE, *_in_force(at))
        .order_by(Mandate.valid_from, Mandate.id)
    )
    people: dict[UUID, list[Person]] = defaultdict(list)
    for one in session.scalars(statement):
        people[one.organisation_id].append(one.person)
    return dict(people)


def editors_of(organisation_id: UUID, *, at: datetime) -> list[Person]:
    """Return the people with an account who may edit for this organisation at that moment."""
    statement = (
        select(Mandate)
        .join(Mandate.person)
        .options(joinedload(Mandate.person))
        .where(Mandate.organisation_id == organisation_id, Mandate.function == Function.EDIT, *_in_force(at))
        .where(Person.is_active, Person.password_hash.is_not(None))
        .order_by(Mandate.valid_from, Mandate.id)
        .limit(MAX_PEOPLE)
    )
    return [one.person for one in session.scalars(statement)]


def offers_of(invitation_id: UUID) -> list[MandateOffer]:
    """Return the mandates that an invitation brings."""
    return list(session.scalars(select(MandateOffer).where(MandateOffer.invitation_id == invitation_id)))


def open_offers(organisation_id: UUID, *, at: datetime, invited_by: UUID | None = None) -> list[MandateOffer]:
    """Return the offers nobody has taken up yet, newest first, with invitation and person."""
    statement = (
        select(MandateOffer)
        .join(MandateOffer.invitation)
        .options(joinedload(MandateOffer.invitation).joinedload(Invitation.person))
        .where(MandateOffer.organisation_id == organisation_id)
        .where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > at)
        .order_by(Invitation.created_at.desc())
        .limit(MAX_PEOPLE)
    )
    if invited_by is not None:
        statement = statement.where(Invitation.invited_by == invited_by)
    return list(session.scalars(statement))
