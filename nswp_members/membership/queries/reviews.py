"""Reading which memberships are to be looked at."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.membership.models import MembershipReview
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to

MOST_REVIEWS = 200


def open_review(organisation_id: UUID) -> MembershipReview | None:
    """Return the open review of an organisation."""
    return session.scalar(
        select(MembershipReview).where(
            MembershipReview.organisation_id == organisation_id, MembershipReview.closed_at.is_(None)
        )
    )


def review_by_id(viewer: Viewer, review_id: UUID) -> MembershipReview | None:
    """Return a review of an organisation that the viewer may know of."""
    statement = select(MembershipReview).join(MembershipReview.organisation)
    statement = statement.where(MembershipReview.id == review_id, visible_to(viewer))
    return session.scalar(statement.options(joinedload(MembershipReview.organisation)))


def open_reviews(viewer: Viewer) -> list[MembershipReview]:
    """Return the open reviews, the oldest first."""
    statement = (
        select(MembershipReview)
        .join(MembershipReview.organisation)
        .where(*_open(viewer))
        .options(joinedload(MembershipReview.organisation).joinedload(Organisation.country))
        .order_by(MembershipReview.opened_at, MembershipReview.id)
    )
    return list(session.scalars(statement.limit(MOST_REVIEWS)))


def open_reviews_count(viewer: Viewer) -> int:
    """Return how many reviews are open."""
    statement = select(func.count()).select_from(MembershipReview).join(MembershipReview.organisation)
    return session.scalar(statement.where(*_open(viewer))) or 0


def _open(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return MembershipReview.closed_at.is_(None), visible_to(viewer)
