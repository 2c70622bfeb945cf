"""The pages of the register; importing them adds them to the blueprint."""

from nswp_members.complaints.views import handling, register
from nswp_members.complaints.views.blueprint import blueprint

__all__ = ["blueprint", "handling", "register"]
