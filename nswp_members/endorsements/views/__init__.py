"""The pages of this domain."""

from nswp_members.endorsements.views import asking, coverage, endorsing
from nswp_members.endorsements.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "coverage", "endorsing"]
