"""The tables of applications."""

from nswp_members.applications.models.application import Answer, Application, Attachment, Channel, Consent, TypedStep
from nswp_members.applications.models.questions import ApplicationForm, Question, QuestionKind
from nswp_members.applications.models.review import Message, MessageKind, Opinion, Party, Recusal, Step, Verdict
from nswp_members.applications.models.rules import RegionRule, Vacancy

__all__ = [
    "Answer",
    "Application",
    "ApplicationForm",
    "Attachment",
    "Channel",
    "Consent",
    "Message",
    "MessageKind",
    "Opinion",
    "Party",
    "Question",
    "QuestionKind",
    "Recusal",
    "RegionRule",
    "Step",
    "TypedStep",
    "Vacancy",
    "Verdict",
]
