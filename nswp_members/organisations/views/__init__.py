"""The pages about organisations, in one blueprint."""

from nswp_members.organisations.views import contacts, directory, edit, listing, people, placement, searches, show
from nswp_members.organisations.views.blueprint import blueprint

__all__ = ["blueprint", "contacts", "directory", "edit", "listing", "people", "placement", "searches", "show"]
