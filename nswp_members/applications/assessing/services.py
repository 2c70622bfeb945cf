"""Every write to thresholds and assessments."""

from datetime import date
from typing import Any
from uuid import UUID

from nswp_members.applications.assessing import queries
from nswp_members.applications.assessing.errors import DayOver, DayTaken, NoThresholds
from nswp_members.applications.assessing.judging import judge
from nswp_members.applications.assessing.models import Assessment, ThresholdSet
from nswp_members.applications.models import Application
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today


def add_set(
    *, name: str, valid_from: date, shares: dict[str, int], by: UUID | None, capacity: str = ""
) -> ThresholdSet:
    """Add thresholds (least per cent by pair) that hold from a day on; raises `DayOver`, `DayTaken`."""
    if valid_from < today():
        raise DayOver
    if queries.set_from(valid_from):
        raise DayTaken
    added = ThresholdSet(name=name, valid_from=valid_from, shares=shares, created_at=now(), created_by=by)
    session.add(added)
    session.flush()
    audit.record("applications.added_thresholds", "threshold_set", added.id, by=by, capacity=capacity)
    return added


def assess(
    application: Application, counts: dict[str, Any], *, note: str = "", by: UUID | None, capacity: str = ""
) -> Assessment:
    """Keep what these counts say by the thresholds of today; raises `NoThresholds`."""
    thresholds = queries.set_on(today())
    if thresholds is None:
        raise NoThresholds
    made = Assessment(
        application_id=application.id,
        organisation_id=application.organisation_id,
        thresholds=thresholds,
        counts=counts,
        result=judge(counts, thresholds.shares).outcome,
        note=note,
        made_at=now(),
        made_by=by,
    )
    session.add(made)
    session.flush()
    audit.record(
        "applications.assessed",
        "application",
        application.id,
        by=by,
        capacity=capacity,
        details={"assessment": str(made.id)},
    )
    return made
