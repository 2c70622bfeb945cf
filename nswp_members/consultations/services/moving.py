"""Leading a consultation through its life: opening, giving more time, closing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select

from nswp_members.audit import services as audit
from nswp_members.consultations import queries
from nswp_members.consultations.deadlines import closing
from nswp_members.consultations.errors import NotOpen, NotReady, TooEarly
from nswp_members.consultations.models import Consultation, Extension, Participant, State, StepDraft
from nswp_members.consultations.services.planning import hold, note_change, require_planned
from nswp_members.core.db import session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

OPENED = "consultation_opened"


def open_consultation(consultation: Consultation, *, expected_version: int, by: UUID | None, at: datetime) -> int:
    """Let those who are asked read and answer, and write to the people who may answer; return how many people.

    Raises `ConsultationMoved`, `NotPlanned`, `NotReady`.
    """
    hold(consultation, expected_version)
    require_planned(consultation)
    if queries.lacks(consultation, at=at):
        raise NotReady
    consultation.state, consultation.opens_at = State.OPEN, at
    note_change(consultation, "consultations.opened", by=by)
    people = queries.consulting_people(consultation.audience, at=at)
    notices.notify_many(
        NewNotice(OPENED, person_id, str(consultation.id), {"organisation_id": str(organisation_id)})
        for person_id, organisation_id in people.items()
    )
    return len(people)


def extend(
    consultation: Consultation, *, closes_on: date, reason: str, expected_version: int, by: UUID | None, at: datetime
) -> None:
    """Give more time; whoever is asked can read why. Raises `ConsultationMoved`, `NotOpen`, `TooEarly`."""
    hold(consultation, expected_version)
    if not consultation.takes_answers(at):
        raise NotOpen
    later = closing(closes_on)
    if later <= consultation.closes_at:
        raise TooEarly
    session.add(
        Extension(
            consultation_id=consultation.id,
            closes_before=consultation.closes_at,
            closes_after=later,
            reason=reason,
            by=by,
            at=at,
        )
    )
    consultation.closes_at = later
    note_change(consultation, "consultations.extended", by=by)


def close(consultation: Consultation, *, expected_version: int, by: UUID | None, at: datetime) -> None:
    """Take no more answers from now on. Raises `ConsultationMoved`, `NotOpen`."""
    hold(consultation, expected_version)
    if consultation.state != State.OPEN:
        raise NotOpen
    _close(consultation, at)
    note_change(consultation, "consultations.closed", by=by)


def close_due(*, at: datetime) -> None:
    """Close the consultations whose time has run out."""
    for one in queries.due_to_close(at=at):
        _close(one, at)
        audit.record("consultations.closed", "consultation", one.id, by=None)


def _close(consultation: Consultation, at: datetime) -> None:
    """Close, and forget what was typed and never saved."""
    consultation.state, consultation.closed_at = State.CLOSED, at
    participants = select(Participant.id).where(Participant.consultation_id == consultation.id)
    session.execute(delete(StepDraft).where(StepDraft.participant_id.in_(participants)))
