"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import (
    confirming,
    contacts,
    directory,
    edit,
    handover,
    hiding,
    history,
    listing,
    people,
    placement,
    recoveries,
    recovery,
    risks,
    show,
    upkeep,
    world,
)
from nswp_members.organisations.views.blueprint import (
    blueprint,
)

__all__ = [
    "blueprint",
    "confirming",
    "contacts",
    "directory",
    "edit",
    "handover",
    "hiding",
    "history",
    "listing",
    "people",
    "placement",
    "recoveries",
    "recovery",
    "risks",
    "show",
    "upkeep",
    "world",
]
