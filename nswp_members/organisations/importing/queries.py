"""Reading imports and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from nswp_members.core.db import session
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.identity import IdentityKey
from nswp_members.organisations.importing.models import ColumnMapping, ImportBatch, ImportRow
from nswp_members.organisations.importing.remarks import Remark, Severity, remark_text
from nswp_members.organisations.importing.rows import CheckedRow, Verdict
from nswp_members.organisations.models import Organisation

ROWS_PER_PAGE = 50
USABLE = (Verdict.NEW, Verdict.NEW_WITH_WARNINGS)
WITH_REMARKS = (Verdict.NEW_WITH_WARNINGS, Verdict.EXISTING, Verdict.REFUSED)


@dataclass(frozen=True)
class RowView:
    """One row of a list as the preview shows it; ``remarks`` are (severity, sentence) pairs."""

    number: int
    verdict: str
    name: str
    country: str
    remarks: tuple[tuple[str, str], ...]
    organisation_id: UUID | None


@dataclass(frozen=True)
class RowPage:
    """A page of rows; ``next_after`` is the row number after which the next page begins, None at the end."""

    rows: tuple[RowView, ...]
    next_after: int | None


def batch(batch_id: UUID) -> ImportBatch | None:
    """Return an import without its file."""
    statement = select(ImportBatch).options(defer(ImportBatch.content)).where(ImportBatch.id == batch_id)
    return session.scalar(statement)


def recent_batches(limit: int = 20) -> list[ImportBatch]:
    """Return the newest imports, without their files."""
    statement = select(ImportBatch).options(defer(ImportBatch.content)).order_by(ImportBatch.uploaded_at.desc())
    return list(session.scalars(statement.limit(limit)))


def stalled_batches(*, since: datetime) -> list[ImportBatch]:
    """Return the imports that should be under way but have not moved since that moment."""
    statement = (
        select(ImportBatch)
        .options(defer(ImportBatch.content))
        .where(ImportBatch.state.in_(("checking", "importing")), ImportBatch.progress_at < since)
    )
    return list(session.scalars(statement.limit(20)))


def verdict_counts(batch_id: UUID) -> dict[str, int]:
    """Return how many rows got each verdict."""
    statement = (
        select(ImportRow.verdict, func.count()).where(ImportRow.batch_id == batch_id).group_by(ImportRow.verdict)
    )
    return {verdict: count for verdict, count in session.execute(statement)}  # noqa: C416


def imported_count(batch_id: UUID) -> int:
    """Return how many organisations this import brought."""
    statement = select(func.count()).where(ImportRow.batch_id == batch_id, ImportRow.organisation_id.is_not(None))
    return session.scalar(statement) or 0


def rows_of(batch_id: UUID, *, verdicts: Sequence[str] = (), after: int = 0, limit: int = ROWS_PER_PAGE) -> RowPage:
    """Return the rows behind row number ``after``, of all verdicts or of some."""
    statement = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.row_number > after)
    if verdicts:
        statement = statement.where(ImportRow.verdict.in_(verdicts))
    found = list(session.scalars(statement.order_by(ImportRow.row_number).limit(limit + 1)))
    more = len(found) > limit
    rows = tuple(_view(row) for row in found[:limit])
    return RowPage(rows=rows, next_after=rows[-1].number if more else None)


def _view(row: ImportRow) -> RowView:
    """Return a row with its remarks as sentences."""
    draft: dict[str, Any] = row.content["draft"] or {}
    cells = [cell for cell in row.content["cells"] if cell]
    remarks = tuple((one.severity.value, remark_text(one, row.row_number)) for one in remarks_of(row))
    return RowView(
        number=row.row_number,
        verdict=row.verdict,
        name=draft.get("name") or (cells[0][:80] if cells else ""),
        country=draft.get("country_code") or "",
        remarks=remarks,
        organisation_id=row.organisation_id,
    )


def remarks_of(row: ImportRow) -> tuple[Remark, ...]:
    """Return the remarks on a row."""
    return tuple(
        Remark(
            column=Column(one["column"]) if one["column"] else None,
            value=one["value"],
            code=one["code"],
            severity=Severity(one["severity"]),
            params=one["params"],
        )
        for one in row.content["remarks"]
    )


def error_rows(batch_id: UUID) -> list[CheckedRow]:
    """Return the rows that were refused or are used with a warning."""
    statement = (
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id, ImportRow.verdict.in_(WITH_REMARKS))
        .order_by(ImportRow.row_number)
    )
    return [
        CheckedRow(
            row_number=row.row_number,
            verdict=Verdict(row.verdict),
            draft=None,
            remarks=remarks_of(row),
            cells=tuple(row.content["cells"]),
        )
        for row in session.scalars(statement)
    ]


def next_usable_rows(batch_id: UUID, *, after: int, limit: int) -> list[ImportRow]:
    """Return the next rows that are to become organisations and have not yet."""
    statement = (
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id, ImportRow.row_number > after)
        .where(ImportRow.verdict.in_(USABLE), ImportRow.organisation_id.is_(None))
        .order_by(ImportRow.row_number)
        .limit(limit)
    )
    return list(session.scalars(statement))


def known_identities() -> frozenset[IdentityKey]:
    """Return the (country, folded name) keys of all organisations."""
    rows = session.execute(select(Organisation.country_code, Organisation.identity))
    return frozenset((country, identity) for country, identity in rows)


def remembered_mapping() -> dict[str, str]:
    """Return which column each heading meant the last time."""
    rows = session.execute(select(ColumnMapping.header, ColumnMapping.column).limit(2000))
    return {header: column for header, column in rows}  # noqa: C416
