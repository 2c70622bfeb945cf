"""Reading sets of thresholds and assessments."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nswp_members.applications import queries as applications
from nswp_members.applications.assessing.judging import PAIRS, is_count
from nswp_members.applications.assessing.models import Assessment, ThresholdSet
from nswp_members.applications.models import Application
from nswp_members.core.db import session

MOST_ASSESSMENTS = 20


def threshold_sets() -> list[ThresholdSet]:
    """Return all sets of thresholds, the latest first."""
    return list(session.scalars(select(ThresholdSet).order_by(ThresholdSet.valid_from.desc())))


def set_on(day: date) -> ThresholdSet | None:
    """Return the set that holds on a day."""
    statement = select(ThresholdSet).where(ThresholdSet.valid_from <= day)
    return session.scalar(statement.order_by(ThresholdSet.valid_from.desc()).limit(1))


def set_from(day: date) -> ThresholdSet | None:
    """Return the set that begins on a day."""
    return session.scalar(select(ThresholdSet).where(ThresholdSet.valid_from == day))


def assessments_of(application_id: UUID) -> list[Assessment]:
    """Return the latest assessments of an application, the latest first."""
    statement = (
        select(Assessment)
        .where(Assessment.application_id == application_id)
        .options(joinedload(Assessment.thresholds), joinedload(Assessment.assessor))
        .order_by(Assessment.made_at.desc(), Assessment.id)
        .limit(MOST_ASSESSMENTS)
    )
    return list(session.scalars(statement))


def counts_of(application: Application) -> dict[str, Any]:
    """Return the pairs of counts that an applicant gave, by the key of their question."""
    answers = applications.answers_of(application)
    return {pair: answers[pair] for pair in PAIRS if is_count(answers.get(pair))}
