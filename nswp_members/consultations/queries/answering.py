"""Reading what a respondent answered; what others answered is no part of this."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nswp_members.consultations.models import (
    Answer,
    Change,
    Comment,
    Consultation,
    ConsultationQuestion,
    Paragraph,
    Participant,
    Position,
    StepDraft,
)
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.steps import Step
from nswp_members.core.db import session

MOST_CHANGES = 200


@dataclass(frozen=True)
class Given:
    """What a respondent has answered so far, by the ids of paragraphs and questions."""

    positions: dict[UUID, Position]
    answers: dict[UUID, Answer]
    comments: dict[UUID, Comment]

    def is_done(self, step: Step, *, takes_positions: bool) -> bool:
        """Whether nothing is missing in a step: a position or comment, or all answers that are required."""
        if step.paragraph is not None:
            return step.paragraph.id in (self.positions if takes_positions else self.comments)
        needed = [one for one in step.questions if one.is_required]
        return all(one.id in self.answers for one in needed or step.questions)

    def value(self, question: ConsultationQuestion) -> Any:
        """Return the stored answer to a question; None if there is none."""
        found = self.answers.get(question.id)
        return found.value if found else None


def participant_of(consultation_id: UUID, respondent: Respondent) -> Participant | None:
    """Return the row of whoever this person answers for."""
    statement = select(Participant).where(Participant.consultation_id == consultation_id)
    if respondent.organisation_id is not None:
        return session.scalar(statement.where(Participant.organisation_id == respondent.organisation_id))
    return session.scalar(statement.where(Participant.person_id == respondent.person_id))


def given_by(consultation: Consultation, respondent: Respondent) -> Given:
    """Return what was answered by a respondent, or for their organisation, and what they commented themselves."""
    paragraphs = select(Paragraph.id).where(Paragraph.consultation_id == consultation.id)
    positions: Iterable[Position] = ()
    if respondent.organisation_id is not None:
        statement = select(Position).where(Position.organisation_id == respondent.organisation_id)
        positions = session.scalars(statement.where(Position.paragraph_id.in_(paragraphs)))
    participant = participant_of(consultation.id, respondent)
    answers = session.scalars(select(Answer).where(Answer.participant_id == participant.id)) if participant else ()
    mine = select(Comment).where(Comment.person_id == respondent.person_id, Comment.paragraph_id.in_(paragraphs))
    return Given(
        {one.paragraph_id: one for one in positions},
        {one.question_id: one for one in answers},
        {one.paragraph_id: one for one in session.scalars(mine)},
    )


def fingerprint(questions: Iterable[ConsultationQuestion], given: Given) -> str:
    """Return a short sign that changes with the answers to these questions."""
    versions = [(one.key, given.answers[one.id].version) for one in questions if one.id in given.answers]
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()[:16]


def changes_of(participant_id: UUID, *, paragraph_id: UUID | None = None) -> list[Change]:
    """Return who changed what for a participant (on one paragraph), the latest first, with the people."""
    statement = select(Change).options(joinedload(Change.person)).where(Change.participant_id == participant_id)
    if paragraph_id is not None:
        statement = statement.where(Change.paragraph_id == paragraph_id)
    return list(session.scalars(statement.order_by(Change.at.desc(), Change.version.desc()).limit(MOST_CHANGES)))


def draft_of(participant_id: UUID, person_id: UUID, step: str) -> StepDraft | None:
    """Return what a person typed in a step and has not saved."""
    return session.scalar(
        select(StepDraft).where(
            StepDraft.participant_id == participant_id, StepDraft.person_id == person_id, StepDraft.step == step
        )
    )


def drafted_steps(participant_id: UUID, person_id: UUID) -> set[str]:
    """Return the steps in which a person typed something that is not saved."""
    statement = select(StepDraft.step).where(
        StepDraft.participant_id == participant_id, StepDraft.person_id == person_id
    )
    return set(session.scalars(statement))


def open_for_answers(consultation_id: UUID, *, at: datetime) -> bool:
    """Whether answers are taken now; the consultation cannot be closed before the transaction ends."""
    found = session.scalar(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    return found is not None and found.takes_answers(at)
