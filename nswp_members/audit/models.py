"""The trail; a database trigger refuses every change and removal (see the migration that made it)."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, Timestamp


class AuditEntry(Model):
    """Who (``person_id``, None for the app itself) did ``action`` to which row, in which capacity.

    ``details`` holds names of fields, states and ids; never the value of a sensitive field.
    The ids are plain values, not foreign keys, so that the trail outlives what it speaks of.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject_type", "subject_id"), Index(None, "at"))

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[Timestamp]
    person_id: Mapped[UUID | None]
    capacity: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
