"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import (
    contacts,
    directory,
    edit,
    hiding,
    history,
    identity,
    listing,
    people,
    pictures,
    placement,
    proposals,
    risks,
    show,
    world,
)
from nswp_members.organisations.views.blueprint import (
    blueprint,
)

__all__ = [
    "blueprint",
    "contacts",
    "directory",
    "edit",
    "hiding",
    "history",
    "identity",
    "listing",
    "people",
    "pictures",
    "placement",
    "proposals",
    "risks",
    "show",
    "world",
]
