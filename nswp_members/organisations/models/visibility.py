"""What keeps the decisions about visibility together, and who made use of them."""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Model, PrimaryKey, Timestamp


class VisibilityEpoch(Model):
    """One number that grows whenever anybody may see less than before; what was made earlier is out of date.

    Whoever hides something locks the row until it has committed; whoever hands out something made earlier
    compares the number under a share lock, so nothing leaves after the hiding has been answered.
    """

    __tablename__ = "visibility_epoch"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, default=1)
    epoch: Mapped[int] = mapped_column(BigInteger, default=1)


class FieldRead(Model):
    """That a person saw protected fields of an organisation on a day, in one role; shown to the organisation."""

    __tablename__ = "field_reads"
    __table_args__ = (
        Index("uq_field_reads_day", "organisation_id", "person_id", "role", "read_on", unique=True),
        Index(None, "read_on"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(40))
    read_on: Mapped[date]
    first_at: Mapped[Timestamp]
    last_at: Mapped[Timestamp]
    times: Mapped[int] = mapped_column(default=1)
    fields: Mapped[list[str]] = mapped_column(ARRAY(String(30)))
    person: Mapped[Person] = relationship()
