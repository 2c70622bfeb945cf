"""Reading how often visibility has been narrowed so far."""

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import VisibilityEpoch


def visibility_epoch(*, hold: bool = False) -> int:
    """Return the present epoch; with ``hold`` nobody can hide anything until the transaction ends."""
    statement = select(VisibilityEpoch.epoch)
    if hold:
        statement = statement.with_for_update(read=True)
    return session.scalars(statement).one()
