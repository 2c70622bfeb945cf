"""Counting the moments from which somebody may see less than before."""

from sqlalchemy import update

from nswp_members.core.db import session
from nswp_members.organisations.models import VisibilityEpoch


def see_less() -> None:
    """Put everything out of date that was made from what could be seen until now, such as exports.

    Holds the epoch until the transaction ends: whoever hands out something made earlier waits and then sees that
    it is stale.
    """
    session.execute(update(VisibilityEpoch).values(epoch=VisibilityEpoch.epoch + 1))
