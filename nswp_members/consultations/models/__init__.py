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
from nswp_members.consultations.models.reporting import AnswerFile, Nudge, Report
from nswp_members.consultations.models.requests import Decision, OutsideRequest

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerTranslation",
    "Change",
    "Comment",
    "Consultation",
    "ConsultationQuestion",
    "Decision",
    "Extension",
    "Kind",
    "Link",
    "Nudge",
    "Outcome",
    "OutsideRequest",
    "Paragraph",
    "Participant",
    "Position",
    "QuestionType",
    "Reply",
    "Report",
    "Stance",
    "State",
    "StepDraft",
    "Verdict",
]
