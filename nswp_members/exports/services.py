"""Every write to exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Viewer
from nswp_members.audit import services as audit
from nswp_members.core.db import hint, now, session
from nswp_members.exports import queries
from nswp_members.exports.errors import DayUsedUp, Moved, NothingToExport, TooManyRows
from nswp_members.exports.models import Export, Failure, State
from nswp_members.exports.policies import rows_a_day
from nswp_members.exports.queries import Order, Sight
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.visibility import ALL_SEEING

MOST_STALLS = 3
KEPT_FOR = timedelta(days=30)
DECIDED_WITHIN = timedelta(days=3)
MAKE = "exports.make"


@dataclass(frozen=True)
class Limits:
    """How much may be exported, for how long a file waits, how often it may be fetched."""

    rows_a_file: int
    rows_a_day: int
    rows_a_day_for_members: int
    lifetime: timedelta
    downloads: int
    stalled_after: timedelta

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Limits":
        """Return the limits of this installation."""
        return cls(
            rows_a_file=config["EXPORT_ROWS"],
            rows_a_day=config["EXPORT_ROWS_A_DAY"],
            rows_a_day_for_members=config["EXPORT_ROWS_A_DAY_FOR_MEMBERS"],
            lifetime=config["EXPORT_LIFETIME"],
            downloads=config["EXPORT_DOWNLOADS"],
            stalled_after=timedelta(seconds=config["EXPORT_STALLED_SECONDS"]),
        )


@dataclass(frozen=True)
class Wish:
    """What somebody wants exported: a list as its address says it, in which form and language, and what for."""

    query: dict[str, list[str]]
    for_staff: bool
    format: str
    locale: str
    with_protected: bool
    reason: str


def ask(viewer: Viewer, wish: Wish, *, rows: int, limits: Limits) -> Export:
    """Note that somebody wants a file of a list of so many rows, and have it made.

    With protected columns a second person is asked first. Raises `NothingToExport`, `TooManyRows`, `DayUsedUp`.
    """
    if viewer.person_id is None or viewer.capacity is None:
        raise ValueError("Only somebody who acts in a capacity can export.")
    _require_room(viewer, rows, limits)
    at = now()
    export = Export(
        person_id=viewer.person_id,
        capacity=viewer.capacity.key,
        role=viewer.capacity.role.value,
        format=wish.format,
        locale=wish.locale,
        query=wish.query,
        for_staff=wish.for_staff,
        with_protected=wish.with_protected,
        reason=wish.reason,
        state=State.WAITING if wish.with_protected else State.ASKED,
        rows_total=rows,
        asked_at=at,
        progress_at=at,
    )
    session.add(export)
    session.flush()
    _note("exports.asked", export, by=viewer.person_id, rows=rows, format=wish.format, protected=wish.with_protected)
    if wish.with_protected:
        _ask_second_person(export)
    else:
        hint(MAKE, export.id)
    return export


def _require_room(viewer: Viewer, rows: int, limits: Limits) -> None:
    """Count what was asked for today, one request of a person after the other."""
    if rows == 0:
        raise NothingToExport
    if rows > limits.rows_a_file:
        raise TooManyRows(rows, limits.rows_a_file)
    session.execute(select(Person.id).where(Person.id == viewer.person_id).with_for_update(key_share=True))
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    most = rows_a_day(viewer, office=limits.rows_a_day, others=limits.rows_a_day_for_members)
    left = most - queries.rows_asked(viewer.person_id, since=midnight)
    if rows > left:
        raise DayUsedUp(rows, max(left, 0))


def _ask_second_person(export: Export) -> None:
    notices.notify_many(
        NewNotice("export_waiting", person.id, f"{export.id}:{export.attempt}", {})
        for person in accounts.people_with_roles(ALL_SEEING, at=now())
        if person.id != export.person_id
    )


def decide(export: Export, *, agreed: bool, by: UUID | None, capacity: str = "") -> None:
    """Let a file with protected columns be made, or not; raises `Moved`."""
    _lock(export)
    if export.state != State.WAITING or export.person_id == by:
        raise Moved
    export.decided_by = by
    _move(export, State.ASKED if agreed else State.REFUSED)
    _note("exports.allowed" if agreed else "exports.refused", export, by=by, capacity=capacity)
    notices.notify("export_decided", export.person_id, occurrence=f"{export.id}:{export.attempt}", params={})
    if agreed:
        hint(MAKE, export.id)


def begin(export_id: UUID) -> Order | None:
    """Take an export to be made, or None if it is elsewhere or in other hands."""
    statement = select(Export).where(Export.id == export_id, Export.state == State.ASKED)
    statement = statement.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    export = session.scalar(statement)
    if export is None:
        return None
    _move(export, State.MAKING)
    export.attempt += 1
    export.rows_done = 0
    return queries.order_of(export)


def note_progress(order: Order, done: int) -> bool:
    """Note how many rows are read; whether the work is still wanted from this worker."""
    export = _in_work(order)
    if export is None:
        return False
    export.rows_done = done
    export.progress_at = now()
    return True


def finish(
    order: Order,
    content: bytes,
    sight: Sight,
    *,
    still: Sight | None,
    rows: int,
    reads: Mapping[frozenset[str], list[UUID]],
    lifetime: timedelta,
) -> bool:
    """Keep the file; whether it was made from what may be seen still.

    ``sight`` is from before the first row was read, ``still`` from this transaction, which holds the epoch: if they
    differ, somebody may see less than the file says, so it is dropped and asked for again (None: they may not have
    it at all now). Whom the file shows protected fields of is noted for them to look up.
    """
    export = _in_work(order)
    if export is None:
        return False
    if sight != still:
        _move(export, State.ASKED)
        hint(MAKE, export.id)
        return False
    at = now()
    export.keep(content)
    _move(export, State.READY)
    export.epoch, export.rights = sight.epoch, sight.rights
    export.rows_total = export.rows_done = rows
    export.made_at = at
    export.expires_at = export.expires_at or at + lifetime
    for fields, ids in reads.items():
        organisations.note_reads(ids, fields, person_id=order.person_id, role=export.role)
    _note("exports.made", export, by=None, rows=rows)
    return True


def fail(order: Order, failure: Failure) -> None:
    """Note that the file cannot be made, and why."""
    export = _in_work(order)
    if export is not None:
        _fail(export, failure)


def _fail(export: Export, failure: Failure) -> None:
    _move(export, State.FAILED)
    export.failure = failure
    _note("exports.failed", export, by=None, failure=failure.value)


def retry(export: Export, *, by: UUID | None) -> None:
    """Have a file made that could not be made before; raises `Moved`.

    With protected columns a second person is asked again: what they agreed to may be long ago.
    """
    _lock(export)
    if export.state != State.FAILED:
        raise Moved
    export.failure, export.stalls = None, 0
    _note("exports.retried", export, by=by)
    if export.with_protected:
        export.decided_by = None
        _move(export, State.WAITING)
        _ask_second_person(export)
    else:
        _move(export, State.ASKED)
        hint(MAKE, export.id)


def take(export: Export, sight: Sight | None, *, by: UUID | None, limits: Limits) -> bytes | None:
    """Return the file for handing it out now, or None if it had to be thrown away and is made anew.

    ``sight`` comes from this transaction, which holds the epoch; it is None if the capacity is gone, and then no file
    comes any more. The last download that is allowed removes the file. Raises `Moved` if there is no file.
    """
    _lock(export)
    if export.state != State.READY or export.expires_at is None or export.expires_at <= now():
        raise Moved
    if sight is None:
        _fail(export, Failure.RIGHTS)
        return None
    if (export.epoch, export.rights) != (sight.epoch, sight.rights):
        make_anew(export)
        return None
    content = export.content
    export.downloads += 1
    _note("exports.downloaded", export, by=by, download=export.downloads)
    if export.downloads >= limits.downloads:
        _move(export, State.USED)
    return content


def make_anew(export: Export) -> None:
    """Throw a file away that shows what may not be seen any more, and have it made again."""
    _move(export, State.ASKED)
    _note("exports.outdated", export, by=None)
    hint(MAKE, export.id)


def remove(export: Export, *, by: UUID | None) -> None:
    """Delete a file, or stop its being made; that it was asked for stays on record."""
    _lock(export)
    if export.state in (State.REMOVED, State.REFUSED):
        return
    _move(export, State.REMOVED)
    _note("exports.removed", export, by=by)


def remove_all_of(person_id: UUID) -> None:
    """Delete all files of a person."""
    session.execute(delete(Export).where(Export.person_id == person_id))


def tend(*, limits: Limits) -> None:
    """Take up what stands still, give up what broke again and again, and drop files whose time is over."""
    at = now()
    for export in queries.expired_exports(at=at, asked_before=at - DECIDED_WITHIN):
        _move(export, State.EXPIRED)
    for export in queries.stalled_exports(since=at - limits.stalled_after):
        export.stalls += export.state == State.MAKING
        if export.stalls > MOST_STALLS:
            _fail(export, Failure.BROKEN)
        else:
            _move(export, State.ASKED)
            hint(MAKE, export.id)
    session.execute(delete(Export).where(Export.asked_at < at - KEPT_FOR))


def drop_outdated(epoch: int) -> None:
    """Throw away the files that were made before this epoch, and have them made again."""
    for export in queries.outdated_exports(epoch):
        make_anew(export)


def _in_work(order: Order) -> Export | None:
    """Return the export, locked, if it still is this worker's to make."""
    statement = select(Export).where(
        Export.id == order.id, Export.state == State.MAKING, Export.attempt == order.attempt
    )
    return session.scalar(statement.with_for_update().execution_options(populate_existing=True))


def _lock(export: Export) -> None:
    session.flush()
    session.refresh(export, with_for_update=True)


def _move(export: Export, state: State) -> None:
    """Put an export into a state; a file is kept only while it is ready."""
    export.state = state
    export.progress_at = now()
    if state != State.READY:
        export.data = None


def _note(action: str, export: Export, *, by: UUID | None, capacity: str | None = None, **details: Any) -> None:
    audit.record(action, "export", export.id, by=by, capacity=capacity, details=details)
