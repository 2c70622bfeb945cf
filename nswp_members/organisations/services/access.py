"""Letting a representative or network office of elsewhere see an organisation: only the organisation itself does.

Asking needs a code that the organisation made and handed over. So nobody can find out by asking whether an organisation
exists, and every code that does not work is answered alike.
"""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.errors import AccessMoved, CodeUnusable, TooManyCodes, WrongEnd
from nswp_members.organisations.models import AccessCode, AccessGrant, AccessLevel, AccessState, Organisation
from nswp_members.organisations.services.epoch import see_less

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 16
CODE_LIFETIME = timedelta(days=14)
MOST_CODES = 10
DEFAULT_DAYS = 90
MOST_DAYS = 366


def make_access_code(organisation: Organisation, *, by: UUID | None, capacity: str = "") -> str:
    """Return a new code in groups of four signs (80 bits), good for one request in 14 days; raises `TooManyCodes`."""
    at = now()
    if queries.open_codes(organisation.id, at=at) >= MOST_CODES:
        raise TooManyCodes
    signs = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    row = AccessCode(
        organisation_id=organisation.id,
        code_hash=queries.code_hash(signs),
        made_by=by,
        made_at=at,
        expires_at=at + CODE_LIFETIME,
    )
    session.add(row)
    audit.record("organisations.made_access_code", "organisation", organisation.id, by=by, capacity=capacity)
    return "-".join(signs[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def ask_access(viewer: Viewer, code: str, *, level: AccessLevel, reason: str) -> AccessGrant:
    """Ask the organisation that made the code for access in the viewer's present capacity; raises `CodeUnusable`."""
    if viewer.person_id is None or viewer.capacity is None:
        raise ValueError("Only somebody who acts in a capacity can ask.")
    at = now()
    found = queries.usable_code(code, at=at)
    if found is None:
        raise CodeUnusable
    found.used_at = at
    grant = AccessGrant(
        organisation_id=found.organisation_id,
        person_id=viewer.person_id,
        capacity=viewer.capacity.key,
        role=viewer.capacity.role.value,
        region_code=viewer.capacity.region_code,
        network_id=viewer.capacity.organisation_id,
        level=level.value,
        reason=reason,
        state=AccessState.ASKED.value,
        asked_at=at,
    )
    session.add(grant)
    session.flush()
    _note("organisations.asked_access", grant, by=viewer.person_id, capacity=viewer.capacity.key)
    params = {"organisation_id": str(grant.organisation_id)}
    editors = queries.editors_of(grant.organisation_id, at=at)
    notices.notify_many(NewNotice("access_asked", person.id, str(grant.id), params) for person in editors)
    return grant


def give_access(grant: AccessGrant, *, level: AccessLevel, until: date, by: UUID | None, capacity: str = "") -> None:
    """Let the person see the organisation until the end of a day (UTC); raises `AccessMoved`, `WrongEnd`."""
    if not today() <= until <= today() + timedelta(days=MOST_DAYS):
        raise WrongEnd
    _lock(grant, AccessState.ASKED)
    grant.state, grant.level = AccessState.OPEN, level
    grant.decided_at, grant.decided_by = now(), by
    grant.valid_until = datetime.combine(until + timedelta(days=1), time(), UTC)
    _note("organisations.gave_access", grant, by=by, capacity=capacity, level=level.value)
    _tell(grant)


def decline_access(grant: AccessGrant, *, by: UUID | None, capacity: str = "") -> None:
    """Do not let the person see more; raises `AccessMoved`."""
    _lock(grant, AccessState.ASKED)
    grant.state = AccessState.DECLINED
    grant.decided_at, grant.decided_by = now(), by
    _note("organisations.declined_access", grant, by=by, capacity=capacity)
    _tell(grant)


def end_access(grant: AccessGrant, *, by: UUID | None, capacity: str = "") -> None:
    """End an access from this moment on; raises `AccessMoved`."""
    _lock(grant, AccessState.OPEN)
    _end(grant, by=by, capacity=capacity)
    _tell(grant)


def end_expired_accesses(*, at: datetime) -> None:
    """Note that accesses are over, so that nothing made by means of them is handed out."""
    for grant in queries.expired_accesses(at=at):
        _end(grant, by=None, capacity="")


def _end(grant: AccessGrant, *, by: UUID | None, capacity: str) -> None:
    grant.state = AccessState.ENDED
    grant.ended_at, grant.ended_by = now(), by
    see_less()
    _note("organisations.ended_access", grant, by=by, capacity=capacity)


def _lock(grant: AccessGrant, state: AccessState) -> None:
    session.flush()
    session.refresh(grant, with_for_update={"of": AccessGrant})
    if grant.state != state:
        raise AccessMoved


def _tell(grant: AccessGrant) -> None:
    notices.notify("access_answered", grant.person_id, occurrence=f"{grant.id}:{grant.state}", params={})


def _note(action: str, grant: AccessGrant, *, by: UUID | None, capacity: str, level: str = "") -> None:
    details = {"access": str(grant.id)} | ({"level": level} if level else {})
    audit.record(action, "organisation", grant.organisation_id, by=by, capacity=capacity, details=details)
