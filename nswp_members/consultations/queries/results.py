"""Reading what was answered by all together, what we say to it, and the report; exact, unless it says frozen."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from nswp_members.consultations.models import (
    Answer,
    Consultation,
    ConsultationQuestion,
    Paragraph,
    Participant,
    Position,
    Reply,
    Report,
    State,
)
from nswp_members.consultations.tallies import (
    Frozen,
    Tally,
    exact,
    frozen,
    tally_of_answers,
    tally_of_regions,
    tally_of_stances,
)
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from nswp_members.regions.geography import Region
from nswp_members.statements.models import StatementVersion

Point = Paragraph | ConsultationQuestion
MOST_VERSIONS = 200
WITHOUT_REPORT = (State.CLOSED, State.ANALYSED)


@dataclass(frozen=True)
class Results:
    """What was answered: by region of the organisations, and by the keys of paragraphs and questions.

    ``people`` is how many answered for themselves.
    """

    regions: Tally
    countries: int
    people: int
    paragraphs: dict[str, Tally]
    questions: dict[str, Tally]


def results_of(consultation: Consultation) -> Results:
    """Return the results as they stand now; for those who may see the answers one by one."""
    places = _places(consultation.id)
    stances = _stances(consultation.id)
    answers = _answers(consultation.id)
    return Results(
        regions=tally_of_regions([region for region, _ in places], [one.value for one in Region]),
        countries=len({country for _, country in places}),
        people=_people(consultation.id),
        paragraphs={one.key: tally_of_stances(stances[one.id]) for one in consultation.paragraphs},
        questions={one.key: tally_of_answers(one, answers[one.id]) for one in consultation.questions},
    )


def _places(consultation_id: UUID) -> list[tuple[str, str]]:
    statement = (
        select(Organisation.region_code, Organisation.country_code)
        .join(Participant, Participant.organisation_id == Organisation.id)
        .where(Participant.consultation_id == consultation_id, Participant.answered_at.is_not(None))
    )
    return [(region, country) for region, country in session.execute(statement)]


def _people(consultation_id: UUID) -> int:
    statement = select(func.count()).where(
        Participant.consultation_id == consultation_id,
        Participant.person_id.is_not(None),
        Participant.answered_at.is_not(None),
    )
    return session.scalar(statement) or 0


def _stances(consultation_id: UUID) -> defaultdict[UUID, list[str]]:
    statement = select(Position.paragraph_id, Position.stance).join(Paragraph, Paragraph.id == Position.paragraph_id)
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for paragraph_id, stance in session.execute(statement.where(Paragraph.consultation_id == consultation_id)):
        found[paragraph_id].append(stance)
    return found


def _answers(consultation_id: UUID) -> defaultdict[UUID, list[Any]]:
    statement = select(Answer.question_id, Answer.value).join(Participant, Participant.id == Answer.participant_id)
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for question_id, value in session.execute(statement.where(Participant.consultation_id == consultation_id)):
        found[question_id].append(value)
    return found


def frozen_results(consultation: Consultation, *, threshold: int) -> dict[str, Any]:
    """Return what may be shown to those who may not see the answers, as `Consultation.result` keeps it.

    ``{"threshold", "regions", "countries", "people", "paragraphs": {key: …}, "questions": {key: …}}``, each but the
    numbers in the form of `tallies.frozen`.
    """
    found = results_of(consultation)
    shown = _in_form(found, lambda one: frozen(one, threshold))
    few = shown["regions"]["answered"] is None
    return {
        **shown,
        "threshold": threshold,
        "countries": None if few or found.countries < threshold else found.countries,
        "people": None if found.people < threshold else found.people,
    }


def exact_results(consultation: Consultation) -> dict[str, Any]:
    """Return the results as they stand now in the same form; for those who may see the answers one by one."""
    return _in_form(results_of(consultation), exact)


def _in_form(found: Results, show: Callable[[Tally], Frozen]) -> dict[str, Any]:
    return {
        "threshold": None,
        "regions": show(found.regions),
        "countries": found.countries,
        "people": found.people,
        "paragraphs": {key: show(one) for key, one in found.paragraphs.items()},
        "questions": {key: show(one) for key, one in found.questions.items()},
    }


def replies_to(consultation: Consultation) -> dict[UUID, Reply]:
    """Return what we say to each paragraph and question, by its id."""
    points = [*(one.id for one in consultation.paragraphs), *(one.id for one in consultation.questions)]
    statement = select(Reply).where(
        Reply.position_id.is_(None), Reply.paragraph_id.in_(points) | Reply.question_id.in_(points)
    )
    return {key: one for one in session.scalars(statement) if (key := one.paragraph_id or one.question_id)}


def reply_to(point: Point) -> Reply | None:
    """Return what we say to one paragraph or question."""
    column = Reply.paragraph_id if isinstance(point, Paragraph) else Reply.question_id
    return session.scalar(select(Reply).where(column == point.id, Reply.position_id.is_(None)))


def unanswered_points(consultation: Consultation) -> list[Point]:
    """Return the paragraphs and questions to which we have said nothing yet."""
    replied = replies_to(consultation)
    points: list[Point] = [*consultation.paragraphs, *consultation.questions]
    return [one for one in points if one.id not in replied]


def report_of(consultation_id: UUID) -> Report | None:
    """Return the report of a consultation, with the version that it feeds."""
    statement = select(Report).options(joinedload(Report.feeds_version))
    return session.scalar(statement.where(Report.consultation_id == consultation_id))


def waiting_for_report() -> int:
    """Return how many consultations have closed and have no published report yet."""
    return session.scalar(select(func.count()).where(Consultation.state.in_(WITHOUT_REPORT))) or 0


def versions_to_feed() -> list[StatementVersion]:
    """Return the versions of statements in whatever state, the latest label first."""
    return list(session.scalars(select(StatementVersion).order_by(StatementVersion.label.desc()).limit(MOST_VERSIONS)))
