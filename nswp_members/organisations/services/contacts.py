"""The ways to reach an organisation."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts.models import email_lookup
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Contact, Organisation


def save_contact(
    organisation: Organisation,
    contact: Contact | None,
    *,
    name: str,
    email: str,
    phone: str,
    function: str,
    locale: str,
    safe_channel: str = "",
    safe_note: str = "",
    by: UUID | None,
    capacity: str = "",
) -> Contact:
    """Change a contact, or add one at the end if there is none yet."""
    contacts = _locked(organisation)
    if contact is None:
        contact = Contact(organisation_id=organisation.id, position=len(contacts) + 1)
        organisation.contacts.append(contact)
    contact.name, contact.phone, contact.function, contact.locale = name, phone, function, locale
    contact.safe_channel, contact.safe_note = safe_channel or None, safe_note or None
    contact.email = email.lower() or None
    contact.email_lookup = email_lookup(email) if email else None
    session.flush()
    _note("organisations.saved_contact", organisation, contact, by=by, capacity=capacity)
    return contact


def remove_contact(organisation: Organisation, contact: Contact, *, by: UUID | None, capacity: str = "") -> None:
    """Forget a contact; the others move up."""
    contacts = [one for one in _locked(organisation) if one.id != contact.id]
    _note("organisations.removed_contact", organisation, contact, by=by, capacity=capacity)
    organisation.contacts.remove(contact)
    for position, one in enumerate(contacts, start=1):
        one.position = position


def move_contact(
    organisation: Organisation, contact: Contact, *, up: bool, by: UUID | None, capacity: str = ""
) -> None:
    """Swap a contact with the one before or after it; nothing happens at the ends."""
    contacts = _locked(organisation)
    ids = [one.id for one in contacts]
    place = ids.index(contact.id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(contacts):
        contacts[place], contacts[other] = contacts[other], contacts[place]
        _note("organisations.moved_contact", organisation, contact, by=by, capacity=capacity)
    for position, one in enumerate(contacts, start=1):
        one.position = position


def _locked(organisation: Organisation) -> list[Contact]:
    """Return the contacts in order while nobody else changes them."""
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    session.refresh(organisation, ["contacts"])
    return list(organisation.contacts)


def _note(action: str, organisation: Organisation, contact: Contact, *, by: UUID | None, capacity: str) -> None:
    organisation.updated_at = now()
    audit.record(
        action,
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"contact": str(contact.id)},
    )
