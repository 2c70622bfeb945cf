"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import (
    contacts,
    directory,
    edit,
    people,
    placement,
    preview,
    show,
    visibility,
    who_sees,
)
from nswp_members.organisations.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "contacts",
    "directory",
    "edit",
    "people",
    "placement",
    "preview",
    "show",
    "visibility",
    "who_sees",
]
