"""Reading applications."""

from nswp_members.applications.queries.categories import OpenCategory, open_categories
from nswp_members.applications.queries.cautions import mail_cautions
from nswp_members.applications.queries.reading import (
    answers_of,
    attachments_of,
    by_id,
    by_token,
    consents_of,
    current_form,
    drafts_ending,
    drafts_gone,
    questions_of,
    typed_steps,
    unfinished_of,
)

__all__ = [
    "OpenCategory",
    "answers_of",
    "attachments_of",
    "by_id",
    "by_token",
    "consents_of",
    "current_form",
    "drafts_ending",
    "drafts_gone",
    "mail_cautions",
    "open_categories",
    "questions_of",
    "typed_steps",
    "unfinished_of",
]
