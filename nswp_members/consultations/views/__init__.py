"""The pages of consultations."""

from nswp_members.consultations.views import (
    answering,
    by_link,
    exporting,
    following,
    inviting,
    planning,
    reading,
    reporting,
    translating,
    triage,
    writing,
)
from nswp_members.consultations.views.blueprint import blueprint

__all__ = [
    "answering",
    "blueprint",
    "by_link",
    "exporting",
    "following",
    "inviting",
    "planning",
    "reading",
    "reporting",
    "translating",
    "triage",
    "writing",
]
