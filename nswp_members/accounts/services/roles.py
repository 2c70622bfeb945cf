"""Giving and taking roles."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts import queries
from nswp_members.accounts.errors import (
    DateGone,
    LastAdministrator,
    RoleHeldAlready,
    ScopeMissing,
)
from nswp_members.accounts.models import (
    Person,
    RoleAssignment,
)
from nswp_members.accounts.services.sign_ins import end_all_sign_ins
from nswp_members.accounts.viewers import REGION_ROLES, STAFF_ROLES, Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def assign_role(
    *,
    person: Person,
    role: Role,
    by: UUID | None,
    region_code: str | None = None,
    organisation_id: UUID | None = None,
    valid_until: datetime | None = None,
) -> RoleAssignment:
    """Give a person a role from now on; raises `ScopeMissing`, `DateGone`, `RoleHeldAlready`.

    A new role of the secretariat signs the person out everywhere, so that its shorter limits hold at once.
    """
    at = now()
    region_code, organisation_id = _scope_of(role, region_code, organisation_id)
    if valid_until is not None and valid_until <= at:
        raise DateGone
    session.scalar(select(Person.id).where(Person.id == person.id).with_for_update())
    held = {(one.role, one.region_code, one.organisation_id) for one in queries.roles_in_force(person.id, at=at)}
    if (role, region_code, organisation_id) in held:
        raise RoleHeldAlready
    assignment = RoleAssignment(
        person_id=person.id,
        role=role,
        region_code=region_code,
        organisation_id=organisation_id,
        valid_from=at,
        valid_until=valid_until,
        granted_by=by,
    )
    session.add(assignment)
    session.flush()
    details = {"role": role.value, "region": region_code, "network": organisation_id and str(organisation_id)}
    audit.record("accounts.assigned_role", "person", person.id, by=by, details=details)
    if role in STAFF_ROLES:
        end_all_sign_ins(person.id, by=by)
    return assignment


def _scope_of(role: Role, region_code: str | None, organisation_id: UUID | None) -> tuple[str | None, UUID | None]:
    """Return the part of a scope that the role needs; raises `ScopeMissing`, pointing at the form's field."""
    region = region_code if role in REGION_ROLES else None
    network = organisation_id if role == Role.NETWORK_VERIFIER else None
    if role in REGION_ROLES and not region:
        raise ScopeMissing(field="region_code")
    if role == Role.NETWORK_VERIFIER and not network:
        raise ScopeMissing(field="organisation_id")
    return region, network


def end_role(assignment: RoleAssignment, *, by: UUID | None) -> None:
    """Take a role away, from this moment; raises `LastAdministrator`."""
    if assignment.role == Role.ADMINISTRATOR:
        require_other_administrator(assignment.person_id)
    assignment.valid_until = now()
    audit.record("accounts.ended_role", "person", assignment.person_id, by=by, details={"role": assignment.role})


def require_other_administrator(person_id: UUID) -> None:
    """Raise `LastAdministrator` unless somebody else stays an administrator for good."""
    others = {one.person_id for one in queries.lasting_administrators(for_update=True)} - {person_id}
    if not others:
        raise LastAdministrator
