"""Saying that everything is still right, and asking organisations to say so."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.services import NewPerson
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.errors import NobodyToAsk, NotWhileHidden, StaleVersion
from nswp_members.organisations.events import DataConfirmed
from nswp_members.organisations.models import ConfirmationRequest, ConfirmedAs, Contact, Organisation
from nswp_members.organisations.queries.confirming import CONFIRM


def confirm_data(
    organisation: Organisation,
    *,
    as_: ConfirmedAs,
    by: UUID | None,
    seen: datetime | None = None,
    capacity: str = "",
) -> None:
    """Note that everything we hold is still right; raises `StaleVersion` if it was changed since it was ``seen``.

    Links in letters that asked for it stop working, and letters that wait are not sent.
    """
    session.flush()
    session.refresh(organisation, with_for_update={"of": Organisation})
    if seen is not None and organisation.updated_at != seen:
        raise StaleVersion
    at = now()
    organisation.confirmed_at, organisation.confirmed_by, organisation.confirmed_as = at, by, as_
    for request in queries.open_requests([organisation.id]):
        request.closed_at = at
    notices.cancel_about(organisation.id, kind=CONFIRM, code="link_closed")
    audit.record(
        "organisations.confirmed_data",
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"as": as_.value},
    )
    publish(DataConfirmed(organisation.id, by=by, capacity=capacity))


def confirm_by_link(token: str) -> bool:
    """Note what somebody confirmed by the link in a letter; whether it could still be used."""
    request = queries.usable_request(token, at=now(), for_update=True)
    if request is None:
        return False
    organisation = session.get_one(Organisation, request.organisation_id)
    confirm_data(organisation, as_=ConfirmedAs.LINK, by=request.person_id)
    return True


def ask_to_confirm(organisation: Organisation, *, by: UUID | None, lifetime: timedelta, capacity: str = "") -> int:
    """Write to the contacts of an organisation and return to how many; raises `NobodyToAsk`, `NotWhileHidden`."""
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    if queries.is_closed(organisation.id):
        raise NotWhileHidden
    occurrence = f"asked:{uuid4()}"
    number = write_to_contacts({organisation.id: occurrence}, by=by, lifetime=lifetime, capacity=capacity)
    if not number:
        raise NobodyToAsk
    return number[organisation.id]


def write_to_contacts(
    occurrences: Mapping[UUID, str], *, by: UUID | None, lifetime: timedelta, capacity: str = ""
) -> dict[UUID, int]:
    """Ask the contacts of organisations to confirm, once for each occurrence; return how many of each were written to.

    Occurrences go by organisation and are 80 characters long at most. Contacts who cannot be reached now get nothing;
    links of earlier letters stop working where a newer one is written.
    """
    at = now()
    found = {
        key: [one.contact for one in recipients if one.obstacle is None]
        for key, recipients in queries.recipients_of(occurrences, at=at).items()
    }
    reached = {key: contacts for key, contacts in found.items() if contacts}
    for request in queries.open_requests(reached):
        request.closed_at = at
    people = accounts.ensure_people(
        {one.email_lookup: _newcomer(one) for contacts in reached.values() for one in contacts if one.email_lookup}
    )
    requests = [
        ConfirmationRequest(
            organisation_id=key,
            person_id=people[one.email_lookup or b""],
            asked_at=at,
            asked_by=by,
            expires_at=at + lifetime,
        )
        for key, contacts in reached.items()
        for one in contacts
    ]
    session.add_all(requests)
    session.flush()
    for key in reached:
        audit.record("organisations.asked_to_confirm", "organisation", key, by=by, capacity=capacity)
    notices.notify_many(
        NewNotice(
            CONFIRM,
            one.person_id,
            occurrences[one.organisation_id],
            {"request_id": str(one.id), "organisation_id": str(one.organisation_id)},
        )
        for one in requests
    )
    return {key: len(contacts) for key, contacts in reached.items()}


def _newcomer(contact: Contact) -> NewPerson:
    return NewPerson(email=contact.email or "", name=contact.name, locale=contact.locale)
