"""Sending links by which people answer without an account, and withdrawing them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts import services as accounts
from nswp_members.accounts.services import NewPerson
from nswp_members.audit import services as audit
from nswp_members.consultations import queries
from nswp_members.consultations.errors import CannotInvite, NobodyToInvite, NotOpen
from nswp_members.consultations.models import Consultation, Link, Participant
from nswp_members.consultations.queries.links import LINK
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services.answering import PARTICIPANTS, ensure_participant
from nswp_members.core.db import session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations.models import Contact


def invite_organisations(consultation: Consultation, *, by: UUID | None, at: datetime) -> int:
    """Write to the contacts of all organisations that are asked and can be reached by a link only.

    Those are organisations that have not answered, whose people have no account with which to answer, and that got
    no link yet. Returns how many letters are written; raises `NotOpen`, `NobodyToInvite`.
    """
    _require_open(consultation, at)
    contacts = queries.reach_of(consultation, at=at).contacts
    if not contacts:
        raise NobodyToInvite
    rows = [
        {"id": uuid4(), "consultation_id": consultation.id, "organisation_id": key, "invited_at": at}
        for key in contacts
    ]
    statement = insert(PARTICIPANTS).on_conflict_do_update(
        index_elements=["consultation_id", "organisation_id"], set_={"invited_at": at}
    )
    session.execute(statement, rows)
    participants = queries.participants_of(consultation.id, contacts)
    every = [one for found in contacts.values() for one in found]
    people = accounts.ensure_people({one.email_lookup: _newcomer(one) for one in every if one.email_lookup})
    pairs = {(participants[one.organisation_id], people[one.email_lookup or b""]) for one in every}
    _send(consultation, [_link(participant, person_id, by, at) for participant, person_id in pairs])
    audit.record("consultations.invited", "consultation", consultation.id, by=by, details={"letters": len(pairs)})
    return len(pairs)


def invite_person(
    consultation: Consultation, *, email: str, name: str, locale: str, by: UUID | None, at: datetime
) -> None:
    """Write to a person who is to answer for themselves. Raises `NotOpen`, `CannotInvite`."""
    _require_open(consultation, at)
    person = accounts.ensure_person(email=email, name=name, locale=locale)
    if not person.is_active or person.mail_suspended_at is not None:
        raise CannotInvite
    participant = ensure_participant(consultation.id, Respondent(person.id))
    participant.invited_at = at
    for one in queries.live_links(participant.id, person_id=person.id):
        one.withdrawn_at = at
    session.flush()
    _send(consultation, [_link(participant, person.id, by, at)])
    audit.record("consultations.invited", "consultation", consultation.id, by=by, details={"letters": 1})


def withdraw_link(link: Link, *, by: UUID | None, at: datetime) -> None:
    """Let a link open nothing from now on; what was answered by it stays."""
    if link.withdrawn_at is None:
        link.withdrawn_at = at
        audit.record("consultations.withdrew_link", "consultation", link.participant.consultation_id, by=by)


def renew_link(link: Link, *, by: UUID | None, at: datetime) -> None:
    """Withdraw a link and send its reader another one. Raises `NotOpen`."""
    consultation = link.participant.consultation
    _require_open(consultation, at)
    withdraw_link(link, by=by, at=at)
    session.flush()
    for one in queries.live_links(link.participant_id, person_id=link.person_id):
        one.withdrawn_at = at
    session.flush()
    _send(consultation, [_link(link.participant, link.person_id, by, at)])


def note_opened(link: Link, *, at: datetime) -> None:
    """Note when a link was first opened."""
    link.opened_at = link.opened_at or at


def _link(participant: Participant, person_id: UUID, by: UUID | None, at: datetime) -> Link:
    return Link(id=uuid4(), participant=participant, person_id=person_id, sent_at=at, sent_by=by)


def _send(consultation: Consultation, links: Iterable[Link]) -> None:
    """Write a letter for each link; one about an organisation that hides meanwhile is not sent."""
    made = list(links)
    session.add_all(made)
    session.flush()
    notices.notify_many(
        NewNotice(LINK, one.person_id, f"{consultation.id.hex[:12]}:{one.id}", _params(one)) for one in made
    )


def _params(link: Link) -> dict[str, str]:
    organisation_id = link.participant.organisation_id
    about = {"organisation_id": str(organisation_id)} if organisation_id else {}
    return {"link_id": str(link.id), **about}


def _require_open(consultation: Consultation, at: datetime) -> None:
    if not queries.open_for_answers(consultation.id, at=at):
        raise NotOpen


def _newcomer(contact: Contact) -> NewPerson:
    return NewPerson(email=contact.email or "", name=contact.name, locale=contact.locale)
