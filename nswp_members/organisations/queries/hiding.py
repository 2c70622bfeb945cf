"""Reading when organisations hid, and emergency links."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import EmergencyLink, Hiding, HidingSource, Listing, Organisation


def link_hash(token: str) -> bytes:
    """Return what is stored of an emergency link's secret."""
    return hashlib.sha256(token.encode()).digest()


def undoable_hiding(organisation: Organisation, *, at: datetime) -> Hiding | None:
    """Return the hiding that can still be undone; none if a newer decision about the listing was taken."""
    if organisation.listing != Listing.HIDDEN:
        return None
    statement = (
        select(Hiding)
        .where(Hiding.organisation_id == organisation.id)
        .order_by(Hiding.hidden_at.desc(), Hiding.id)
        .limit(1)
    )
    latest = session.scalar(statement)
    return latest if latest and latest.can_be_undone(at) else None


def standing_moves(organisation_id: UUID) -> list[Hiding]:
    """Return the hidings by moves after which nobody has let the organisation be seen again."""
    statement = select(Hiding).where(
        Hiding.organisation_id == organisation_id, Hiding.source == HidingSource.MOVE, Hiding.undone_at.is_(None)
    )
    return list(session.scalars(statement))


def emergency_link(organisation_id: UUID) -> EmergencyLink | None:
    """Return the emergency link of an organisation, used or not."""
    return session.get(EmergencyLink, organisation_id)


def unused_emergency_link(token: str) -> EmergencyLink | None:
    """Return the link of this secret that has not been used, locked until the transaction ends."""
    statement = select(EmergencyLink).where(
        EmergencyLink.token_hash == link_hash(token), EmergencyLink.used_at.is_(None)
    )
    return session.scalar(statement.with_for_update())
