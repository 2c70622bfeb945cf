"""Saying that everything is still right, and asking organisations to say so."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.services import NewPerson
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.confirming import months_before
from nswp_members.organisations.errors import NobodyToAsk, NotWhileHidden, StaleVersion
from nswp_members.organisations.models import ConfirmationRequest, ConfirmedAs, Contact, Organisation
from nswp_members.organisations.queries.confirming import CONFIRM

LETTERS_A_RUN = 100


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
    number = _ask([organisation.id], by=by, lifetime=lifetime, capacity=capacity)
    if not number:
        raise NobodyToAsk
    return number


def ask_who_is_due(*, at: datetime, months: int, repeat: timedelta, lifetime: timedelta) -> int:
    """Write to organisations whose data nobody confirmed for long, some of them each time; return to how many people.

    ``months`` is how old a confirmation may get, ``repeat`` how long we wait before asking again.
    """
    ids = queries.due_for_a_letter(
        confirmed_before=months_before(at, months), asked_before=at - repeat, limit=LETTERS_A_RUN
    )
    return _ask(ids, by=None, lifetime=lifetime)


def _ask(organisation_ids: Collection[UUID], *, by: UUID | None, lifetime: timedelta, capacity: str = "") -> int:
    """Write to all contacts with an address; links of earlier letters stop working."""
    at = now()
    for request in queries.open_requests(organisation_ids):
        request.closed_at = at
    contacts = queries.addresses_of(organisation_ids)
    people = accounts.ensure_people(
        {one.email_lookup: _newcomer(one) for found in contacts.values() for one in found if one.email_lookup}
    )
    requests = [
        ConfirmationRequest(
            organisation_id=key,
            person_id=people[one.email_lookup or b""],
            asked_at=at,
            asked_by=by,
            expires_at=at + lifetime,
        )
        for key, found in contacts.items()
        for one in found
    ]
    session.add_all(requests)
    session.flush()
    for key in contacts:
        audit.record("organisations.asked_to_confirm", "organisation", key, by=by, capacity=capacity)
    notices.notify_many(
        NewNotice(
            CONFIRM,
            one.person_id,
            str(one.id),
            {"request_id": str(one.id), "organisation_id": str(one.organisation_id)},
        )
        for one in requests
    )
    return len(requests)


def _newcomer(contact: Contact) -> NewPerson:
    return NewPerson(email=contact.email or "", name=contact.name, locale=contact.locale)
