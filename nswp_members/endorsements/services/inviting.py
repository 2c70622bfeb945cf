"""Inviting very many contacts at once, in a handful of statements: a request to thousands is one click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import services as accounts
from nswp_members.accounts.services import NewPerson
from nswp_members.endorsements import queries
from nswp_members.endorsements.queries.audience import Addressee
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Function
from nswp_members.organisations.services import NewOffer

OFFERED = (Function.READ, Function.EDIT, Function.ENDORSE, Function.CONSULT)


@dataclass(frozen=True)
class Invited:
    """A contact who was offered the mandate to endorse for an organisation."""

    organisation_id: UUID
    person_id: UUID
    invitation_id: UUID


def invite_contacts(addressees: Sequence[Addressee], *, by: UUID | None, lifetime: timedelta) -> list[Invited]:
    """Offer contacts the right to read, edit and endorse; whoever is no person yet becomes one."""
    people = _ensure_people(addressees)
    offers = [
        NewOffer(
            organisation_id=one.organisation_id,
            person_id=people[one.address],
            next_path=f"/organisations/{one.organisation_id}/endorse",
        )
        for one in addressees
    ]
    invitation_ids = organisations.offer_mandates(offers, OFFERED, by=by, lifetime=lifetime)
    return [Invited(one.organisation_id, one.person_id, key) for one, key in zip(offers, invitation_ids, strict=True)]


def _ensure_people(addressees: Sequence[Addressee]) -> dict[bytes, UUID]:
    """Return the people of these addresses, adding those who are missing, by the blind index of the address."""
    known = {one.address: one.person_id for one in addressees if one.person_id}
    strangers = [one for one in addressees if one.address not in known]
    contacts = queries.contacts_by_id([one.contact_id for one in strangers if one.contact_id])
    newcomers = {
        one.address: NewPerson(
            email=contacts[one.contact_id].email or "",
            name=contacts[one.contact_id].name,
            locale=contacts[one.contact_id].locale,
        )
        for one in reversed(strangers)
        if one.contact_id
    }
    return known | accounts.ensure_people(newcomers)
