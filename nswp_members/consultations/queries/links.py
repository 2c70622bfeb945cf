"""Reading who can be reached, and which links open a consultation."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import Person
from nswp_members.consultations.models import Consultation, Link, Participant, State
from nswp_members.consultations.queries.audience import in_audience
from nswp_members.core.db import session
from nswp_members.notices import queries as notices
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Contact, Function, Mandate, Organisation
from nswp_members.organisations.visibility import closed

LINK = "consultation_link"
NOBODY = UUID(int=0)
MOST_PEOPLE = 5000


@dataclass(frozen=True)
class Reach:
    """How the organisations that are asked can be reached: numbers by way, and the contacts to send links to.

    The ways are "answered", "account" (somebody can sign in and answer), "link" (one was sent), "letter" (one can be
    sent), "hidden" and "nobody".
    """

    counts: Counter[str]
    contacts: dict[UUID, list[Contact]]


def consulting_people(audience: dict[str, list[str]], *, at: datetime) -> dict[UUID, UUID]:
    """Return the people with an account who may answer for organisations of an audience, each with one of these."""
    statement = may_answer(at).join(Organisation, Organisation.id == Mandate.organisation_id)
    rows = session.execute(statement.where(in_audience(audience)).limit(MOST_PEOPLE))
    return {person_id: organisation_id for person_id, organisation_id in rows}  # noqa: C416


def may_answer(at: datetime) -> Select[UUID, UUID]:
    """Return the statement for (person, organisation): people with an account who may answer for one at a moment."""
    return (
        select(Mandate.person_id, Mandate.organisation_id)
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.function == Function.CONSULT, Mandate.valid_from <= at)
        .where(or_(Mandate.valid_until.is_(None), Mandate.valid_until > at))
        .where(Person.is_active, Person.password_hash.is_not(None))
        .order_by(Mandate.valid_from.desc(), Mandate.person_id, Mandate.organisation_id)
    )


def reach_of(consultation: Consultation, *, at: datetime) -> Reach:
    """Return how each organisation that is asked can be reached now; for those who may know of all."""
    statement = select(Organisation.id, closed()).where(in_audience(consultation.audience))
    asked = {key: is_closed for key, is_closed in session.execute(statement)}  # noqa: C416
    answered, linked = _taking_part(consultation.id)
    with_account = {key for _person, key in session.execute(may_answer(at)) if key in asked}
    rest = [key for key in asked if key not in answered | linked | with_account]
    recipients = organisations.recipients_of([key for key in rest if not asked[key]], at=at)
    contacts = {
        key: usable
        for key, found in recipients.items()
        if (usable := [one.contact for one in found if not one.obstacle])
    }
    counts: Counter[str] = Counter()
    for key, is_closed in asked.items():
        ways = (
            ("answered", key in answered),
            ("account", key in with_account),
            ("link", key in linked),
            ("hidden", is_closed),
            ("letter", key in contacts),
        )
        counts[next((way for way, holds in ways if holds), "nobody")] += 1
    return Reach(counts, contacts)


def _taking_part(consultation_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """Return the organisations that answered, and those with a link that works."""
    live = exists().where(Link.participant_id == Participant.id, Link.withdrawn_at.is_(None))
    statement = select(Participant.organisation_id, Participant.answered_at, live).where(
        Participant.consultation_id == consultation_id, Participant.organisation_id.is_not(None)
    )
    rows: list[tuple[Any, Any, bool]] = [(*row,) for row in session.execute(statement)]
    return {key for key, answered_at, _ in rows if answered_at}, {key for key, _, linked in rows if linked}


def participants_of(consultation_id: UUID, organisation_ids: Collection[UUID]) -> dict[UUID, Participant]:
    """Return the rows of these organisations in a consultation."""
    statement = select(Participant).where(
        Participant.consultation_id == consultation_id, Participant.organisation_id.in_(set(organisation_ids))
    )
    return {one.organisation_id: one for one in session.scalars(statement) if one.organisation_id}


def live_links(participant_id: UUID, *, person_id: UUID) -> list[Link]:
    """Return the links of a person that were not withdrawn."""
    statement = select(Link).where(Link.participant_id == participant_id, Link.person_id == person_id)
    return list(session.scalars(statement.where(Link.withdrawn_at.is_(None))))


def links_page(consultation_id: UUID, *, size: int, page: int) -> tuple[list[Link], bool]:
    """Return one page (from 1) of the links that were sent, the latest first, and whether there are more."""
    statement = (
        select(Link)
        .join(Link.participant)
        .options(joinedload(Link.participant), joinedload(Link.person))
        .where(Participant.consultation_id == consultation_id)
        .order_by(Link.sent_at.desc(), Link.id)
        .offset((page - 1) * size)
        .limit(size + 1)
    )
    rows = list(session.scalars(statement))
    return rows[:size], len(rows) > size


def link_of(consultation_id: UUID, link_id: UUID) -> Link | None:
    """Return a link of this consultation."""
    statement = select(Link).join(Link.participant).where(Participant.consultation_id == consultation_id)
    return session.scalar(statement.where(Link.id == link_id))


def usable_link(token: str, *, at: datetime) -> Link | None:
    """Return the link that a letter's token names while answers are taken by it.

    It opens nothing once it was withdrawn, the consultation has closed, the organisation hides or has left, or the
    reader is no contact of it any more. Every token costs the same one statement, so that the time taken tells nothing.
    """
    key = notices.signed_key(LINK, token) or NOBODY
    is_contact = exists().where(
        Contact.organisation_id == Participant.organisation_id, Contact.email_lookup == Person.email_lookup
    )
    of_an_organisation = exists().where(Organisation.id == Participant.organisation_id, ~closed())
    statement = (
        select(Link)
        .join(Link.participant)
        .join(Link.person)
        .join(Participant.consultation)
        .options(joinedload(Link.participant).joinedload(Participant.consultation))
        .where(Link.id == key, Link.withdrawn_at.is_(None), Person.is_active)
        .where(Consultation.state == State.OPEN, Consultation.opens_at <= at, Consultation.closes_at > at)
        .where(or_(Participant.person_id.is_not(None), and_(of_an_organisation, is_contact)))
    )
    return session.scalar(statement)
