"""Changing campaigns."""

from nswp_members.campaigns.services.closing import close
from nswp_members.campaigns.services.nudging import draft_nudge, drop_nudge, send_nudge
from nswp_members.campaigns.services.planning import Plan, change, discard, extend, open_campaign, plan
from nswp_members.campaigns.services.writing import OPENING, climb

__all__ = [
    "OPENING",
    "Plan",
    "change",
    "climb",
    "close",
    "discard",
    "draft_nudge",
    "drop_nudge",
    "extend",
    "open_campaign",
    "plan",
    "send_nudge",
]
