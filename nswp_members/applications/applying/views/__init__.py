"""The applicant's pages."""

from nswp_members.applications.applying.views import drafting, sending, starting
from nswp_members.applications.applying.views.blueprint import blueprint

__all__ = ["blueprint", "drafting", "sending", "starting"]
