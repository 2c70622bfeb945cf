"""Changing allies, and letters."""

from nswp_members.allies.services.entering import Entry, ask_to_endorse, confirm, forget, set_naming, withdraw
from nswp_members.allies.services.figures import OTHERS, frozen_others
from nswp_members.allies.services.letters import (
    close_letter,
    create_letter,
    open_letter,
    publish_letter,
    save_text,
    set_deadline,
)
from nswp_members.allies.services.moderating import decide, refuse_burst
from nswp_members.allies.services.signing import Signature, sign_letter, withdraw_signature
from nswp_members.allies.services.tending import close_ended_letters, forget_ended, forget_mails, forget_unconfirmed

__all__ = [
    "OTHERS",
    "Entry",
    "Signature",
    "ask_to_endorse",
    "close_ended_letters",
    "close_letter",
    "confirm",
    "create_letter",
    "decide",
    "forget",
    "forget_ended",
    "forget_mails",
    "forget_unconfirmed",
    "frozen_others",
    "open_letter",
    "publish_letter",
    "refuse_burst",
    "save_text",
    "set_deadline",
    "set_naming",
    "sign_letter",
    "withdraw",
    "withdraw_signature",
]
