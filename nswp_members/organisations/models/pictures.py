"""The logo and the photo of an organisation."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.crypto import keyring
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class PictureKind(StrEnum):
    """What a picture is for; also the name of the field that decides who sees it."""

    LOGO = "logo"
    PHOTO = "photo"


class Picture(Model):
    """A picture of an organisation: a WebP file of our own making (`core.images`), encrypted, and what it shows.

    ``alt`` says what can be seen; ``people_agreed``, that nobody can be recognised or all who can have agreed.
    ``data`` is loaded only where it is asked for.
    """

    __tablename__ = "organisation_pictures"
    __table_args__ = (
        Index("uq_organisation_pictures_kind", "organisation_id", "kind", unique=True),
        CheckConstraint("kind IN ('logo', 'photo')", name="kind"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(5))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(Encrypted("organisation_pictures.alt"))
    people_agreed: Mapped[bool]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[Timestamp]

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
        return f"organisation_pictures.data {self.organisation_id} {self.kind}"
