"""Reading memberships: what stands, what stood, and how many there were."""

from nswp_members.membership.queries.exceptions import ExceptionPage, ExceptionRow, exceptions_count, exceptions_page
from nswp_members.membership.queries.standing import (
    can_vote,
    changes_between,
    counts_on,
    members_on,
    sizes_on,
    voting_roll,
)
from nswp_members.membership.queries.terms import current_term, terms_of

__all__ = [
    "ExceptionPage",
    "ExceptionRow",
    "can_vote",
    "changes_between",
    "counts_on",
    "current_term",
    "exceptions_count",
    "exceptions_page",
    "members_on",
    "sizes_on",
    "terms_of",
    "voting_roll",
]
