"""Changes that count only once somebody has approved them, and what was said about them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.organisations.models.profiles import Organisation

IdentityValue = str | bool | None


class IdentityField(StrEnum):
    """What an organisation does not change alone."""

    NAME = "name"
    COUNTRY = "country_code"
    REGION = "region_code"
    CATEGORY = "category"
    SEX_WORKER_LED = "sex_worker_led"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Proposal(Model):
    """That an organisation wants another value in one field; until it is approved, the published value stays.

    ``value_before`` is what was published when it was proposed. Values are texts, codes, or a boolean.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        Index("uq_proposals_open", "organisation_id", "field", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_proposals_waiting", "proposed_at", "id", postgresql_where=text("state = 'open'")),
        Index(None, "organisation_id", "proposed_at"),
        CheckConstraint("field IN ('name', 'country_code', 'region_code', 'category', 'sex_worker_led')", name="field"),
        CheckConstraint("state IN ('open', 'approved', 'refused', 'withdrawn')", name="state"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(20))
    value_before: Mapped[IdentityValue] = mapped_column(Encrypted("proposals.value_before"))
    value_after: Mapped[IdentityValue] = mapped_column(Encrypted("proposals.value_after"))
    reason: Mapped[str] = mapped_column(Encrypted("proposals.reason"))
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.OPEN)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[Timestamp]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[OptionalTimestamp]
    organisation: Mapped[Organisation] = relationship()
    proposer: Mapped[Person] = relationship(foreign_keys=[proposed_by])
    decider: Mapped[Person | None] = relationship(foreign_keys=[decided_by])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == ProposalState.OPEN


class ProposalMessage(Model):
    """What somebody said about a proposal, and in which role."""

    __tablename__ = "proposal_messages"
    __table_args__ = (Index(None, "proposal_id", "written_at"),)

    id: Mapped[PrimaryKey]
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Encrypted("proposal_messages.text"))
    written_at: Mapped[Timestamp]
    person: Mapped[Person | None] = relationship()
