"""Seats of the Board, and the terms for which people hold them."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, column, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.core.db import Encrypted, Model, OptionalTimestamp, PrimaryKey, Timestamp

ONE_DAY = timedelta(days=1)


class BeganAs(StrEnum):
    """How somebody came to a seat (domain notes 2): regions select, the voting members elect the President."""

    SELECTED = "selected"
    ELECTED = "elected"
    APPOINTED = "appointed"


class EndedAs(StrEnum):
    """Why a term ended before its last day; a VOID one does not count: called off, or entered by mistake."""

    RESIGNED = "resigned"
    REMOVED = "removed"
    DIED = "died"
    HANDED_OVER = "handed-over"
    OTHER = "other"
    VOID = "void"


class BoardSeat(Model):
    """One of the eleven seats: the President's (no region), and two for each region.

    ``phase`` is the remainder of the year in which a regular term of the seat ends, divided by the years of a term;
    the two seats of a region differ in it, so that one of them ends each year.
    """

    __tablename__ = "board_seats"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    position: Mapped[str | None] = mapped_column(String(1))
    phase: Mapped[int] = mapped_column(SmallInteger)
    rank: Mapped[int] = mapped_column(SmallInteger)


def _days() -> Any:
    """Return the days of a term as a range, both ends taken in."""
    last: Any = func.coalesce(column("ended_on"), column("ends_on"))
    return func.daterange(column("starts_on"), last, text("'[]'"))


class SeatTerm(Model):
    """That somebody holds a seat from one day to another, both taken in, by the calendar of UTC.

    ``ends_on`` is the last day agreed on; ``extended_from`` what it was before a decision made it later, ``ended_on``
    the last day if the term ended early. ``role_id`` is the role that the term gives. ``named_since`` is when the
    holder agreed to be named on the Board's page.
    """

    __tablename__ = "seat_terms"
    __table_args__ = (
        ExcludeConstraint(
            (column("seat_code"), "="),
            (_days(), "&&"),
            name="ex_seat_terms_seat",
            where=text("ended_as IS DISTINCT FROM 'void'"),
        ),
        ExcludeConstraint(
            (column("person_id"), "="),
            (_days(), "&&"),
            name="ex_seat_terms_person",
            where=text("ended_as IS DISTINCT FROM 'void'"),
        ),
        CheckConstraint("ends_on >= starts_on", name="in_order"),
        CheckConstraint("ended_on >= starts_on AND ended_on <= ends_on", name="ended_within"),
        CheckConstraint("began_as IN ('selected', 'elected', 'appointed')", name="began_as"),
        CheckConstraint("ended_as IN ('resigned', 'removed', 'died', 'handed-over', 'other', 'void')", name="ended_as"),
        CheckConstraint("ended_as IS NOT NULL OR ended_on IS NULL", name="ended_for_a_reason"),
        Index(None, "seat_code", "starts_on"),
        Index(None, "person_id"),
        Index(None, "role_id"),
    )

    id: Mapped[PrimaryKey]
    seat_code: Mapped[str] = mapped_column(ForeignKey("board_seats.code"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    extended_from: Mapped[date | None]
    ended_on: Mapped[date | None]
    began_as: Mapped[str] = mapped_column(String(10))
    ended_as: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Encrypted("seat_terms.reason"))
    role_id: Mapped[UUID | None] = mapped_column(ForeignKey("role_assignments.id"))
    named_since: Mapped[OptionalTimestamp]
    noted_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    noted_at: Mapped[Timestamp]
    seat: Mapped[BoardSeat] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    @property
    def last_day(self) -> date:
        """The last day on which the seat is held by this term."""
        return self.ended_on or self.ends_on

    @property
    def named_publicly(self) -> bool:
        """Whether the holder agreed to be named on the Board's page."""
        return self.named_since is not None

    @property
    def is_void(self) -> bool:
        """Whether the term does not count."""
        return self.ended_as == EndedAs.VOID

    def holds_on(self, day: date) -> bool:
        """Whether the seat is held by this term on that day."""
        return not self.is_void and self.starts_on <= day <= self.last_day


class SeatNote(Model):
    """What somebody wrote for whoever holds the seat after them; read by the two of them and the secretariat."""

    __tablename__ = "seat_notes"
    __table_args__ = (Index(None, "seat_code", "written_at"),)

    id: Mapped[PrimaryKey]
    seat_code: Mapped[str] = mapped_column(ForeignKey("board_seats.code"))
    text: Mapped[str] = mapped_column(Encrypted("seat_notes.text"))
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[Timestamp]
    author: Mapped[Person] = relationship()
