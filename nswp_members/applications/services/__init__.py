"""Every write to applications."""

from nswp_members.applications.services.clearing import delete_old_drafts, discard, remind
from nswp_members.applications.services.delivering import sync_form
from nswp_members.applications.services.drafting import change_files, forget_typed, keep_typed, save_step
from nswp_members.applications.services.moving import move
from nswp_members.applications.services.sending import (
    CONSENTS,
    answer,
    current_statement,
    is_needed,
    submit,
    withdraw,
    withdraw_consent,
)
from nswp_members.applications.services.starting import ask_for_link, confirm_address

__all__ = [
    "CONSENTS",
    "answer",
    "ask_for_link",
    "change_files",
    "confirm_address",
    "current_statement",
    "delete_old_drafts",
    "discard",
    "forget_typed",
    "is_needed",
    "keep_typed",
    "move",
    "remind",
    "save_step",
    "submit",
    "sync_form",
    "withdraw",
    "withdraw_consent",
]
