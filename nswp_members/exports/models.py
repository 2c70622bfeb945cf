"""Files that somebody asked for, on their way from the question to the last download."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.crypto import keyring
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class State(StrEnum):
    """Where an export stands: (waiting →) asked → making → ready, and from there to one of the ends."""

    WAITING = "waiting"
    ASKED = "asked"
    MAKING = "making"
    READY = "ready"
    USED = "used"
    EXPIRED = "expired"
    REMOVED = "removed"
    REFUSED = "refused"
    FAILED = "failed"


class Failure(StrEnum):
    """Why a file could not be made."""

    RIGHTS = "rights"
    BROKEN = "broken"


class Export(Model):
    """One file; the file itself is kept encrypted, and only while it can be fetched.

    ``query`` maps the names of parameters to lists of texts, as in an address. ``rights`` is a digest of what the
    person could see by when the file was made and ``epoch`` the visibility epoch then: if either has changed, the
    file is thrown away and made anew. ``attempt`` counts the makings, so that one that was given up cannot finish.
    Until the file is ready ``rows_total`` is what was counted beforehand.
    """

    __tablename__ = "exports"
    __table_args__ = (
        Index(None, "person_id", "asked_at"),
        Index(None, "state"),
        CheckConstraint("format IN ('csv', 'xlsx', 'ods')", name="format"),
        CheckConstraint("(data IS NOT NULL) = (state = 'ready')", name="file_only_while_ready"),
    )

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    capacity: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(4))
    locale: Mapped[str] = mapped_column(String(2))
    query: Mapped[dict[str, list[str]]] = mapped_column(Encrypted("exports.query"))
    for_staff: Mapped[bool]
    with_protected: Mapped[bool]
    reason: Mapped[str] = mapped_column(Encrypted("exports.reason"))
    state: Mapped[str] = mapped_column(String(8))
    failure: Mapped[str | None] = mapped_column(String(6))
    attempt: Mapped[int] = mapped_column(SmallInteger, default=0)
    stalls: Mapped[int] = mapped_column(SmallInteger, default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[Timestamp]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    progress_at: Mapped[Timestamp]
    made_at: Mapped[OptionalTimestamp]
    expires_at: Mapped[OptionalTimestamp]
    downloads: Mapped[int] = mapped_column(SmallInteger, default=0)
    epoch: Mapped[int | None] = mapped_column(BigInteger)
    rights: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    @property
    def is_on_its_way(self) -> bool:
        """Whether the file is still to come without anybody's doing."""
        return self.state in (State.ASKED, State.MAKING)

    @property
    def number(self) -> str:
        """The beginning of the id, which stands in the file and in its name."""
        return self.id.hex[:8]

    @property
    def content(self) -> bytes:
        """The file."""
        if self.data is None:
            raise ValueError("There is no file at the moment.")
        return keyring.decrypt_bytes(self._context, self.data)

    def keep(self, content: bytes) -> None:
        """Keep the file as ciphertext that can be read in this row only."""
        self.data = keyring.encrypt_bytes(self._context, content)

    @property
    def _context(self) -> str:
        return f"exports.data {self.id}"
