"""From an uploaded list to organisations: upload, map, check, import; each step can be repeated safely."""

import base64
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import hint, now, session, today
from nswp_members.core.events import publish
from nswp_members.core.text import clean
from nswp_members.notices import services as notices
from nswp_members.organisations import queries as organisations_queries
from nswp_members.organisations import services as organisations
from nswp_members.organisations.events import OrganisationImported
from nswp_members.organisations.importing import queries
from nswp_members.organisations.importing.columns import Column, missing_columns, suggest_mapping
from nswp_members.organisations.importing.conversion import as_new_organisation
from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.importing.errors import ColumnsMissing, ColumnTwice, FileRefused, WrongState
from nswp_members.organisations.importing.identity import IdentityKey
from nswp_members.organisations.importing.models import ColumnMapping, ImportBatch, ImportRow
from nswp_members.organisations.importing.reading import UnreadableFile, read_table
from nswp_members.organisations.importing.rows import CheckedRow, Verdict, check_rows
from nswp_members.organisations.importing.table import Table
from nswp_members.organisations.importing.vocabulary import category_words
from nswp_members.organisations.models import Organisation

ROWS_A_STEP = 250
SAMPLES = 3
KEPT_FOR = timedelta(days=7)
STALLED_AFTER = timedelta(minutes=2)
# The consultation behind the Consensus Statement is dated 2013 (domain notes 5).
STATEMENT_EXISTS_SINCE = date(2013, 1, 1)


def upload(*, data: bytes, filename: str, by: UUID | None) -> ImportBatch:
    """Take in a list and suggest what its columns mean; raises `FileRefused`."""
    table = _read(data, filename)
    suggested = suggest_mapping(table.header, queries.remembered_mapping())
    batch = ImportBatch(
        uploaded_by=by,
        uploaded_at=now(),
        filename=filename[:200],
        content=base64.b64encode(data).decode("ascii"),
        headers=list(table.header),
        samples=[_sample(table, index) for index in range(len(table.header))],
        mapping=_as_stored(suggested),
        rows_total=len(table.rows),
    )
    session.add(batch)
    session.flush()
    audit.record("organisations.uploaded_list", "import", batch.id, by=by)
    return batch


def _sample(table: Table, index: int) -> str:
    """Return the first few different values of a column on one line."""
    values = [clean(row.cells[index])[:40] for row in table.rows[:40] if index < len(row.cells)]
    return " · ".join(list(dict.fromkeys(value for value in values if value))[:SAMPLES])


def choose_columns(
    batch: ImportBatch, mapping: Mapping[int, Column], *, by: UUID | None, in_background: bool = True
) -> None:
    """Fix what the columns mean, remember it for next time and have the rows checked.

    Raises `ColumnsMissing`, `ColumnTwice`, `WrongState`.
    """
    if batch.state not in ("uploaded", "checked", "failed"):
        raise WrongState
    if missing_columns(mapping):
        raise ColumnsMissing
    if len(set(mapping.values())) < len(mapping):
        raise ColumnTwice
    batch.mapping = _as_stored(mapping)
    _remember(batch.headers, mapping)
    _move(batch, "checking")
    audit.record("organisations.chose_columns", "import", batch.id, by=by)
    if in_background:
        hint("organisations.check_import", batch.id)


def _remember(headers: list[str], mapping: Mapping[int, Column]) -> None:
    """Keep the meaning of each heading, "" for one that is left out."""
    rows = {header[:200]: mapping.get(index, "") for index, header in enumerate(headers) if header}
    if not rows:
        return
    statement = insert(ColumnMapping).values(
        [{"header": header, "column": str(column)} for header, column in rows.items()]
    )
    session.execute(
        statement.on_conflict_do_update(index_elements=["header"], set_={"column": statement.excluded["column"]})
    )


def start_import(batch: ImportBatch, *, by: UUID | None, in_background: bool = True) -> None:
    """Have the checked rows become organisations; raises `WrongState`."""
    session.refresh(batch, ["state"], with_for_update=True)
    if batch.state != "checked":
        raise WrongState
    _move(batch, "importing")
    batch.rows_total = sum(queries.verdict_counts(batch.id).get(verdict, 0) for verdict in queries.USABLE)
    audit.record("organisations.started_import", "import", batch.id, by=by)
    if in_background:
        hint("organisations.run_import", batch.id)


def checked_rows(batch: ImportBatch) -> list[CheckedRow]:
    """Return every row of the list with its verdict, without storing anything; raises `FileRefused`."""
    table = _read(base64.b64decode(batch.content or ""), batch.filename)
    return check_table(table, {int(index): Column(code) for index, code in batch.mapping.items()})


def check_table(table: Table, mapping: Mapping[int, Column]) -> list[CheckedRow]:
    """Return every row of a table with its verdict against what is stored now."""
    rows = check_rows(
        table,
        mapping,
        today=today(),
        statement_first_published=STATEMENT_EXISTS_SINCE,
        known=queries.known_identities(),
        category_words=category_words(organisations_queries.category_names()),
    )
    return list(rows)


