"""Every change to the seats of the Board."""

from nswp_members.governance.services.changing import correct, end, extend, void
from nswp_members.governance.services.filling import NewTerm, fill, hand_over
from nswp_members.governance.services.reminding import RUNGS, remind
from nswp_members.governance.services.seats import sync
from nswp_members.governance.services.words import agree_to_be_named, take_back_naming, write_note

__all__ = [
    "RUNGS",
    "NewTerm",
    "agree_to_be_named",
    "correct",
    "end",
    "extend",
    "fill",
    "hand_over",
    "remind",
    "sync",
    "take_back_naming",
    "void",
    "write_note",
]
