"""Endorsements of the Consensus Statement's versions, and the history that they follow from."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.history import Act
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion


class Endorsement(Model):
    """That an organisation stands behind a version; withdrawing keeps the row and dates its end.

    The three consents say whether it may be counted in public, named in public, and named with its signatory.
    ``mandate`` is who in the organisation decided, and when.

    ``endorsed_on`` may be a year, a month or a day (ISO 8601), for what was endorsed on paper long ago.
    """

    __tablename__ = "endorsements"
    __table_args__ = (
        Index(
            "uq_endorsements_standing",
            "organisation_id",
            "version_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "version_id"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    source: Mapped[str] = mapped_column(String(10), default="member")
    endorsed_on: Mapped[str] = mapped_column(String(10))
    recorded_at: Mapped[Timestamp]
    locale: Mapped[str] = mapped_column(String(2), default="en")
    translation_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_translations.id"))
    may_count: Mapped[bool] = mapped_column(default=False)
    may_name: Mapped[bool] = mapped_column(default=False)
    may_name_signatory: Mapped[bool] = mapped_column(default=False)
    signatory_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    signatory_name: Mapped[str | None] = mapped_column(Encrypted("endorsements.signatory_name"))
    signatory_function: Mapped[str | None] = mapped_column(Encrypted("endorsements.signatory_function"))
    withdrawn_at: Mapped[OptionalTimestamp]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    withdrawal_reason: Mapped[str | None] = mapped_column(Encrypted("endorsements.withdrawal_reason"))
    mandate: Mapped[str | None] = mapped_column(Encrypted("endorsements.mandate"))
    organisation: Mapped[Organisation] = relationship()
    version: Mapped[StatementVersion] = relationship()

    @property
    def consents(self) -> Consents:
        """What may be said of it in public."""
        return Consents(self.may_count, self.may_name, self.may_name_signatory)


class EndorsementEvent(Model):
    """One line of the history between an organisation and a version; lines are added only (a trigger holds that).

    ``number`` is the order. What stands now is worked out from these lines (`history.replay`); `Endorsement` keeps
    the outcome for queries. ``until`` belongs to `Act.NEEDS_TIME`; the three consents to
    `Act.ENDORSED` and `Act.CONSENTED`; ``note`` is a reason.
    """

    __tablename__ = "endorsement_events"
    __table_args__ = (
        Index(None, "organisation_id", "version_id", "number"),
        Index(
            "uq_endorsement_events_seen",
            "organisation_id",
            "version_id",
            "by",
            unique=True,
            postgresql_where=text("act = 'seen'"),
        ),
        CheckConstraint(f"act IN ({', '.join(repr(str(one)) for one in Act)})", name="act"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("statement_versions.id"))
    act: Mapped[str] = mapped_column(String(10))
    at: Mapped[Timestamp]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(String(10))
    endorsement_id: Mapped[UUID | None] = mapped_column(ForeignKey("endorsements.id"))
    translation_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_translations.id"))
    until: Mapped[date | None]
    may_count: Mapped[bool | None]
    may_name: Mapped[bool | None]
    may_name_signatory: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(Encrypted("endorsement_events.note"))
    endorsement: Mapped[Endorsement | None] = relationship()
