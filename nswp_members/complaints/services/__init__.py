"""Every write to complaints."""

from nswp_members.complaints.services.figures import frozen_outcomes
from nswp_members.complaints.services.handling import (
    Deadlines,
    NewComplaint,
    add_handler,
    add_note,
    decide,
    declare_conflict,
    hand_over,
    minimise,
    move,
    register,
    remove_handler,
)
from nswp_members.complaints.services.reminding import remind

__all__ = [
    "Deadlines",
    "NewComplaint",
    "add_handler",
    "add_note",
    "decide",
    "declare_conflict",
    "frozen_outcomes",
    "hand_over",
    "minimise",
    "move",
    "register",
    "remind",
    "remove_handler",
]
