"""Every write to memberships."""

from nswp_members.membership.services.climbing import climb, note_confirmation
from nswp_members.membership.services.following import follow_profile, note_leaving, record_imported
from nswp_members.membership.services.reviews import close_review, open_review, settle_review
from nswp_members.membership.services.standing import Decision, take_step
from nswp_members.membership.services.terms import begin_term, change_term, confirm_membership, end_membership

__all__ = [
    "Decision",
    "begin_term",
    "change_term",
    "climb",
    "close_review",
    "confirm_membership",
    "end_membership",
    "follow_profile",
    "note_confirmation",
    "note_leaving",
    "open_review",
    "record_imported",
    "settle_review",
    "take_step",
]
