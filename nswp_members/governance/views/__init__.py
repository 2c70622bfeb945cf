"""The pages about the Board, in one blueprint."""

from nswp_members.governance.views import board, terms
from nswp_members.governance.views.blueprint import blueprint

__all__ = ["blueprint", "board", "terms"]
