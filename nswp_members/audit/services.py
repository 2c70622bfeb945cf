"""Writing the trail."""

from typing import Any
from uuid import UUID

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session

CAPACITY = "acting capacity"


def act_in(capacity: str) -> None:
    """Note the capacity that the present request acts in, for all that it records from now on."""
    session.info[CAPACITY] = capacity


def record(
    action: str,
    subject_type: str,
    subject_id: UUID | None,
    *,
    by: UUID | None,
    capacity: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one line to the trail; ``action`` is ``<domain>.<verb in the past tense>``.

    Without ``capacity`` the line takes the one that the request was authorised in, if any.
    """
    session.add(
        AuditEntry(
            at=now(),
            person_id=by,
            capacity=session.info.get(CAPACITY, "") if capacity is None else capacity,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            details=details or {},
        )
    )
