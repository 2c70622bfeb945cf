"""Reading memberships: what stands, what stood, and how many there were."""

from nswp_members.membership.queries.dormancy import DormancyRow, DormancyRows, dormant_members, overdue_members
from nswp_members.membership.queries.exceptions import ExceptionPage, ExceptionRow, exceptions_count, exceptions_page
from nswp_members.membership.queries.ladder import (
    Climber,
    Letter,
    WhyNot,
    climbers,
    coming_letters,
    hold_members,
    lapsing,
)
from nswp_members.membership.queries.reviews import open_review, open_reviews, open_reviews_count, review_by_id
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
    "Climber",
    "DormancyRow",
    "DormancyRows",
    "ExceptionPage",
    "ExceptionRow",
    "Letter",
    "WhyNot",
    "can_vote",
    "changes_between",
    "climbers",
    "coming_letters",
    "counts_on",
    "current_term",
    "dormant_members",
    "exceptions_count",
    "exceptions_page",
    "hold_members",
    "lapsing",
    "members_on",
    "open_review",
    "open_reviews",
    "open_reviews_count",
    "overdue_members",
    "review_by_id",
    "sizes_on",
    "terms_of",
    "voting_roll",
]
