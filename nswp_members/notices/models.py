"""The outbox: one row for each message to one person."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class State(StrEnum):
    """Where a notice stands; ``docs/notices.md`` draws the arrows."""

    PENDING = "pending"
    SENDING = "sending"
    DATA = "data"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"


SETTLEABLE = frozenset({State.FAILED, State.UNCERTAIN})


class Notice(Model):
    """A message of one kind to one person about one occurrence; address and words are found when it is sent.

    ``params`` holds ids only. ``due_at`` is when it was first to go out, ``not_before`` when the next try may
    be made. ``rank`` 0 goes first. ``attempts`` counts tries that met the mail server or killed the worker,
    ``doubts`` how often it could not be known whether the message arrived.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("uq_notices_occurrence", "kind", "person_id", "occurrence", unique=True),
        Index("ix_notices_due", "rank", "not_before", postgresql_where=text("state = 'pending'")),
        Index("ix_notices_leased", "lease_until", postgresql_where=text("state IN ('sending', 'data')")),
        Index("ix_notices_lease_token", "lease_token", postgresql_where=text("state = 'sending'")),
        Index("ix_notices_created_at", "created_at", "id"),
        Index("ix_notices_person_id", "person_id"),
    )

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    occurrence: Mapped[str] = mapped_column(String(80))
    params: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    state: Mapped[str] = mapped_column(String(12), default=State.PENDING)
    rank: Mapped[int] = mapped_column(SmallInteger, default=1)
    due_at: Mapped[Timestamp]
    not_before: Mapped[Timestamp]
    lease_until: Mapped[OptionalTimestamp]
    lease_token: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    doubts: Mapped[int] = mapped_column(SmallInteger, default=0)
    message_id: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(Encrypted("notices.reason"))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[Timestamp]
    finished_at: Mapped[OptionalTimestamp]
    person: Mapped[Person] = relationship()

    @property
    def is_settleable(self) -> bool:
        """Whether a human being has to decide what becomes of it."""
        return self.state in SETTLEABLE
