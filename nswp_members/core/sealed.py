"""Files that are kept in the database as ciphertext, each bound to its row."""

from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.crypto import keyring
from nswp_members.core.db import PrimaryKey


class SealedFile:
    """A table of files; ``extension`` says what the bytes are (a key of `documents.MEDIA_TYPES`)."""

    __tablename__: Any

    id: Mapped[PrimaryKey]
    extension: Mapped[str] = mapped_column(String(4))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @property
    def content(self) -> bytes:
        """The file."""
        return keyring.decrypt_bytes(self._context, self.data)

    @content.setter
    def content(self, file: bytes) -> None:
        self.data = keyring.encrypt_bytes(self._context, file)

    @property
    def _context(self) -> str:
        """What the ciphertext is bound to: in another row it cannot be read."""
        return f"{self.__tablename__}.data {self.id}"
