"""The pages of this domain."""

from nswp_members.statements.views import reading
from nswp_members.statements.views.blueprint import blueprint

__all__ = ["blueprint", "reading"]
