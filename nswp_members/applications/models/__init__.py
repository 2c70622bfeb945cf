"""The tables of applications."""

from nswp_members.applications.models.application import Answer, Application, Attachment, Channel, Consent, TypedStep
from nswp_members.applications.models.questions import ApplicationForm, Question, QuestionKind

__all__ = [
    "Answer",
    "Application",
    "ApplicationForm",
    "Attachment",
    "Channel",
    "Consent",
    "Question",
    "QuestionKind",
    "TypedStep",
]
