"""Reading the trail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session


@dataclass(frozen=True)
class TrailFilter:
    """What to look for; None or empty means anything.

    ``action`` is the beginning of an action ("accounts." finds all about accounts); ``until`` is exclusive.
    """

    action: str = ""
    subject_type: str = ""
    subject_id: UUID | None = None
    person_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def entries(wanted: TrailFilter, *, before: int | None = None, limit: int) -> list[AuditEntry]:
    """Return lines of the trail, the newest first, that were written before the line of that number."""
    statement = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if wanted.action:
        statement = statement.where(AuditEntry.action.startswith(wanted.action, autoescape=True))
    if wanted.subject_type:
        statement = statement.where(AuditEntry.subject_type == wanted.subject_type)
    if wanted.subject_id:
        statement = statement.where(AuditEntry.subject_id == wanted.subject_id)
    if wanted.person_id:
        statement = statement.where(AuditEntry.person_id == wanted.person_id)
    if wanted.since:
        statement = statement.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        statement = statement.where(AuditEntry.at < wanted.until)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    return list(session.scalars(statement))
