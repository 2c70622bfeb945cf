"""Reading what was answered in words, in the language in which it was written, with its translations.

The texts stand without the organisation's name: whoever translates needs the words and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nswp_members.consultations.models import (
    Answer,
    AnswerTranslation,
    Comment,
    Consultation,
    ConsultationQuestion,
    Paragraph,
    Position,
    QuestionType,
)
from nswp_members.consultations.steps import Step
from nswp_members.core.db import session

Row = Position | Comment | Answer
KINDS: dict[str, type[Row]] = {"position": Position, "comment": Comment, "answer": Answer}
PARTS = {"position": ("proposal", "comment"), "comment": ("text",), "answer": ("text",)}
MOST_ROWS = 2000


@dataclass(frozen=True)
class Text:
    """A text that somebody answered with: part of a row of a kind, at a version, and its translations by language."""

    kind: str
    id: UUID
    part: str
    words: str
    locale: str
    version: int
    translations: dict[str, AnswerTranslation]

    def is_translated(self, locale: str) -> bool:
        """Whether a translation into this language is there and of the present words."""
        found = self.translations.get(locale)
        return found is not None and found.of_version == self.version


def texts_of(rows: Iterable[tuple[str, Row]]) -> list[Text]:
    """Return the texts of rows, each row with its kind; rows without words have none."""
    pairs = [(kind, row) for kind, row in rows]
    translations = _translations(pairs)
    return [
        Text(kind, row.id, part, words, row.locale, row.version, translations[row.id, part])
        for kind, row in pairs
        for part in PARTS[kind]
        if (words := _words(row, part))
    ]


def text_of(consultation: Consultation, kind: str, row_id: UUID, part: str) -> Text | None:
    """Return one text of a consultation; None if there is none."""
    model: Any = KINDS.get(kind)
    row: Any = session.get(model, row_id) if model else None
    if row is None:
        return None
    everything: list[Paragraph | ConsultationQuestion] = [*consultation.paragraphs, *consultation.questions]
    asked = {one.id for one in everything}
    if (row.question_id if isinstance(row, Answer) else row.paragraph_id) not in asked:
        return None
    pairs: list[tuple[str, Row]] = [(kind, row)]
    return next((one for one in texts_of(pairs) if one.part == part), None)


def texts_in(step: Step) -> list[tuple[Paragraph | ConsultationQuestion, list[Text]]]:
    """Return all texts of a step by what they are about; of questions only those that ask for a text."""
    if step.paragraph is not None:
        return [(step.paragraph, _about_paragraph(step.paragraph.id))]
    asked = [one for one in step.questions if one.type == QuestionType.TEXT]
    return [(one, texts_of(("answer", row) for row in _rows(Answer, Answer.question_id == one.id))) for one in asked]


def _about_paragraph(paragraph_id: UUID) -> list[Text]:
    positions = _rows(Position, Position.paragraph_id == paragraph_id)
    comments = _rows(Comment, Comment.paragraph_id == paragraph_id)
    rows: list[tuple[str, Row]] = [("position", one) for one in positions]
    return texts_of(rows + [("comment", one) for one in comments])


def _rows(model: Any, condition: Any) -> Sequence[Any]:
    """Return rows in an order that tells nothing of who wrote them or when."""
    return list(session.scalars(select(model).where(condition).order_by(model.id).limit(MOST_ROWS)))


def _words(row: Row, part: str) -> str:
    if isinstance(row, Position):
        return row.proposal if part == "proposal" else row.comment
    if isinstance(row, Comment):
        return row.text
    return row.value if isinstance(row.value, str) else ""


def _translations(pairs: Sequence[tuple[str, Row]]) -> defaultdict[tuple[UUID, str], dict[str, AnswerTranslation]]:
    found: defaultdict[tuple[UUID, str], dict[str, AnswerTranslation]] = defaultdict(dict)
    for kind in KINDS:
        column = getattr(AnswerTranslation, f"{kind}_id")
        ids = [row.id for one, row in pairs if one == kind]
        if ids:
            statement = select(AnswerTranslation).options(joinedload(AnswerTranslation.person))
            for one in session.scalars(statement.where(column.in_(ids)).execution_options(populate_existing=True)):
                found[getattr(one, f"{kind}_id"), one.part][one.locale] = one
    return found
