"""Every write to networks, to who belongs to them, and to what they share."""

from nswp_members.networks.services.board import (
    add_document,
    add_post,
    change_document,
    change_post,
    remove_document,
    withdraw_post,
)
from nswp_members.networks.services.joining import (
    approve,
    ask_to_join,
    carry_out,
    decline,
    dismiss,
    leave,
    object_to,
    settle,
    withdraw,
    withdraw_all,
    write,
)
from nswp_members.networks.services.networks import affiliate, end_affiliation, frozen_sizes, save_network

__all__ = [
    "add_document",
    "add_post",
    "affiliate",
    "approve",
    "ask_to_join",
    "carry_out",
    "change_document",
    "change_post",
    "decline",
    "dismiss",
    "end_affiliation",
    "frozen_sizes",
    "leave",
    "object_to",
    "remove_document",
    "save_network",
    "settle",
    "withdraw",
    "withdraw_all",
    "withdraw_post",
    "write",
]
