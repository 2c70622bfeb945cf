"""Looking at a membership again after its organisation withdrew its endorsement."""

from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.membership import queries
from nswp_members.membership.errors import ReviewClosed
from nswp_members.membership.models import MembershipReview


def open_review(organisation_id: UUID) -> None:
    """Let the staff look at a membership, unless there is none, or somebody is looking already."""
    if queries.current_term(organisation_id) is None:
        return
    added = session.scalar(
        insert(MembershipReview)
        .values(id=uuid4(), organisation_id=organisation_id, opened_at=now())
        .on_conflict_do_nothing(index_elements=["organisation_id"], index_where=MembershipReview.closed_at.is_(None))
        .returning(MembershipReview.id)
    )
    if added:
        audit.record("membership.opened_review", "organisation", organisation_id, by=None)


def settle_review(organisation_id: UUID) -> None:
    """Close the review of an organisation that endorses again."""
    review = queries.open_review(organisation_id)
    if review:
        review.closed_at = now()
        audit.record("membership.settled_review", "organisation", organisation_id, by=None)


def close_review(review: MembershipReview, *, outcome: str, by: UUID | None, capacity: str = "") -> None:
    """Say what came of a review; raises `ReviewClosed`."""
    session.refresh(review, with_for_update={"of": MembershipReview})
    if review.closed_at is not None:
        raise ReviewClosed
    review.closed_at = now()
    review.closed_by = by
    review.outcome = outcome
    audit.record("membership.closed_review", "organisation", review.organisation_id, by=by, capacity=capacity)
