"""Noting who saw protected fields, for the organisation to look up."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import now, session
from nswp_members.organisations.models import FieldRead

TABLE: Any = FieldRead.__table__
ROWS_A_STEP = 1000
ALL_FIELDS_SEEN = text("ARRAY(SELECT DISTINCT unnest(field_reads.fields || excluded.fields) ORDER BY 1)")


def note_reads(organisation_ids: Sequence[UUID], fields: Iterable[str], *, person_id: UUID, role: str) -> None:
    """Note that a person saw these protected fields of these organisations, once a day and role, with its times."""
    at, wanted = now(), sorted(set(fields))
    statement = insert(TABLE).on_conflict_do_update(
        index_elements=["organisation_id", "person_id", "role", "read_on"],
        set_={"last_at": at, "times": TABLE.c.times + 1, "fields": ALL_FIELDS_SEEN},
    )
    rows = [
        {
            "id": uuid4(),
            "organisation_id": key,
            "person_id": person_id,
            "role": role,
            "read_on": at.date(),
            "first_at": at,
            "last_at": at,
            "times": 1,
            "fields": wanted,
        }
        for key in organisation_ids
    ]
    for start in range(0, len(rows), ROWS_A_STEP):
        session.execute(statement, rows[start : start + ROWS_A_STEP])


def forget_reads(*, before: date) -> None:
    """Forget who saw what on days before this one."""
    session.execute(delete(FieldRead).where(FieldRead.read_on < before))
