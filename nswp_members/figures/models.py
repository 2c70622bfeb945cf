"""Numbers as they were released."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, PrimaryKey, Timestamp

StoredRow = tuple[str, int | None, int | None]


class FrozenFigures(Model):
    """What was shown of one set of numbers in one period; what was hidden then is not stored at all.

    ``name`` says which numbers, ``scope`` about what (such as a version of the statement). ``rows`` holds key, number
    (null where hidden) and what it is out of (null where nobody knows), in order; ``total`` is null where hidden.
    """

    __tablename__ = "frozen_figures"
    __table_args__ = (UniqueConstraint("name", "scope", "period_start"),)

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(60))
    scope: Mapped[str] = mapped_column(Text)
    period_start: Mapped[date]
    threshold: Mapped[int]
    rows: Mapped[list[StoredRow]] = mapped_column(JSONB)
    total: Mapped[int | None]
    created_at: Mapped[Timestamp]
