"""Writing what a consultation asks: its paragraphs and its questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from nswp_members.consultations.errors import VersionEmpty
from nswp_members.consultations.models import Consultation, ConsultationQuestion, Paragraph
from nswp_members.consultations.services.planning import hold, note_change, require_planned
from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementTranslation, StatementVersion

Asked = Paragraph | ConsultationQuestion


def save_paragraph(
    consultation: Consultation,
    paragraph: Paragraph | None,
    *,
    titles: dict[str, str],
    contents: dict[str, str],
    by: UUID | None,
) -> None:
    """Write a paragraph, or add one at the end. Raises `NotPlanned`."""
    _begin(consultation)
    if paragraph is None:
        paragraph = Paragraph(key=_free_key("p", consultation.paragraphs), position=_end(consultation.paragraphs))
        consultation.paragraphs.append(paragraph)
    paragraph.titles, paragraph.contents = titles, contents
    note_change(consultation, "consultations.wrote", by=by)


def take_paragraphs(consultation: Consultation, version: StatementVersion, *, by: UUID | None) -> None:
    """Take the paragraphs of a version of a statement in the place of those there are, in every language it has.

    Raises `NotPlanned`, `VersionEmpty`.
    """
    _begin(consultation)
    newest: dict[str, StatementTranslation] = {}
    for one in statements.translations_of(version.id):
        newest.setdefault(one.locale, one)
    first = newest.get(version.authoritative_locale)
    if first is None or not first.blocks:
        raise VersionEmpty
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    contents: dict[str, dict[str, str]] = defaultdict(dict)
    for locale, translation in newest.items():
        for block in translation.blocks:
            titles[block.key] |= {locale: block.title} if block.title else {}
            contents[block.key] |= {locale: block.content} if block.content else {}
    consultation.paragraphs.clear()
    session.flush()
    consultation.paragraphs.extend(
        Paragraph(key=block.key, position=number, titles=titles[block.key], contents=contents[block.key])
        for number, block in enumerate(first.blocks, start=1)
    )
    consultation.statement_version_id = version.id
    note_change(consultation, "consultations.took_paragraphs", by=by)


def save_question(
    consultation: Consultation, question: ConsultationQuestion | None, values: Mapping[str, Any], *, by: UUID | None
) -> None:
    """Write a question, or add one at the end. Raises `NotPlanned`."""
    _begin(consultation)
    if question is None:
        question = ConsultationQuestion(
            key=_free_key("q", consultation.questions), position=_end(consultation.questions)
        )
        consultation.questions.append(question)
    for name, value in values.items():
        setattr(question, name, value)
    note_change(consultation, "consultations.wrote", by=by)


def move_up(consultation: Consultation, asked: Asked, *, by: UUID | None) -> None:
    """Let a paragraph or a question change its place with the one before it. Raises `NotPlanned`."""
    _begin(consultation)
    rows: Sequence[Asked] = consultation.paragraphs if isinstance(asked, Paragraph) else consultation.questions
    place = rows.index(asked)
    if place:
        before = rows[place - 1]
        before.position, asked.position = asked.position, before.position
    note_change(consultation, "consultations.moved", by=by)


def remove(consultation: Consultation, asked: Asked, *, by: UUID | None) -> None:
    """Remove a paragraph or a question. Raises `NotPlanned`."""
    _begin(consultation)
    if isinstance(asked, Paragraph):
        consultation.paragraphs.remove(asked)
    else:
        consultation.questions.remove(asked)
    note_change(consultation, "consultations.removed", by=by)


def _begin(consultation: Consultation) -> None:
    hold(consultation)
    require_planned(consultation)


def _end(rows: Sequence[Asked]) -> int:
    return max((one.position for one in rows), default=0) + 1


def _free_key(letter: str, rows: Sequence[Asked]) -> str:
    taken = {one.key for one in rows}
    return next(key for number in range(1, len(taken) + 2) if (key := f"{letter}{number}") not in taken)
