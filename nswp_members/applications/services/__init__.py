"""Every write to applications."""

from nswp_members.applications.services.clock import remind, tend_questions
from nswp_members.applications.services.delivering import sync_form
from nswp_members.applications.services.messages import answer, ask, write_message
from nswp_members.applications.services.moving import move
from nswp_members.applications.services.review import (
    assign,
    declare_conflict,
    forward,
    give_opinion,
    is_decidable,
    require_decidable,
)
from nswp_members.applications.services.rules import NewRule, change_rule

__all__ = [
    "NewRule",
    "answer",
    "ask",
    "assign",
    "change_rule",
    "declare_conflict",
    "forward",
    "give_opinion",
    "is_decidable",
    "move",
    "remind",
    "require_decidable",
    "sync_form",
    "tend_questions",
    "write_message",
]
