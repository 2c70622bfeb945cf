"""Keeping what a profile said at each version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Organisation, ProfileRevision
from nswp_members.organisations.queries.history import Snapshot, snapshot_of


@dataclass(frozen=True)
class Before:
    """The profile before a change: its version, since when it stood so, and what it said."""

    version: int
    at: datetime
    snapshot: Snapshot


def lock_profile(organisation: Organisation) -> Before:
    """Lock the organisation until the transaction ends; return what its profile says."""
    session.flush()
    parts = (Organisation.texts, Organisation.former_names, Organisation.confidential)
    statement = select(Organisation).where(Organisation.id == organisation.id).options(*map(selectinload, parts))
    session.scalars(statement.with_for_update().execution_options(populate_existing=True)).one()
    return before_change(organisation)


def finish_change(
    organisation: Organisation,
    action: str,
    changed: list[str],
    before: Before,
    *,
    by: UUID | None,
    capacity: str,
    reason: str = "",
    **details: str,
) -> None:
    """Count the new version, keep it as a revision with its reason, and note which fields changed."""
    if not changed:
        return
    organisation.version += 1
    organisation.updated_at = now()
    keep_revision(organisation, changed, before, by=by, capacity=capacity, reason=reason)
    said = {"fields": changed, **details}
    audit.record(action, "organisation", organisation.id, by=by, capacity=capacity, details=said)


def before_change(organisation: Organisation) -> Before:
    """Return what a change may have to keep as the first revision."""
    return Before(organisation.version, organisation.updated_at, snapshot_of(organisation))


def keep_revision(
    organisation: Organisation, changed: list[str], before: Before, *, by: UUID | None, capacity: str, reason: str = ""
) -> None:
    """Keep the profile as it stands now; at the first change also as it stood before."""
    kept = session.scalar(select(exists().where(ProfileRevision.organisation_id == organisation.id)))
    if not kept:
        session.add(
            ProfileRevision(
                organisation_id=organisation.id,
                version=before.version,
                at=before.at,
                fields=[],
                snapshot=before.snapshot,
            )
        )
    session.add(
        ProfileRevision(
            organisation_id=organisation.id,
            version=organisation.version,
            at=organisation.updated_at,
            person_id=by,
            role=role_of(capacity),
            fields=changed,
            snapshot=snapshot_of(organisation),
            reason=reason or None,
        )
    )


def role_of(capacity: str) -> str:
    """Return the role behind the key of a capacity; the assignment may end, the role in which somebody acted stays."""
    kind, _, key = capacity.partition(":")
    if kind == "role":
        return session.get_one(RoleAssignment, UUID(key)).role
    return Role.ORGANISATION.value if kind == "organisation" else ""
