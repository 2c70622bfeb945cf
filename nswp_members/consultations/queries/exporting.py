"""Reading all answers as one table for analysis, without names unless they are asked for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import SystemRandom
from typing import Any
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.consultations.models import (
    Answer,
    AnswerFile,
    Comment,
    Consultation,
    ConsultationQuestion,
    Paragraph,
    Participant,
    Position,
)
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation

MOST_ROWS = 50_000
MOST_FILES = 50
_random = SystemRandom()


@dataclass(frozen=True)
class Source:
    """Whose words these are: an organisation, or a person; the name stands here whether or not it is asked for."""

    id: UUID
    name: str
    country: str = ""
    region: str = ""


@dataclass(frozen=True)
class Line:
    """One position, comment or answer; ``kind`` says which, ``about`` is the key of its paragraph or question."""

    source: UUID
    locale: str
    about: str
    kind: str
    value: Any = ""
    proposal: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Material:
    """All that was answered, and by whom."""

    sources: dict[UUID, Source]
    lines: list[Line]

    def pseudonyms(self) -> dict[UUID, str]:
        """Return a number for each source, in an order that is new each time."""
        keys = list(self.sources)
        _random.shuffle(keys)
        return {key: f"P{number:03}" for number, key in enumerate(keys, start=1)}

    def places(self, threshold: int) -> dict[UUID, tuple[str, str]]:
        """Return country and region of each source; the country is empty where fewer than that answered from it."""
        counts = Counter(one.country for one in self.sources.values())
        return {
            key: (one.country if counts[one.country] >= threshold else "", one.region)
            for key, one in self.sources.items()
        }

    def languages(self, threshold: int) -> set[str]:
        """Return the languages in which at least that many answered."""
        counts = Counter(locale for _source, locale in {(one.source, one.locale) for one in self.lines})
        return {locale for locale, number in counts.items() if number >= threshold}


def material_of(consultation: Consultation) -> Material:
    """Return what was answered; for those who may know of all organisations."""
    lines = [*_positions(consultation.id), *_comments(consultation.id), *_answers(consultation.id)]
    found = {one.source for one in lines}
    sources = {one.id: one for one in (*_organisations(found), *_people(found))}
    return Material(sources, lines)


def files_of(consultation_id: UUID) -> list[tuple[AnswerFile, str]]:
    """Return the files that were made, the latest first, each with the name of who made it."""
    statement = (
        select(AnswerFile, Person.name)
        .outerjoin(Person, Person.id == AnswerFile.by)
        .where(AnswerFile.consultation_id == consultation_id)
        .order_by(AnswerFile.at.desc(), AnswerFile.id)
        .limit(MOST_FILES)
    )
    return [(made, name or "") for made, name in session.execute(statement)]


def _positions(consultation_id: UUID) -> Iterable[Line]:
    statement = select(Position, Paragraph.key).join(Paragraph, Paragraph.id == Position.paragraph_id)
    for one, key in _rows(statement.where(Paragraph.consultation_id == consultation_id)):
        yield Line(one.organisation_id, one.locale, key, "position", one.stance, one.proposal, one.comment)


def _comments(consultation_id: UUID) -> Iterable[Line]:
    statement = select(Comment, Paragraph.key).join(Paragraph, Paragraph.id == Comment.paragraph_id)
    for one, key in _rows(statement.where(Paragraph.consultation_id == consultation_id)):
        yield Line(one.person_id, one.locale, key, "comment", comment=one.text)


def _answers(consultation_id: UUID) -> Iterable[Line]:
    statement = (
        select(Answer, ConsultationQuestion.key, Participant.organisation_id, Participant.person_id)
        .join(ConsultationQuestion, ConsultationQuestion.id == Answer.question_id)
        .join(Participant, Participant.id == Answer.participant_id)
        .where(Participant.consultation_id == consultation_id)
    )
    for one, key, organisation_id, person_id in _rows(statement):
        yield Line(organisation_id or person_id, one.locale, key, "answer", one.value)


def _rows(statement: Any) -> list[Any]:
    return [(*row,) for row in session.execute(statement.limit(MOST_ROWS))]


def _organisations(keys: set[UUID]) -> Iterable[Source]:
    columns = select(Organisation.id, Organisation.name, Organisation.country_code, Organisation.region_code)
    for row in session.execute(columns.where(Organisation.id.in_(keys))):
        yield Source(*row)


def _people(keys: set[UUID]) -> Iterable[Source]:
    for one in session.scalars(select(Person).where(Person.id.in_(keys))):
        yield Source(one.id, one.name or one.email)
