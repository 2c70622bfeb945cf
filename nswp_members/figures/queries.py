"""Reading what was released."""

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.figures.models import FrozenFigures

MOST_RELEASES = 400


def releases(name: str, scope: str) -> list[FrozenFigures]:
    """Return what was released of these numbers, the oldest first; of very many the latest."""
    statement = (
        select(FrozenFigures)
        .where(FrozenFigures.name == name, FrozenFigures.scope == scope)
        .order_by(FrozenFigures.period_start.desc())
        .limit(MOST_RELEASES)
    )
    return list(session.scalars(statement))[::-1]
