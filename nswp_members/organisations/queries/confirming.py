"""Reading whose data is to be confirmed, and what may be said of it to somebody who has only a link.

The rule for the page behind a link: it may be opened on a phone that others look at, by whoever reads the letter. So it
names parts and whether anything is in them, and two months of the calendar; never a value, a name or a number of
anything, and no part that holds something sensitive is told apart from the others.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select

from nswp_members.accounts.models import Person
from nswp_members.core.db import session
from nswp_members.notices import queries as notices
from nswp_members.notices.cautions import Caution, cautions_for
from nswp_members.organisations.models import (
    ConfirmationRequest,
    Contact,
    Organisation,
)
from nswp_members.organisations.visibility import closed

CONFIRM = "confirm_data"
NOBODY = UUID(int=0)


class Obstacle(StrEnum):
    """Why a contact with an address gets no letter."""

    ACCOUNT_CLOSED = "account_closed"
    MAIL_RETURNED = "mail_returned"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Recipient:
    """A contact with an address, the language of letters to it, and why none can go there at present."""

    contact: Contact
    locale: str
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Outline:
    """What may be told without a sign-in: which parts hold something, and when they were last changed and confirmed."""

    parts: dict[str, bool]
    changed_at: datetime
    confirmed_at: datetime | None


def outline(organisation: Organisation) -> Outline:
    """Return what the page behind a letter's link may say of an organisation."""
    parts = {
        "names": True,
        "details": bool(organisation.kind or organisation.registration),
        "languages": bool(organisation.languages),
        "texts": any(text.people or text.involvement for text in organisation.texts),
        "links": bool(organisation.website or organisation.links or organisation.public_email),
        "contacts": bool(organisation.contacts),
    }
    return Outline(parts, organisation.updated_at, organisation.confirmed_at)


def usable_request(token: str, *, at: datetime, for_update: bool = False) -> ConfirmationRequest | None:
    """Return the request that a letter's link stands for, while it can be used.

    It cannot once it was used, has run out, the organisation hides or has left, or the reader is no contact of it any
    more. Every token costs the same one statement, so that the time taken tells nothing.
    """
    key = notices.signed_key(CONFIRM, token) or NOBODY
    is_contact = exists().where(
        Contact.organisation_id == ConfirmationRequest.organisation_id, Contact.email_lookup == Person.email_lookup
    )
    statement = (
        select(ConfirmationRequest)
        .join(Organisation, Organisation.id == ConfirmationRequest.organisation_id)
        .join(Person, Person.id == ConfirmationRequest.person_id)
        .where(ConfirmationRequest.id == key, ConfirmationRequest.closed_at.is_(None))
        .where(ConfirmationRequest.expires_at > at, ~closed(), Person.is_active, is_contact)
    )
    if for_update:
        statement = statement.with_for_update(of=ConfirmationRequest)
    return session.scalar(statement)


def by_id_asked(request: ConfirmationRequest) -> Organisation | None:
    """Return the organisation that a usable request is about, for its outline only."""
    return session.get(Organisation, request.organisation_id)


def open_requests(organisation_ids: Collection[UUID]) -> list[ConfirmationRequest]:
    """Return the letters to these organisations whose links were not closed yet."""
    statement = select(ConfirmationRequest).where(
        ConfirmationRequest.organisation_id.in_(organisation_ids), ConfirmationRequest.closed_at.is_(None)
    )
    return list(session.scalars(statement))


def last_asked_to_confirm(organisation_id: UUID) -> datetime | None:
    """Return when an organisation was last written to and asked to confirm its data."""
    statement = select(func.max(ConfirmationRequest.asked_at)).where(
        ConfirmationRequest.organisation_id == organisation_id
    )
    return session.scalar(statement)


def is_closed(organisation_id: UUID) -> bool:
    """Whether the organisation hides, by choice or because of its country, or has left."""
    return session.scalar(select(closed()).where(Organisation.id == organisation_id)) is True


def addresses_of(organisation_ids: Collection[UUID]) -> dict[UUID, list[Contact]]:
    """Return the contacts of organisations that have an address, in their order and each address once."""
    statement = (
        select(Contact)
        .where(Contact.organisation_id.in_(organisation_ids), Contact.email_lookup.is_not(None))
        .order_by(Contact.organisation_id, Contact.position, Contact.id)
    )
    found: dict[UUID, dict[bytes, Contact]] = defaultdict(dict)
    for contact in session.scalars(statement):
        found[contact.organisation_id].setdefault(contact.email_lookup or b"", contact)
    return {key: list(contacts.values()) for key, contacts in found.items()}


def recipients_of(organisation_ids: Collection[UUID], *, at: datetime) -> dict[UUID, list[Recipient]]:
    """Return the contacts of organisations that have an address, and whether each can be written to; few queries."""
    contacts = addresses_of(organisation_ids)
    lookups = {one.email_lookup for found in contacts.values() for one in found}
    columns = (Person.id, Person.email_lookup, Person.locale, Person.is_active, Person.mail_suspended_at)
    people = {
        row.email_lookup: row for row in session.execute(select(*columns).where(Person.email_lookup.in_(lookups)))
    }
    cautions = cautions_for({row.id for row in people.values()}, at)

    def obstacle(person: Any) -> Obstacle | None:
        if person is None:
            return None
        if not person.is_active:
            return Obstacle.ACCOUNT_CLOSED
        if person.mail_suspended_at is not None:
            return Obstacle.MAIL_RETURNED
        return Obstacle.UNSAFE if cautions.get(person.id) is Caution.STOP else None

    def recipient(contact: Contact) -> Recipient:
        person = people.get(contact.email_lookup)
        return Recipient(contact, person.locale if person else contact.locale, obstacle(person))

    return {key: [recipient(one) for one in found] for key, found in contacts.items()}
