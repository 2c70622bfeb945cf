"""The pages of this domain."""

from nswp_members.endorsements.views import answering, asking, certificates, coverage, endorsing, papers
from nswp_members.endorsements.views.blueprint import blueprint

__all__ = ["answering", "asking", "blueprint", "certificates", "coverage", "endorsing", "papers"]
