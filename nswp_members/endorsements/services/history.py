"""Writing lines of the history: every change of an endorsement goes through here, in its own transaction."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import now, session
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import EndorsementEvent


def hold(organisation_id: UUID, version_id: UUID) -> None:
    """Let nobody else answer for this organisation and version until the transaction ends.

    So the lines stand in the order in which they came true.
    """
    key = func.hashtextextended(f"endorsement {organisation_id} {version_id}", 0)
    session.execute(select(func.pg_advisory_xact_lock(key)))


def add_line(
    organisation_id: UUID,
    version_id: UUID,
    act: Act,
    *,
    by: UUID | None,
    source: str,
    endorsement_id: UUID | None = None,
    translation_id: UUID | None = None,
    consents: Consents | None = None,
    until: date | None = None,
    note: str | None = None,
) -> None:
    """Add a line as of now; whoever answers has called `hold` before."""
    session.add(
        EndorsementEvent(
            organisation_id=organisation_id,
            version_id=version_id,
            act=act,
            at=now(),
            by=by,
            source=source,
            endorsement_id=endorsement_id,
            translation_id=translation_id,
            may_count=consents.count if consents else None,
            may_name=consents.name if consents else None,
            may_name_signatory=consents.signatory if consents else None,
            until=until,
            note=note or None,
        )
    )


def add_lines(organisation_ids: Collection[UUID], version_id: UUID, act: Act, *, by: UUID | None, source: str) -> None:
    """Add the same line for many organisations in one statement; for what is no answer."""
    at = now()
    rows: list[dict[str, Any]] = [
        {"organisation_id": key, "version_id": version_id, "act": act, "at": at, "by": by, "source": source}
        for key in organisation_ids
    ]
    if rows:
        session.execute(insert(EndorsementEvent), rows)


def add_seen(organisation_id: UUID, version_id: UUID, *, by: UUID) -> None:
    """Note once that a person has opened the version for an organisation."""
    values = {"organisation_id": organisation_id, "version_id": version_id, "act": Act.SEEN, "at": now(), "by": by}
    session.execute(insert(EndorsementEvent).values(source="member", **values).on_conflict_do_nothing())
