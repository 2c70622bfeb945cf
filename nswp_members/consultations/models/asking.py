"""A consultation: its life, the text it lays open paragraph by paragraph, and its questions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp
from nswp_members.statements.models import StatementVersion

Words = dict[str, str]
"""A text by language: English is shown where a language is missing."""


class Kind(StrEnum):
    """The ways in which NSWP consults (domain notes 6 and 9)."""

    IN_DEPTH = "in-depth"
    E_CONSULTATION = "e-consultation"
    SURVEY = "survey"
    VALUES = "values"


class State(StrEnum):
    """The life of a consultation, in this order and never back."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    ANALYSED = "analysed"
    PUBLISHED = "published"


class Outcome(StrEnum):
    """What the answers are for."""

    STATEMENT = "statement"
    RESOURCE = "resource"
    GUIDANCE = "guidance"
    POLICY = "policy"
    OTHER = "other"


class QuestionType(StrEnum):
    """What an answer looks like.

    Stored values: TEXT: a text; CHOICE: a code; CHOICES: a list of codes; NUMBER, SCALE: a whole number; YES_NO: a
    boolean.
    """

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    SCALE = "scale"
    YES_NO = "yes-no"


class Consultation(Model):
    """What members are asked, from planning it to publishing what came of it.

    ``audience`` says which organisations are asked: ``{"regions": [codes], "countries": [codes]}``, none of a kind
    meaning all. ``opens_at`` is the day announced while it is planned, and the moment of opening afterwards; answers
    are taken before ``closes_at``. ``is_public`` lets everybody read it once it is published. ``result`` holds the
    figures as they were frozen. ``version`` counts what the secretariat changed.
    """

    __tablename__ = "consultations"
    __table_args__ = (
        Index(None, "state", "closes_at"),
        CheckConstraint("kind IN ('in-depth', 'e-consultation', 'survey', 'values')", name="kind"),
        CheckConstraint("state IN ('planned', 'open', 'closed', 'analysed', 'published')", name="state"),
        CheckConstraint("outcome IN ('statement', 'resource', 'guidance', 'policy', 'other')", name="outcome"),
        CheckConstraint("opens_at < closes_at", name="in_order"),
    )

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(10), default=State.PLANNED)
    titles: Mapped[Words] = mapped_column(JSONB)
    introductions: Mapped[Words] = mapped_column(JSONB, default=dict)
    outcome: Mapped[str] = mapped_column(String(10))
    statement_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_versions.id"))
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSONB, default=dict)
    individual_comments: Mapped[bool] = mapped_column(default=False)
    is_public: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[Timestamp]
    closes_at: Mapped[Timestamp]
    closed_at: Mapped[OptionalTimestamp]
    analysed_at: Mapped[OptionalTimestamp]
    published_at: Mapped[OptionalTimestamp]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[Timestamp]
    version: Mapped[int] = mapped_column(default=1)
    statement_version: Mapped[StatementVersion | None] = relationship()
    paragraphs: Mapped[list["Paragraph"]] = relationship(cascade="all, delete-orphan", order_by="Paragraph.position")
    questions: Mapped[list["ConsultationQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="ConsultationQuestion.position"
    )

    def takes_answers(self, at: datetime) -> bool:
        """Whether answers can be given and changed at that moment."""
        return self.state == State.OPEN and self.opens_at <= at < self.closes_at

    @property
    def is_planned(self) -> bool:
        """Whether the secretariat still writes it."""
        return self.state == State.PLANNED


class Extension(Model):
    """That a consultation was given more time, and why; whoever is asked can read it."""

    __tablename__ = "consultation_extensions"
    __table_args__ = (Index(None, "consultation_id", "at"),)

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    closes_before: Mapped[Timestamp]
    closes_after: Mapped[Timestamp]
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]


class Paragraph(Model):
    """A paragraph of the draft on which organisations take positions; ``key`` names it in addresses.

    ``titles`` and ``contents`` map a language to words.
    """

    __tablename__ = "consultation_paragraphs"
    __table_args__ = (
        Index(None, "consultation_id", "key", unique=True),
        Index(None, "consultation_id", "position"),
    )

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(SmallInteger)
    titles: Mapped[Words] = mapped_column(JSONB, default=dict)
    contents: Mapped[Words] = mapped_column(JSONB)


class ConsultationQuestion(Model):
    """A question; ``labels``, ``hints`` and the options' labels map a language to words.

    ``options`` is a list of ``{"code", "labels"}``; of a SCALE it may hold words for its two ends. ``least`` and
    ``most`` bound a NUMBER and a SCALE, ``most`` also the letters of a TEXT and the choices of CHOICES.
    """

    __tablename__ = "consultation_questions"
    __table_args__ = (
        Index(None, "consultation_id", "key", unique=True),
        Index(None, "consultation_id", "position"),
        CheckConstraint("type IN ('text', 'choice', 'choices', 'number', 'scale', 'yes-no')", name="type"),
    )

    id: Mapped[PrimaryKey]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(SmallInteger)
    type: Mapped[str] = mapped_column(String(10))
    labels: Mapped[Words] = mapped_column(JSONB)
    hints: Mapped[Words] = mapped_column(JSONB, default=dict)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    is_required: Mapped[bool] = mapped_column(default=False)
    least: Mapped[int | None]
    most: Mapped[int | None]
