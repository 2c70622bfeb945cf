"""One application: who applies, what they answered, agreed to and sent along."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.applications.models.questions import ApplicationForm, Question
from nswp_members.applications.states import State
from nswp_members.core.crypto import keyring
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp


class Channel(StrEnum):
    """The way in which an application came."""

    WEB = "web"
    EMAIL = "email"
    PAPER = "paper"


class Application(Model):
    """An application for membership; everything that tells who applies is encrypted.

    Links to it carry its signed ``nonce``, the hexadecimal form of a UUID; a new one makes older links useless.
    ``name`` is what the applicant is called, as last answered; ``category`` the code it applies for and ``granted`` the
    one it was given. ``entered_at`` is since when it stands there; ``asked_from`` where it stood when more information
    was asked for. ``version`` counts changes, for optimistic locking: whoever acts names the version they saw. When it
    is minimised, answers, files, thread and names are gone; state, dates, region and country stay, for counts.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index(None, "email_lookup"),
        Index(None, "nonce", unique=True),
        Index(None, "region_code", "state"),
        Index(None, "expires_at", postgresql_where=text("state = 'draft'")),
    )

    id: Mapped[PrimaryKey]
    form_id: Mapped[UUID] = mapped_column(ForeignKey("application_forms.id"))
    state: Mapped[str] = mapped_column(String(15), default=State.DRAFT)
    asked_from: Mapped[str | None] = mapped_column(String(15))
    channel: Mapped[str] = mapped_column(String(6), default=Channel.WEB)
    locale: Mapped[str] = mapped_column(String(2), default="en")
    email: Mapped[str | None] = mapped_column(Encrypted("applications.email"))
    email_lookup: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    email_confirmed_at: Mapped[OptionalTimestamp]
    nonce: Mapped[str] = mapped_column(String(32))
    name: Mapped[str | None] = mapped_column(Encrypted("applications.name"))
    country_code: Mapped[str | None] = mapped_column(ForeignKey("countries.code"))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    category: Mapped[str | None] = mapped_column(Encrypted("applications.category"))
    granted: Mapped[str | None] = mapped_column(Encrypted("applications.granted"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Timestamp]
    changed_at: Mapped[Timestamp]
    expires_at: Mapped[OptionalTimestamp]
    submitted_at: Mapped[OptionalTimestamp]
    entered_at: Mapped[Timestamp]
    decided_at: Mapped[OptionalTimestamp]
    minimised_at: Mapped[OptionalTimestamp]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    form: Mapped[ApplicationForm] = relationship()
    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")
    attachments: Mapped[list["Attachment"]] = relationship(cascade="all, delete-orphan", order_by="Attachment.added_at")
    consents: Mapped[list["Consent"]] = relationship(cascade="all, delete-orphan")


class Answer(Model):
    """What was answered to a question; the shape of ``value`` follows the question's kind."""

    __tablename__ = "application_answers"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("application_questions.id"), primary_key=True)
    value: Mapped[Any] = mapped_column(Encrypted("application_answers.value"))
    question: Mapped[Question] = relationship()


class FormerAnswer(Model):
    """What stood in an answer before the applicant changed it at a reviewer's request."""

    __tablename__ = "application_former_answers"
    __table_args__ = (Index(None, "application_id", "replaced_at"),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    question_id: Mapped[UUID] = mapped_column(ForeignKey("application_questions.id"))
    value: Mapped[Any] = mapped_column(Encrypted("application_former_answers.value"))
    replaced_at: Mapped[Timestamp]


class TypedStep(Model):
    """What an applicant typed in one step and has not saved: (name, value) pairs as a browser sends them."""

    __tablename__ = "application_typed_steps"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(30), primary_key=True)
    data: Mapped[list[list[str]]] = mapped_column(Encrypted("application_typed_steps.data"))
    updated_at: Mapped[Timestamp]


class Attachment(Model):
    """A file sent along, kept as ciphertext that can be read in this row only."""

    __tablename__ = "application_attachments"
    __table_args__ = (Index(None, "application_id"),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    question_id: Mapped[UUID] = mapped_column(ForeignKey("application_questions.id"))
    name: Mapped[str] = mapped_column(Encrypted("application_attachments.name"))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    added_at: Mapped[Timestamp]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @property
    def content(self) -> bytes:
        """The file."""
        return keyring.decrypt_bytes(self._context, self.data)

    def keep(self, content: bytes) -> None:
        """Keep the file; the row needs its id before."""
        self.data = keyring.encrypt_bytes(self._context, content)

    @property
    def _context(self) -> str:
        return f"application_attachments.data {self.id}"


class Consent(Model):
    """That an applicant agreed to a text, in which version and when, and when they took it back."""

    __tablename__ = "application_consents"
    __table_args__ = (Index(None, "application_id", "code"),)

    id: Mapped[PrimaryKey]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[Timestamp]
    withdrawn_at: Mapped[OptionalTimestamp]
