"""The pages of this domain."""

from nswp_members.statements.views import editing, filing, managing, reading
from nswp_members.statements.views.blueprint import blueprint

__all__ = ["blueprint", "editing", "filing", "managing", "reading"]
