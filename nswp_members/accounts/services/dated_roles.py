"""Roles for dates that somebody else sets: those that come with an office."""

from datetime import datetime
from uuid import UUID

from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def give_role(
    person_id: UUID,
    role: Role,
    *,
    region_code: str | None,
    valid_from: datetime,
    valid_until: datetime,
    by: UUID | None,
) -> RoleAssignment:
    """Give a person a role from one moment to another; it begins and ends by itself, and never begins in the past."""
    assignment = RoleAssignment(
        person_id=person_id,
        role=role,
        region_code=region_code,
        valid_from=max(valid_from, now()),
        valid_until=valid_until,
        granted_by=by,
    )
    session.add(assignment)
    session.flush()
    _note("accounts.assigned_role", assignment, by=by)
    return assignment


def set_role_period(
    assignment: RoleAssignment, *, valid_from: datetime, valid_until: datetime, by: UUID | None
) -> None:
    """Change when a role that has not ended begins and ends; what was in force until this moment stays on record."""
    at = now()
    begun = assignment.valid_from <= at
    begins = assignment.valid_from if begun else max(valid_from, at)
    ends = max(valid_until, at if begun else begins)
    if (begins, ends) == (assignment.valid_from, assignment.valid_until):
        return
    assignment.valid_from, assignment.valid_until = begins, ends
    _note("accounts.changed_role_period", assignment, by=by)


def _note(action: str, assignment: RoleAssignment, *, by: UUID | None) -> None:
    details = {
        "role": str(assignment.role),
        "region": assignment.region_code,
        "from": assignment.valid_from.isoformat(),
        "until": assignment.valid_until.isoformat() if assignment.valid_until else None,
    }
    audit.record(action, "person", assignment.person_id, by=by, details=details)
