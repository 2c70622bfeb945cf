"""Every write to applications."""

from nswp_members.applications.services.clearing import delete_old_drafts, discard, remind
from nswp_members.applications.services.clock import remind_reviewers, tend_questions
from nswp_members.applications.services.delivering import sync_form
from nswp_members.applications.services.drafting import change_files, forget_typed, keep_typed, save_step
from nswp_members.applications.services.messages import answer, ask, write_message
from nswp_members.applications.services.moving import move
from nswp_members.applications.services.placing import change_region
from nswp_members.applications.services.review import (
    assign,
    declare_conflict,
    forward,
    give_opinion,
    is_decidable,
    require_decidable,
)
from nswp_members.applications.services.rules import NewRule, change_rule
from nswp_members.applications.services.sending import (
    CONSENTS,
    current_statement,
    is_needed,
    submit,
    withdraw,
    withdraw_consent,
)
from nswp_members.applications.services.starting import ask_for_link, confirm_address

__all__ = [
    "CONSENTS",
    "NewRule",
    "answer",
    "ask",
    "ask_for_link",
    "assign",
    "change_files",
    "change_region",
    "change_rule",
    "confirm_address",
    "current_statement",
    "declare_conflict",
    "delete_old_drafts",
    "discard",
    "forget_typed",
    "forward",
    "give_opinion",
    "is_decidable",
    "is_needed",
    "keep_typed",
    "move",
    "remind",
    "remind_reviewers",
    "require_decidable",
    "save_step",
    "submit",
    "sync_form",
    "tend_questions",
    "withdraw",
    "withdraw_consent",
    "write_message",
]
