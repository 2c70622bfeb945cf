"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import (
    contacts,
    directory,
    edit,
    hiding,
    history,
    identity,
    people,
    pictures,
    placement,
    preview,
    proposals,
    risks,
    searches,
    show,
    visibility,
    who_sees,
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
    "people",
    "pictures",
    "placement",
    "preview",
    "proposals",
    "risks",
    "searches",
    "show",
    "visibility",
    "who_sees",
    "world",
]
