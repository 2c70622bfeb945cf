"""Reading which organisations are hard to reach, have nobody who edits, or have not confirmed their data for long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select, tuple_

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact, Function, Listing, Mandate, Organisation
from nswp_members.organisations.visibility import row_columns, shown_sort_key, visible_to

ENOUGH_CONTACTS = 2


class Lack(StrEnum):
    """What an organisation may lack."""

    CONTACTS = "contacts"
    EDITORS = "editors"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class UpkeepRow:
    """An organisation that lacks something; ``contacts`` counts the addresses that take mail."""

    id: UUID
    name: str
    country_code: str | None
    region_code: str
    contacts: int
    editors: int
    confirmed_at: datetime | None


@dataclass(frozen=True)
class UpkeepPage:
    """Some of them in the order of names, how many there are in all, and the id to go on from."""

    rows: tuple[UpkeepRow, ...]
    count: int
    after: UUID | None


def upkeep_page(
    viewer: Viewer, lack: Lack, *, at: datetime, confirmed_before: datetime, size: int, after: UUID | None = None
) -> UpkeepPage:
    """Return one page of the organisations that lack something, of those the viewer may know of. Three queries."""
    conditions = (visible_to(viewer), Organisation.listing != Listing.WITHDRAWN, _lacks(lack, at, confirmed_before))
    order = (shown_sort_key(viewer), Organisation.id)
    columns = {one.name: one for one in row_columns(viewer)}
    statement = select(
        *(columns[name] for name in ("id", "name", "country_code", "region_code")),
        _active_contacts().label("contacts"),
        _active_editors(at).label("editors"),
        Organisation.confirmed_at,
    ).where(*conditions)
    edge = _position(viewer, after) if after else None
    if edge:
        statement = statement.where(tuple_(*order) > tuple_(*edge))
    rows = [UpkeepRow(**row) for row in session.execute(statement.order_by(*order).limit(size + 1)).mappings()]
    count = session.scalar(select(func.count()).select_from(Organisation).where(*conditions)) or 0
    return UpkeepPage(tuple(rows[:size]), count, rows[size - 1].id if len(rows) > size else None)


def active_contacts(organisation_id: UUID) -> int:
    """Return how many different addresses of an organisation's contacts take mail."""
    return session.scalar(select(_active_contacts()).where(Organisation.id == organisation_id)) or 0


def has_editor(organisation_id: UUID, *, at: datetime) -> bool:
    """Whether somebody who can sign in may edit the organisation."""
    return bool(session.scalar(select(_active_editors(at)).where(Organisation.id == organisation_id)))


def orphaned(organisation_ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    """Return those of these organisations that had editors once and have none now who can sign in.

    One that never had any is not orphaned: its first editor is invited as everybody is.
    """
    ever = exists().where(Mandate.organisation_id == Organisation.id, Mandate.function == Function.EDIT)
    statement = select(Organisation.id).where(Organisation.id.in_(organisation_ids), ever, _active_editors(at) == 0)
    return set(session.scalars(statement))


def sole_editor_of(person_id: UUID, *, at: datetime) -> list[UUID]:
    """Return the organisations that nobody else could edit if this person were gone; for those who may know of all."""
    mine = select(Mandate.organisation_id).where(Mandate.person_id == person_id, *_edits(at))
    statement = (
        select(Organisation.id)
        .where(Organisation.id.in_(mine), _active_editors(at, but=person_id) == 0)
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(50)
    )
    return list(session.scalars(statement))


def _position(viewer: Viewer, organisation_id: UUID) -> tuple[str, UUID] | None:
    """Return where in the order an organisation stands that the viewer may know of."""
    statement = select(shown_sort_key(viewer), Organisation.id).where(
        Organisation.id == organisation_id, visible_to(viewer)
    )
    found = session.execute(statement).first()
    return (found[0], found[1]) if found else None


def _lacks(lack: Lack, at: datetime, confirmed_before: datetime) -> ColumnElement[bool]:
    """Return the condition under which an organisation lacks this."""
    if lack == Lack.CONTACTS:
        return _active_contacts() < ENOUGH_CONTACTS
    if lack == Lack.EDITORS:
        return _active_editors(at) == 0
    return func.coalesce(Organisation.confirmed_at, Organisation.created_at) < confirmed_before


def _active_contacts() -> ScalarSelect[Any]:
    """Return how many different addresses of an organisation take mail."""
    return (
        select(func.count(Contact.email_lookup.distinct()))
        .select_from(Contact)
        .outerjoin(Person, Person.email_lookup == Contact.email_lookup)
        .where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
        .where(or_(Person.id.is_(None), Person.is_active & Person.mail_suspended_at.is_(None)))
        .correlate(Organisation)
        .scalar_subquery()
    )


def _active_editors(at: datetime, *, but: UUID | None = None) -> ScalarSelect[Any]:
    """Return how many people who can sign in may edit an organisation, leaving one out."""
    statement = (
        select(func.count(Mandate.person_id.distinct()))
        .select_from(Mandate)
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.organisation_id == Organisation.id, *_edits(at))
        .where(Person.is_active, Person.password_hash.is_not(None))
    )
    if but is not None:
        statement = statement.where(Mandate.person_id != but)
    return statement.correlate(Organisation).scalar_subquery()


def _edits(at: datetime) -> tuple[ColumnElement[bool], ...]:
    until = Mandate.valid_until
    return Mandate.function == Function.EDIT, Mandate.valid_from <= at, or_(until.is_(None), until > at)
