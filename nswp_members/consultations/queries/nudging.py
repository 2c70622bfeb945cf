"""Whom a reminder would go to: only to those of whose organisation nothing was saved yet."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.models import Person
from nswp_members.consultations.models import Consultation, Link, Nudge, Participant
from nswp_members.consultations.queries.audience import in_audience
from nswp_members.consultations.queries.links import may_answer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.organisations.visibility import closed

REST = timedelta(days=7)
"""How long an organisation is left in peace after a reminder."""


@dataclass(frozen=True)
class NudgeDraft:
    """Who would be written to: (person, organisation) with an account, and links to be sent once more.

    ``silent`` are all organisations of these regions that have not answered, ``resting`` those among them that were
    reminded lately.
    """

    accounts: tuple[tuple[UUID, UUID], ...]
    links: tuple[Link, ...]
    silent: frozenset[UUID]
    resting: frozenset[UUID]

    @property
    def letters(self) -> int:
        """How many letters there would be."""
        return len(self.accounts) + len(self.links)

    @property
    def reached(self) -> frozenset[UUID]:
        """The organisations that would be written to."""
        linked = {one.participant.organisation_id for one in self.links}
        return frozenset(key for key in linked | {key for _person, key in self.accounts} if key)

    @property
    def sign(self) -> str:
        """A short sign that changes with the letters."""
        letters = sorted([*(f"{person}:{key}" for person, key in self.accounts), *(str(one.id) for one in self.links)])
        return hashlib.sha256(json.dumps(letters).encode()).hexdigest()[:16]


def nudge_draft(consultation: Consultation, regions: Collection[str], *, at: datetime) -> NudgeDraft:
    """Return who would be reminded in these regions now."""
    silent = frozenset(session.scalars(_silent(consultation, regions)))
    resting = frozenset(session.scalars(_nudged(consultation.id, since=at - REST))) & silent
    awake = silent - resting
    accounts: dict[UUID, UUID] = {}
    for person_id, key in session.execute(may_answer(at)):
        if key in awake:
            accounts.setdefault(person_id, key)
    with_account = set(accounts.values())
    links = [one for one in _links(consultation.id, awake) if one.participant.organisation_id not in with_account]
    return NudgeDraft(tuple(sorted(accounts.items())), tuple(links), silent, resting)


def _silent(consultation: Consultation, regions: Collection[str]) -> Select[Any]:
    answered = exists().where(
        Participant.consultation_id == consultation.id,
        Participant.organisation_id == Organisation.id,
        Participant.answered_at.is_not(None),
    )
    chosen = Organisation.region_code.in_(list(regions))
    return select(Organisation.id).where(in_audience(consultation.audience), chosen, ~answered)


def _nudged(consultation_id: UUID, *, since: datetime) -> Select[Any]:
    return select(Nudge.organisation_id).where(Nudge.consultation_id == consultation_id, Nudge.at > since)


def _links(consultation_id: UUID, organisation_ids: Collection[UUID]) -> list[Link]:
    """Return the links that still open something for these organisations, as `links.usable_link` has it."""
    is_contact = exists().where(
        Contact.organisation_id == Participant.organisation_id, Contact.email_lookup == Person.email_lookup
    )
    statement = (
        select(Link)
        .join(Link.participant)
        .join(Link.person)
        .join(Organisation, Organisation.id == Participant.organisation_id)
        .options(joinedload(Link.participant))
        .where(Participant.consultation_id == consultation_id, Organisation.id.in_(organisation_ids))
        .where(Link.withdrawn_at.is_(None), Person.is_active, ~closed(), is_contact)
        .order_by(Link.id)
    )
    return list(session.scalars(statement))
