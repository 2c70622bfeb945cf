"""Reminding those who have not answered yet, region by region."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from nswp_members.audit import services as audit
from nswp_members.consultations.errors import ListChanged, NobodyToInvite, NotOpen
from nswp_members.consultations.models import Consultation, Nudge
from nswp_members.consultations.queries.links import LINK
from nswp_members.consultations.queries.nudging import nudge_draft
from nswp_members.consultations.services.planning import hold
from nswp_members.core.db import session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

NUDGE = "consultation_nudge"


def nudge(consultation: Consultation, regions: Collection[str], *, seen: str, by: UUID | None, at: datetime) -> int:
    """Remind those of these regions who have not answered; return how many letters are written.

    ``seen`` is the sign of the draft that was looked at. Raises `NotOpen`, `ListChanged`, `NobodyToInvite`.
    """
    hold(consultation)
    if not consultation.takes_answers(at):
        raise NotOpen
    draft = nudge_draft(consultation, regions, at=at)
    if not draft.letters:
        raise NobodyToInvite
    if draft.sign != seen:
        raise ListChanged
    letters = [
        *((NUDGE, person_id, key, {}) for person_id, key in draft.accounts),
        *((LINK, one.person_id, one.participant.organisation_id, {"link_id": str(one.id)}) for one in draft.links),
    ]
    new = []
    for kind, person_id, key, about in letters:
        made = Nudge(
            id=uuid4(), consultation_id=consultation.id, organisation_id=key, person_id=person_id, by=by, at=at
        )
        session.add(made)
        occurrence = f"{consultation.id.hex[:12]}:{made.id}"
        new.append(NewNotice(kind, person_id, occurrence, {**about, "organisation_id": str(key)}))
    session.flush()
    notices.notify_many(new)
    details = {"letters": len(new), "regions": sorted(regions)}
    audit.record("consultations.reminded", "consultation", consultation.id, by=by, details=details)
    return len(new)
