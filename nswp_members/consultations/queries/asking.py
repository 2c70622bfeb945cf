"""Finding consultations."""

from datetime import datetime

from sqlalchemy import select

from nswp_members.consultations.models import Consultation, State
from nswp_members.core.db import session

MOST_CLOSED = 50


def due_to_close(*, at: datetime) -> list[Consultation]:
    """Return open consultations whose time has run out, locked, the earliest first."""
    statement = (
        select(Consultation)
        .where(Consultation.state == State.OPEN, Consultation.closes_at <= at)
        .order_by(Consultation.closes_at, Consultation.id)
        .limit(MOST_CLOSED)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(statement))
