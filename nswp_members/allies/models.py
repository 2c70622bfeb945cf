"""Allies, the mails that they get, and sign-on letters with what members sign of them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion


class AllyKind(StrEnum):
    """Who an ally is; individuals only where the installation wants them (`ALLY_INDIVIDUALS`)."""

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class AllyState(StrEnum):
    """Where the endorsement of an ally stands."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDING = (AllyState.UNCONFIRMED, AllyState.WAITING, AllyState.ACCEPTED)
_ONE_STANDS = text("state IN ('unconfirmed', 'waiting', 'accepted')")


class Ally(Model):
    """Somebody who is no member and stands behind one version of the statement, or signs one letter.

    ``name_key`` is the folded name, ``website_key`` the host of the website: by them the like are found. What came
    from one mail domain in one hour has the same ``burst_key``. ``reason`` is what the ally reads after a refusal.
    Until the address is confirmed, nothing here has been said by whoever reads mail there.
    """

    __tablename__ = "allies"
    __table_args__ = (
        Index("uq_allies_version_address", "version_id", "email_lookup", unique=True, postgresql_where=_ONE_STANDS),
        Index("uq_allies_letter_address", "letter_id", "email_lookup", unique=True, postgresql_where=_ONE_STANDS),
        Index(None, "state", "confirmed_at", "id"),
        Index(None, "name_key"),
        Index(None, "website_key"),
        Index(None, "burst_key"),
        Index(None, "person_id"),
        CheckConstraint("kind IN ('organisation', 'individual')", name="kind"),
        CheckConstraint("state IN ('unconfirmed', 'waiting', 'accepted', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("num_nonnulls(version_id, letter_id) = 1", name="one_subject"),
        CheckConstraint("state = 'unconfirmed' OR confirmed_at IS NOT NULL", name="confirmed"),
    )

    id: Mapped[PrimaryKey]
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_versions.id"))
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letters.id"))
    kind: Mapped[str] = mapped_column(String(12), default=AllyKind.ORGANISATION)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400, collation="C"))
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    website: Mapped[str] = mapped_column(String(300), default="")
    website_key: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(Encrypted("allies.email"))
    email_lookup: Mapped[bytes] = mapped_column(LargeBinary(32))
    burst_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    locale: Mapped[str] = mapped_column(String(2), default="en")
    may_name: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default=AllyState.UNCONFIRMED)
    created_at: Mapped[Timestamp]
    confirmed_at: Mapped[OptionalTimestamp]
    decided_at: Mapped[OptionalTimestamp]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(Encrypted("allies.reason"))
    withdrawn_at: Mapped[OptionalTimestamp]
    version: Mapped[StatementVersion | None] = relationship()
    letter: Mapped["Letter | None"] = relationship()


class AllyMail(Model):
    """That the form had us write to an address on a day; the key keeps it to one mail for an address and a day.

    ``due_at`` is when it goes out: with many at once, later ones wait for their turn.
    """

    __tablename__ = "ally_mails"
    __table_args__ = (Index(None, "due_at"),)

    email_lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    due_at: Mapped[Timestamp]


class LetterState(StrEnum):
    """The life of a sign-on letter: signatures are taken while it is open, and shown once it is published."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class Letter(Model):
    """A short-lived statement that members and allies sign until its deadline, the end of that day in UTC.

    At publication ``shown_count`` keeps how many signatories were shown, ``others`` how many of them without a name
    (None: fewer than may be told). Both stay as they are, whoever hides or withdraws later.
    """

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'closed', 'published')", name="state"),
        CheckConstraint("(state = 'published') = (shown_count IS NOT NULL)", name="counted"),
    )

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=LetterState.DRAFT)
    deadline: Mapped[date]
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[OptionalTimestamp]
    closed_at: Mapped[OptionalTimestamp]
    published_at: Mapped[OptionalTimestamp]
    shown_count: Mapped[int | None]
    others: Mapped[int | None]
    texts: Mapped[list["LetterText"]] = relationship(
        cascade="all, delete-orphan", order_by="LetterText.locale", lazy="selectin"
    )

    def takes_signatures(self, on: date) -> bool:
        """Whether it can be signed on this day."""
        return self.state == LetterState.OPEN and on <= self.deadline

    def text_in(self, locale: str) -> "LetterText | None":
        """Return its words in this language, else in English, else in whatever language there is."""
        by_locale = {one.locale: one for one in self.texts}
        return by_locale.get(locale) or by_locale.get("en") or next(iter(self.texts), None)


class LetterText(Model):
    """A letter in one language; ``content`` is Markdown."""

    __tablename__ = "letter_texts"

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)


class LetterSignature(Model):
    """That a member signs a letter by a mandated person, with the same three consents as an endorsement."""

    __tablename__ = "letter_signatures"
    __table_args__ = (
        Index(
            "uq_letter_signatures_standing",
            "letter_id",
            "organisation_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "organisation_id"),
    )

    id: Mapped[PrimaryKey]
    letter_id: Mapped[UUID] = mapped_column(ForeignKey("letters.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    signed_at: Mapped[Timestamp]
    may_count: Mapped[bool] = mapped_column(default=False)
    may_name: Mapped[bool] = mapped_column(default=False)
    may_name_signatory: Mapped[bool] = mapped_column(default=False)
    signatory_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    signatory_name: Mapped[str | None] = mapped_column(Encrypted("letter_signatures.signatory_name"))
    signatory_function: Mapped[str | None] = mapped_column(Encrypted("letter_signatures.signatory_function"))
    withdrawn_at: Mapped[OptionalTimestamp]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    organisation: Mapped[Organisation] = relationship()
