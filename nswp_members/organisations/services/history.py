"""Keeping what a profile said at each version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from nswp_members.accounts.models import RoleAssignment
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation, ProfileRevision
from nswp_members.organisations.queries.history import Snapshot, snapshot_of


@dataclass(frozen=True)
class Before:
    """The profile before a change: its version, since when it stood so, and what it said."""

    version: int
    at: datetime
    snapshot: Snapshot


def before_change(organisation: Organisation) -> Before:
    """Return what a change may have to keep as the first revision."""
    return Before(organisation.version, organisation.updated_at, snapshot_of(organisation))


def keep_revision(
    organisation: Organisation, changed: list[str], before: Before, *, by: UUID | None, capacity: str
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
            role=_role_of(capacity),
            fields=changed,
            snapshot=snapshot_of(organisation),
        )
    )


def _role_of(capacity: str) -> str:
    """Return the role behind the key of a capacity; the assignment may end, the role in which somebody acted stays."""
    kind, _, key = capacity.partition(":")
    if kind == "role":
        return session.get_one(RoleAssignment, UUID(key)).role
    return Role.ORGANISATION.value if kind == "organisation" else ""
