"""The pages of networks, in one blueprint."""

from nswp_members.networks.views import board, pages, requests
from nswp_members.networks.views.blueprint import blueprint

__all__ = ["blueprint", "board", "pages", "requests"]
