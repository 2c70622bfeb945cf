"""Inviting very many contacts at once.

The same as `accounts.ensure_person` and `organisations.offer_mandate` for each of them, in a handful of statements
instead of five per contact: a request to thousands of organisations is one click and one transaction.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts.models import Invitation, Person
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.endorsements import queries
from nswp_members.endorsements.queries.audience import Addressee
from nswp_members.organisations.models import Contact, Function, MandateOffer

OFFERED = [Function.READ.value, Function.EDIT.value, Function.ENDORSE.value]


@dataclass(frozen=True)
class Invited:
    """A contact who was offered the mandate to endorse for an organisation."""

    organisation_id: UUID
    person_id: UUID
    invitation_id: UUID


def invite_contacts(addressees: Sequence[Addressee], *, by: UUID | None, lifetime: timedelta) -> list[Invited]:
    """Offer contacts the right to read, edit and endorse; whoever is no person yet becomes one."""
    if not addressees:
        return []
    people = _ensure_people(addressees)
    invited = [Invited(one.organisation_id, people[one.address], uuid4()) for one in addressees]
    at = now()
    session.execute(
        insert(Invitation),
        [
            {
                "id": one.invitation_id,
                "person_id": one.person_id,
                "invited_by": by,
                "nonce": secrets.token_hex(16),
                "next_path": f"/organisations/{one.organisation_id}/endorse",
                "created_at": at,
                "expires_at": at + lifetime,
            }
            for one in invited
        ],
    )
    session.execute(
        insert(MandateOffer),
        [
            {
                "invitation_id": one.invitation_id,
                "organisation_id": one.organisation_id,
                "functions": OFFERED,
            }
            for one in invited
        ],
    )
    for one in invited:
        details = {"person": str(one.person_id), "functions": OFFERED}
        audit.record("organisations.offered_mandate", "organisation", one.organisation_id, by=by, details=details)
    return invited


def _ensure_people(addressees: Sequence[Addressee]) -> dict[bytes, UUID]:
    """Return the people of these addresses, adding those who are missing, by the blind index of the address."""
    known = {one.address: one.person_id for one in addressees if one.person_id}
    strangers = [one for one in addressees if one.address not in known]
    if not strangers:
        return known
    contacts = queries.contacts_by_id([one.contact_id for one in strangers if one.contact_id])
    first = {one.address: contacts[one.contact_id] for one in reversed(strangers) if one.contact_id}
    rows = [_person(address, contact) for address, contact in first.items()]
    session.execute(insert(Person).on_conflict_do_nothing(index_elements=["email_lookup"]), rows)
    found = session.execute(select(Person.email_lookup, Person.id).where(Person.email_lookup == func.any(list(first))))
    return known | {address: key for address, key in found}  # noqa: C416


def _person(address: bytes, contact: Contact) -> dict[str, object]:
    return {
        "id": uuid4(),
        "email": (contact.email or "").strip().lower(),
        "email_lookup": address,
        "name": contact.name,
        "locale": contact.locale,
        "created_at": now(),
    }
