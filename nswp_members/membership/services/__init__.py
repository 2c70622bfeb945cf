"""Every write to memberships."""

from nswp_members.membership.services.terms import begin_term, change_term, confirm_membership, end_membership

__all__ = ["begin_term", "change_term", "confirm_membership", "end_membership"]
