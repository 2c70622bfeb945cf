"""Planning consultations, leading them through their life, and answering them."""

from nswp_members.consultations.services.answering import (
    NewPosition,
    ensure_participant,
    forget_draft,
    keep_draft,
    save_answers,
    save_comment,
    save_position,
)
from nswp_members.consultations.services.inviting import (
    invite_organisations,
    invite_person,
    note_opened,
    renew_link,
    withdraw_link,
)
from nswp_members.consultations.services.moving import close, close_due, extend, open_consultation
from nswp_members.consultations.services.planning import Plan, change_plan, discard, hold, note_change, plan, set_public
from nswp_members.consultations.services.translating import translate
from nswp_members.consultations.services.writing import (
    move_up,
    remove,
    save_paragraph,
    save_question,
    take_paragraphs,
)

__all__ = [
    "NewPosition",
    "Plan",
    "change_plan",
    "close",
    "close_due",
    "discard",
    "ensure_participant",
    "extend",
    "forget_draft",
    "hold",
    "invite_organisations",
    "invite_person",
    "keep_draft",
    "move_up",
    "note_change",
    "note_opened",
    "open_consultation",
    "plan",
    "remove",
    "renew_link",
    "save_answers",
    "save_comment",
    "save_paragraph",
    "save_position",
    "save_question",
    "set_public",
    "take_paragraphs",
    "translate",
    "withdraw_link",
]
