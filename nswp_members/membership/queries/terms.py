"""Reading the terms of one organisation."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.membership.models import MembershipTerm

MOST_TERMS = 500


def current_term(organisation_id: UUID, *, hold: bool = False) -> MembershipTerm | None:
    """Return the term that stands now, None if the organisation is no member; ``hold`` locks it."""
    statement = select(MembershipTerm).where(
        MembershipTerm.organisation_id == organisation_id, MembershipTerm.valid_until.is_(None)
    )
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalar(statement)


def terms_of(organisation_id: UUID) -> list[MembershipTerm]:
    """Return the terms that an organisation had, newest first."""
    statement = (
        select(MembershipTerm)
        .where(MembershipTerm.organisation_id == organisation_id)
        .order_by(MembershipTerm.valid_from.desc(), MembershipTerm.created_at.desc())
        .limit(MOST_TERMS)
    )
    return list(session.scalars(statement))
