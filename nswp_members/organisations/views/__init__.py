"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import (
    contacts,
    directory,
    edit,
    hiding,
    history,
    listing,
    people,
    pictures,
    placement,
    risks,
    searches,
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
    "listing",
    "people",
    "pictures",
    "placement",
    "risks",
    "searches",
    "show",
    "world",
]
