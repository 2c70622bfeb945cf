"""Uploaded member lists on their way from file to organisations."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation


class ImportBatch(Model):
    """One uploaded member list on its way from file to rows; the file is kept encrypted and removed later.

    ``samples`` holds a few values of each column, to tell what it means.
    States: uploaded → checking → checked → importing → done; side exit: failed (``reason`` says why).
    """

    __tablename__ = "import_batches"

    id: Mapped[PrimaryKey]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[Timestamp]
    filename: Mapped[str] = mapped_column(Encrypted("import_batches.filename"))
    content: Mapped[str | None] = mapped_column(Encrypted("import_batches.content"))
    headers: Mapped[list[str]] = mapped_column(Encrypted("import_batches.headers"))
    samples: Mapped[list[str]] = mapped_column(Encrypted("import_batches.samples"))
    mapping: Mapped[dict[str, str]] = mapped_column(Encrypted("import_batches.mapping"), default=dict)
    state: Mapped[str] = mapped_column(String(10), default="uploaded")
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    progress_at: Mapped[OptionalTimestamp]
    finished_at: Mapped[OptionalTimestamp]


class ImportRow(Model):
    """What became of one row of a list; ``content`` holds the cells, the draft and the remarks."""

    __tablename__ = "import_rows"
    __table_args__ = (Index(None, "batch_id", "verdict", "row_number"),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]] = mapped_column(Encrypted("import_rows.content"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    organisation: Mapped[Organisation | None] = relationship()


class ColumnMapping(Model):
    """Which column a heading was mapped to last time, so that the next upload suggests it."""

    __tablename__ = "column_mappings"

    header: Mapped[str] = mapped_column(String(200), primary_key=True)
    column: Mapped[str] = mapped_column(String(30))
