"""Saving what is answered: one position for an organisation and paragraph, however many people save at once.

Sending the same once more changes nothing, so that a form can be sent again when a connection broke.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from nswp_members.consultations import queries
from nswp_members.consultations.errors import AnsweredMeanwhile, AnswersClosed, ProposalMissing
from nswp_members.consultations.models import (
    Answer,
    Change,
    Comment,
    Consultation,
    ConsultationQuestion,
    Paragraph,
    Participant,
    Position,
    Stance,
    StepDraft,
)
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.steps import PARAGRAPH, Step
from nswp_members.core.db import session

POSITIONS: Any = Position.__table__
DRAFTS: Any = StepDraft.__table__
COMMENTS: Any = Comment.__table__
PARTICIPANTS: Any = Participant.__table__


@dataclass(frozen=True)
class NewPosition:
    """A position as it is sent; ``seen`` is the version that stood on the page, 0 if there was none."""

    stance: Stance
    proposal: str
    comment: str
    locale: str
    seen: int

    @property
    def value(self) -> dict[str, str]:
        """What the history keeps of it."""
        return {"stance": self.stance.value, "proposal": self.proposal, "comment": self.comment}


def ensure_participant(consultation_id: UUID, respondent: Respondent) -> Participant:
    """Return the row of whoever this person answers for, adding it if there is none."""
    if found := queries.participant_of(consultation_id, respondent):
        return found
    person_id = None if respondent.takes_positions else respondent.person_id
    row = {
        "id": uuid4(),
        "consultation_id": consultation_id,
        "organisation_id": respondent.organisation_id,
        "person_id": person_id,
    }
    session.execute(insert(PARTICIPANTS).values(row).on_conflict_do_nothing())
    return queries.participant_of(consultation_id, respondent) or _lost(consultation_id)


def save_position(
    consultation: Consultation, paragraph: Paragraph, respondent: Respondent, new: NewPosition, *, at: datetime
) -> None:
    """Take the position of an organisation, or change it.

    Raises `AnswersClosed`, `ProposalMissing`, and `AnsweredMeanwhile` where the page showed another version.
    """
    _require_open(consultation, at)
    if new.stance == Stance.AMEND and not new.proposal:
        raise ProposalMissing
    participant = ensure_participant(consultation.id, respondent)
    found = queries.given_by(consultation, respondent).positions.get(paragraph.id)
    if found is None or _differs(found, new):
        version = _upsert(paragraph, respondent, new, at)
        if version is None:
            raise AnsweredMeanwhile
        if found is not None:
            session.expire(found)
        _note(participant, new.value, respondent, version, at, paragraph_id=paragraph.id)
    _mark(participant, new.locale, at)
    forget_draft(participant, respondent.person_id, PARAGRAPH + paragraph.key)


def _upsert(paragraph: Paragraph, respondent: Respondent, new: NewPosition, at: datetime) -> int | None:
    """Write the position if it is still at the version that was seen; return its version, None if it is not."""
    values = {**new.value, "locale": new.locale, "by": respondent.person_id, "at": at}
    row = {"id": uuid4(), "organisation_id": respondent.organisation_id, "paragraph_id": paragraph.id, "version": 1}
    written: int | None = session.scalar(
        insert(POSITIONS)
        .values({**row, **values})
        .on_conflict_do_update(
            index_elements=["organisation_id", "paragraph_id"],
            set_={**values, "version": POSITIONS.c.version + 1},
            where=POSITIONS.c.version == new.seen,
        )
        .returning(POSITIONS.c.version)
    )
    return written


def _differs(found: Position, new: NewPosition) -> bool:
    stored = {"stance": found.stance, "proposal": found.proposal, "comment": found.comment}
    return {**stored, "locale": found.locale} != {**new.value, "locale": new.locale}


def save_answers(
    consultation: Consultation,
    step: Step,
    respondent: Respondent,
    values: Mapping[str, Any],
    *,
    locale: str,
    seen: str,
    at: datetime,
) -> None:
    """Save the answers to the questions of a step, by key; None takes an answer back.

    ``seen`` is the fingerprint of what the page showed. Raises `AnswersClosed`, `AnsweredMeanwhile`.
    """
    _require_open(consultation, at)
    participant = ensure_participant(consultation.id, respondent)
    session.refresh(participant, with_for_update={"of": Participant})
    given = queries.given_by(consultation, respondent)
    changed = [one for one in step.questions if given.value(one) != values.get(one.key)]
    if changed and queries.fingerprint(step.questions, given) != seen:
        raise AnsweredMeanwhile
    for one in changed:
        _save_answer(participant, one, given.answers.get(one.id), values.get(one.key), respondent, locale, at)
    if any(value is not None for value in values.values()):
        _mark(participant, locale, at)
    forget_draft(participant, respondent.person_id, step.code)


def _save_answer(
    participant: Participant,
    question: ConsultationQuestion,
    found: Answer | None,
    value: Any,
    respondent: Respondent,
    locale: str,
    at: datetime,
) -> None:
    version = found.version + 1 if found else 1
    if value is None:
        session.delete(found)
    elif found is None:
        found = Answer(participant_id=participant.id, question_id=question.id, version=1)
        session.add(found)
    if found is not None and value is not None:
        found.value, found.locale, found.version, found.by, found.at = value, locale, version, respondent.person_id, at
    _note(participant, {"value": value}, respondent, version, at, question_id=question.id)


def save_comment(
    consultation: Consultation, paragraph: Paragraph, respondent: Respondent, text: str, *, locale: str, at: datetime
) -> None:
    """Keep what a person says on a paragraph for themselves; no words take it back. Raises `AnswersClosed`."""
    _require_open(consultation, at)
    if not text:
        mine = (Comment.person_id == respondent.person_id, Comment.paragraph_id == paragraph.id)
        session.execute(delete(Comment).where(*mine))
        return
    values = {"text": text, "locale": locale, "at": at, "organisation_id": respondent.organisation_id}
    key = {"id": uuid4(), "paragraph_id": paragraph.id, "person_id": respondent.person_id, "version": 1}
    session.execute(
        insert(COMMENTS)
        .values({**key, **values})
        .on_conflict_do_update(
            index_elements=["person_id", "paragraph_id"], set_={**values, "version": COMMENTS.c.version + 1}
        )
    )
    if not respondent.takes_positions:
        participant = ensure_participant(consultation.id, respondent)
        _mark(participant, locale, at)
        forget_draft(participant, respondent.person_id, PARAGRAPH + paragraph.key)


def keep_draft(
    consultation: Consultation, respondent: Respondent, step: str, data: Sequence[tuple[str, str]], *, at: datetime
) -> None:
    """Keep what a person typed in a step, for them alone; it does not count. Raises `AnswersClosed`."""
    _require_open(consultation, at)
    participant = ensure_participant(consultation.id, respondent)
    values = {"data": [list(pair) for pair in data], "updated_at": at}
    key = {"id": uuid4(), "participant_id": participant.id, "person_id": respondent.person_id, "step": step}
    session.execute(
        insert(DRAFTS)
        .values({**key, **values})
        .on_conflict_do_update(index_elements=["participant_id", "person_id", "step"], set_=values)
    )


def forget_draft(participant: Participant, person_id: UUID, step: str) -> None:
    """Forget what a person typed in a step."""
    mine = (StepDraft.participant_id == participant.id, StepDraft.person_id == person_id, StepDraft.step == step)
    session.execute(delete(StepDraft).where(*mine))


def _require_open(consultation: Consultation, at: datetime) -> None:
    if not queries.open_for_answers(consultation.id, at=at):
        raise AnswersClosed


def _mark(participant: Participant, locale: str, at: datetime) -> None:
    participant.answered_at = participant.answered_at or at
    participant.locale = locale


def _note(
    participant: Participant,
    value: dict[str, Any],
    respondent: Respondent,
    version: int,
    at: datetime,
    **about: UUID,
) -> None:
    session.add(
        Change(
            participant_id=participant.id,
            version=version,
            value=value,
            person_id=respondent.person_id,
            at=at,
            **about,
        )
    )


def _lost(consultation_id: UUID) -> Participant:
    raise LookupError(consultation_id)
