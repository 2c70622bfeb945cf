"""Consultations, whom they ask, and what was answered."""

from nswp_members.consultations.models.answers import (
    Answer,
    AnswerTranslation,
    Change,
    Comment,
    Position,
    Reply,
    Stance,
    StepDraft,
    Verdict,
)
from nswp_members.consultations.models.asking import (
    Consultation,
    ConsultationQuestion,
    Extension,
    Kind,
    Outcome,
    Paragraph,
    QuestionType,
    State,
)
from nswp_members.consultations.models.participants import Link, Participant

__all__ = [
    "Answer",
    "AnswerTranslation",
    "Change",
    "Comment",
    "Consultation",
    "ConsultationQuestion",
    "Extension",
    "Kind",
    "Link",
    "Outcome",
    "Paragraph",
    "Participant",
    "Position",
    "QuestionType",
    "Reply",
    "Stance",
    "State",
    "StepDraft",
    "Verdict",
]
