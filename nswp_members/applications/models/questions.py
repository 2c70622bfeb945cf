"""Versions of the application form: its questions are data."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.core.db import Model, OptionalTimestamp, PrimaryKey, Timestamp


class QuestionKind(StrEnum):
    """What an answer looks like.

    Stored values: TEXT, LONG_TEXT, EMAIL, CHOICE, COUNTRY: a text; CHOICES: a list of codes; NUMBER_PAIR:
    ``{"sex_workers": int, "total": int}``; DECLARATION: ``true``; PEOPLE (referees, contacts): a list of
    ``{"name", "email", "organisation", "function", "locale"}``; FILE: a list of attachment ids.
    """

    TEXT = "text"
    LONG_TEXT = "long-text"
    EMAIL = "email"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"
    NUMBER_PAIR = "number-pair"
    FILE = "file"
    PEOPLE = "people"
    DECLARATION = "declaration"


class ApplicationForm(Model):
    """A version of the form; it never changes once it is published, and an application keeps the one it answered."""

    __tablename__ = "application_forms"

    id: Mapped[PrimaryKey]
    number: Mapped[int] = mapped_column(unique=True)
    created_at: Mapped[Timestamp]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[OptionalTimestamp]
    questions: Mapped[list["Question"]] = relationship(cascade="all, delete-orphan", order_by="Question.position")


class Question(Model):
    """A question of a form version; ``labels``, ``help`` and the options' labels map a language to words.

    ``key`` names it across versions (services find the organisation's name under ``name``, its country under
    ``country``). ``options`` is a list of ``{"code", "labels"}``. ``required_if`` is
    ``{"question": key, "is": [codes]}``: only then it is shown and must be answered. ``for_networks`` lets a network's
    verifiers read the answer. ``most`` is the largest number of signs, files or people. The
    ``options`` of PEOPLE name what is asked of each besides name and address; the question ``category`` has none: it
    offers the categories that there are.
    """

    __tablename__ = "application_questions"
    __table_args__ = (Index(None, "form_id", "key", unique=True), Index(None, "form_id", "position"))

    id: Mapped[PrimaryKey]
    form_id: Mapped[UUID] = mapped_column(ForeignKey("application_forms.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    step: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    labels: Mapped[dict[str, str]] = mapped_column(JSONB)
    help: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    is_required: Mapped[bool] = mapped_column(default=False)
    required_if: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    for_networks: Mapped[bool] = mapped_column(default=False)
    most: Mapped[int | None]
