from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session


def lines() -> list[AuditEntry]:
    """Return what the tests recorded, the oldest first; an installation begins with lines of its own."""
    statement = select(AuditEntry).where(AuditEntry.action.startswith("tests.")).order_by(AuditEntry.id)
    return list(session.scalars(statement))
