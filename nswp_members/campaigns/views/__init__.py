"""The pages of this domain."""

from nswp_members.campaigns.views import board, nudging, planning, reporting
from nswp_members.campaigns.views.blueprint import blueprint

__all__ = ["blueprint", "board", "nudging", "planning", "reporting"]
