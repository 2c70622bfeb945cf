"""What was answered: positions, comments and answers, who changed them, their translations, and our replies."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from nswp_members.accounts.models import Person
from nswp_members.consultations.models.asking import Words
from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class Stance(StrEnum):
    """Where an organisation stands on a paragraph."""

    SUPPORT = "support"
    AMEND = "amend"
    OBJECT = "object"
    ABSTAIN = "abstain"


class Verdict(StrEnum):
    """What became of a point."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT_TAKEN = "not-taken"
    NOTED = "noted"


class Position(Model):
    """The one position of an organisation on a paragraph; ``by`` is who last changed it, ``version`` how often.

    ``proposal`` is the wording that it proposes instead. Both texts are in the language ``locale``.
    """

    __tablename__ = "consultation_positions"
    __table_args__ = (
        Index("uq_consultation_positions_organisation", "organisation_id", "paragraph_id", unique=True),
        Index(None, "paragraph_id"),
        CheckConstraint("stance IN ('support', 'amend', 'object', 'abstain')", name="stance"),
    )

    id: Mapped[PrimaryKey]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_paragraphs.id", ondelete="CASCADE"))
    stance: Mapped[str] = mapped_column(String(8))
    proposal: Mapped[str] = mapped_column(Encrypted("consultation_positions.proposal"), default="")
    comment: Mapped[str] = mapped_column(Encrypted("consultation_positions.comment"), default="")
    locale: Mapped[str] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(default=1)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]


class Comment(Model):
    """What one person says on a paragraph for themselves; ``organisation_id`` is where they belong, if anywhere."""

    __tablename__ = "consultation_comments"
    __table_args__ = (
        Index("uq_consultation_comments_person", "person_id", "paragraph_id", unique=True),
        Index(None, "paragraph_id"),
    )

    id: Mapped[PrimaryKey]
    paragraph_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_paragraphs.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Encrypted("consultation_comments.text"))
    locale: Mapped[str] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[Timestamp]


class Answer(Model):
    """The answer of a participant to a question; ``value`` as `QuestionType` says."""

    __tablename__ = "consultation_answers"
    __table_args__ = (
        Index("uq_consultation_answers_participant", "participant_id", "question_id", unique=True),
        Index(None, "question_id"),
    )

    id: Mapped[PrimaryKey]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_participants.id", ondelete="CASCADE"))
    question_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_questions.id", ondelete="CASCADE"))
    value: Mapped[Any] = mapped_column(Encrypted("consultation_answers.value"))
    locale: Mapped[str] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(default=1)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]


class Change(Model):
    """A position or an answer as it stood after one person changed it, for those who answer for the same participant.

    ``value`` is ``{"stance", "proposal", "comment"}`` or ``{"value"}``; an answer that was taken back has None.
    """

    __tablename__ = "consultation_changes"
    __table_args__ = (
        Index(None, "participant_id", "at"),
        CheckConstraint("num_nonnulls(paragraph_id, question_id) = 1", name="one"),
    )

    id: Mapped[PrimaryKey]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_participants.id", ondelete="CASCADE"))
    paragraph_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_paragraphs.id", ondelete="CASCADE"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_questions.id", ondelete="CASCADE"))
    version: Mapped[int]
    value: Mapped[dict[str, Any]] = mapped_column(Encrypted("consultation_changes.value"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]
    person: Mapped[Person | None] = relationship()


class StepDraft(Model):
    """What one person typed in one step and has not saved; nobody else sees it, and it does not count.

    ``step`` is "questions" or "paragraph-" and a key; ``data`` holds (name, value) pairs as a browser sends them.
    """

    __tablename__ = "consultation_drafts"
    __table_args__ = (
        Index("uq_consultation_drafts_step", "participant_id", "person_id", "step", unique=True),
        Index(None, "updated_at"),
    )

    id: Mapped[PrimaryKey]
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_participants.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    step: Mapped[str] = mapped_column(String(60))
    data: Mapped[list[list[str]]] = mapped_column(Encrypted("consultation_drafts.data"))
    updated_at: Mapped[Timestamp]


class AnswerTranslation(Model):
    """A text of a position, a comment or an answer in another language, by whom, and whether by a machine.

    ``part`` is "proposal" or "comment" of a position, "text" otherwise. ``of_version`` is the version that was
    translated: a later change makes it out of date.
    """

    __tablename__ = "consultation_translations"
    __table_args__ = (
        *(
            Index(
                f"uq_consultation_translations_{name}",
                f"{name}_id",
                "part",
                "locale",
                unique=True,
                postgresql_where=text(f"{name}_id IS NOT NULL"),
            )
            for name in ("position", "comment", "answer")
        ),
        CheckConstraint("num_nonnulls(position_id, comment_id, answer_id) = 1", name="one"),
    )

    id: Mapped[PrimaryKey]
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_positions.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_comments.id", ondelete="CASCADE"))
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_answers.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(8), default="text")
    of_version: Mapped[int]
    locale: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Encrypted("consultation_translations.text"))
    is_machine: Mapped[bool] = mapped_column(default=False)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]
    person: Mapped[Person | None] = relationship()


class Reply(Model):
    """What the secretariat says to what was said on a paragraph or a question; ``texts`` maps a language to words.

    ``wordings`` is the paragraph as it reads now, where it changed. ``position_id`` names the one position it answers,
    if it answers one and not all; of the latter there is one for each paragraph and question.
    """

    __tablename__ = "consultation_replies"
    __table_args__ = (
        Index(None, "paragraph_id"),
        Index(None, "question_id"),
        *(
            Index(
                f"uq_consultation_replies_{name}",
                f"{name}_id",
                unique=True,
                postgresql_where=text("position_id IS NULL"),
            )
            for name in ("paragraph", "question")
        ),
        CheckConstraint("num_nonnulls(paragraph_id, question_id) = 1", name="one"),
        CheckConstraint("verdict IN ('taken', 'partly', 'not-taken', 'noted')", name="verdict"),
    )

    id: Mapped[PrimaryKey]
    paragraph_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_paragraphs.id", ondelete="CASCADE"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_questions.id", ondelete="CASCADE"))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation_positions.id", ondelete="SET NULL"))
    verdict: Mapped[str] = mapped_column(String(10))
    texts: Mapped[Words] = mapped_column(JSONB)
    wordings: Mapped[Words] = mapped_column(JSONB, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[Timestamp]
