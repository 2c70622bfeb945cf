"""The tables of applications."""

from nswp_members.applications.models.application import (
    Answer,
    Application,
    Attachment,
    Channel,
    Consent,
    FormerAnswer,
    TypedStep,
)
from nswp_members.applications.models.questions import ApplicationForm, Question, QuestionKind
from nswp_members.applications.models.review import Message, MessageKind, Opinion, Party, Recusal, Step, Verdict
from nswp_members.applications.models.rules import FROZEN, RegionRule, Rules, Vacancy

__all__ = [
    "FROZEN",
    "Answer",
    "Application",
    "ApplicationForm",
    "Attachment",
    "Channel",
    "Consent",
    "FormerAnswer",
    "Message",
    "MessageKind",
    "Opinion",
    "Party",
    "Question",
    "QuestionKind",
    "Recusal",
    "RegionRule",
    "Rules",
    "Step",
    "TypedStep",
    "Vacancy",
    "Verdict",
]
