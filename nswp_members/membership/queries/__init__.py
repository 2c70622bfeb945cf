"""Reading memberships: what stands, what stood, and how many there were."""

from nswp_members.membership.queries.terms import current_term, terms_of

__all__ = ["current_term", "terms_of"]