def claim(batch_id: UUID, state: str) -> ImportBatch | None:
    """Return the batch locked for this transaction, or None if it is elsewhere or in other hands."""
    statement = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.state == state)
    return session.scalar(statement.with_for_update(skip_locked=True))


def forget_rows(batch: ImportBatch) -> None:
    """Remove the verdicts of an earlier check."""
    session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    batch.rows_done = 0
    batch.progress_at = now()


def store_rows(batch: ImportBatch, rows: list[CheckedRow]) -> None:
    """Keep some checked rows and note the progress."""
    values = [
        {
            "batch_id": batch.id,
            "row_number": row.row_number,
            "verdict": row.verdict.value,
            "content": {
                "cells": list(row.cells),
                "draft": row.draft.as_content() if row.draft else None,
                "remarks": [remark.as_content() for remark in row.remarks],
            },
        }
        for row in rows
    ]
    if values:
        session.execute(insert(ImportRow).on_conflict_do_nothing(), values)
    batch.rows_done += len(rows)
    batch.progress_at = now()


def finish_check(batch: ImportBatch) -> None:
    """Note that every row has its verdict."""
    _move(batch, "checked")


def import_next_rows(batch: ImportBatch) -> bool:
    """Turn the next rows into organisations; whether there may be more."""
    rows = queries.next_usable_rows(batch.id, after=0, limit=ROWS_A_STEP)
    if not rows:
        _finish_import(batch)
        return False
    known = _identities_among(rows)
    for row in rows:
        draft = OrganisationDraft.from_content(row.content["draft"])
        if draft.identity_key in known:
            row.verdict = Verdict.EXISTING
        else:
            row.organisation = _add(draft, by=batch.uploaded_by)
        batch.rows_done += 1
    batch.progress_at = now()
    return True


def _add(draft: OrganisationDraft, *, by: UUID | None) -> Organisation:
    """Add one organisation and announce it."""
    organisation = organisations.add_organisation(
        as_new_organisation(draft),
        is_region_override=draft.region_is_override,
        is_listed=draft.list_publicly,
        by=by,
    )
    endorsed_on = str(draft.endorsed_on) if draft.endorsed_on else None
    publish(OrganisationImported(organisation_id=organisation.id, endorsed_on=endorsed_on))
    return organisation


def _identities_among(rows: list[ImportRow]) -> set[IdentityKey]:
    """Return which of these rows' organisations exist by now."""
    keys = [OrganisationDraft.from_content(row.content["draft"]).identity_key for row in rows]
    statement = select(Organisation.country_code, Organisation.identity).where(
        Organisation.identity.in_([identity for _, identity in keys])
    )
    return {(country, identity) for country, identity in session.execute(statement)}


def _finish_import(batch: ImportBatch) -> None:
    """Note the end and tell the person who uploaded the list."""
    _move(batch, "done")
    batch.finished_at = now()
    audit.record(
        "organisations.imported_list",
        "import",
        batch.id,
        by=batch.uploaded_by,
        details={"organisations": queries.imported_count(batch.id)},
    )
    if batch.uploaded_by:
        notices.notify(
            "import_done",
            batch.uploaded_by,
            occurrence=str(batch.id),
            params={"batch_id": str(batch.id)},
        )


def fail(batch: ImportBatch, reason: str) -> None:
    """Note that the list could not be worked through, and why."""
    _move(batch, "failed")
    batch.reason = reason


def resume_stalled() -> None:
    """Ask again for the work on lists that have not moved for a while (a lost hint, a dead worker)."""
    for batch in queries.stalled_batches(since=now() - STALLED_AFTER):
        hint(
            "organisations.check_import" if batch.state == "checking" else "organisations.run_import",
            batch.id,
        )


def forget_old() -> None:
    """Remove files and rows of lists that were uploaded long enough ago; the summary stays."""
    old = select(ImportBatch.id).where(ImportBatch.uploaded_at < now() - KEPT_FOR)
    session.execute(delete(ImportRow).where(ImportRow.batch_id.in_(old)))
    session.execute(
        update(ImportBatch).where(ImportBatch.id.in_(old), ImportBatch.content.is_not(None)).values(content=None)
    )


def _move(batch: ImportBatch, state: str) -> None:
    """Put a batch into a state at which counting begins anew."""
    batch.state = state
    batch.progress_at = now()
    if state in ("checking", "importing"):
        batch.rows_done = 0


def _as_stored(mapping: Mapping[int, Column]) -> dict[str, str]:
    return {str(index): column.value for index, column in mapping.items()}


def _read(data: bytes, filename: str) -> Table:
    try:
        return read_table(data, filename)
    except UnreadableFile as error:
        raise FileRefused(error.sentence) from error
