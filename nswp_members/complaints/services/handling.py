"""Registering complaints, taking them from step to step, and changing who handles them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from sqlalchemy import delete

from nswp_members.audit import services as audit
from nswp_members.complaints import queries
from nswp_members.complaints.errors import (
    AppealPossible,
    AppealTooLate,
    CannotHandle,
    CannotRegister,
    ComplaintMoved,
    HearFirst,
    LastHandler,
    LogFull,
    MoveImpossible,
    NotAHandler,
    SameDecider,
)
from nswp_members.complaints.measures import STEPS, outcomes_from
from nswp_members.complaints.models import Complaint, ComplaintEntry, ComplaintHandler, EntryKind, Outcome
from nswp_members.complaints.states import DECISIONS, Move, State, target
from nswp_members.core.db import now, session, today
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

NOTICE = "something_waits"


@dataclass(frozen=True)
class Deadlines:
    """Within how many days something is to happen, and for how long a closed complaint is kept."""

    acknowledge: timedelta
    decide: timedelta
    appeal: timedelta
    keep: timedelta

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Self:
        """Return the deadlines of an installation."""
        return cls(
            acknowledge=timedelta(days=config["COMPLAINT_ACKNOWLEDGE_DAYS"]),
            decide=timedelta(days=config["COMPLAINT_DECIDE_DAYS"]),
            appeal=timedelta(days=config["COMPLAINT_APPEAL_DAYS"]),
            keep=timedelta(days=config["COMPLAINT_KEEP_DAYS"]),
        )


@dataclass(frozen=True)
class NewComplaint:
    """What is entered; the organisations are ids, if the parties are members."""

    kind: str
    received_on: date
    received_via: str
    about: str
    complainant_name: str
    complainant_contact: str
    summary: str
    about_organisation_id: UUID | None = None
    complainant_organisation_id: UUID | None = None


def register(new: NewComplaint, *, by: UUID, deadlines: Deadlines) -> Complaint:
    """Enter a complaint; whoever does it is its first handler. Raises `CannotRegister`."""
    key = uuid4()
    complaint = Complaint(
        id=key,
        number=key.hex[:8],
        state=State.RECEIVED,
        kind=new.kind,
        received_on=new.received_on,
        received_via=new.received_via,
        about_organisation_id=new.about_organisation_id,
        complainant_organisation_id=new.complainant_organisation_id,
        about=new.about,
        complainant={"name": new.complainant_name, "contact": new.complainant_contact},
        summary=new.summary,
        due_on=new.received_on + deadlines.acknowledge,
        created_by=by,
        created_at=now(),
        version=1,
    )
    if by in queries.people_of(complaint.parties, at=now()):
        raise CannotRegister
    session.add(complaint)
    session.flush()
    session.add(ComplaintHandler(complaint_id=key, person_id=by, added_by=by, added_at=now()))
    _record("complaints.registered", complaint, by=by)
    return complaint


def move(
    complaint: Complaint, step: Move, *, expected_version: int, by: UUID, deadlines: Deadlines, note: str = ""
) -> None:
    """Take a step that decides nothing.

    Raises `ComplaintMoved`, `NotAHandler`, `MoveImpossible`, `AppealPossible`, `AppealTooLate`, `LogFull`.
    """
    _take_turn(complaint, expected_version, by=by)
    after = target(State(complaint.state), step)
    if after is None or step in DECISIONS:
        raise MoveImpossible
    is_late = complaint.due_on is not None and complaint.due_on < today()
    if step == Move.APPEAL and is_late:
        raise AppealTooLate
    if step == Move.CLOSE and not is_late:
        raise AppealPossible
    _go(complaint, after, step, by=by, deadlines=deadlines, body=note)


def decide(
    complaint: Complaint,
    outcome: Outcome,
    reason: str,
    *,
    expected_version: int,
    by: UUID,
    deadlines: Deadlines,
    holds_during_appeal: bool = False,
) -> None:
    """Decide, or decide on the appeal, which closes the complaint.

    ``holds_during_appeal`` lets a measure be carried out while an appeal is open. Raises `ComplaintMoved`,
    `NotAHandler`, `MoveImpossible`, `HearFirst`, `SameDecider`, `LogFull`.
    """
    _take_turn(complaint, expected_version, by=by)
    before = State(complaint.state)
    step = Move.SETTLE if before == State.APPEAL else Move.DECIDE
    after = target(before, step)
    if after is None:
        raise MoveImpossible
    if outcome not in outcomes_from(before):
        raise HearFirst
    if step == Move.SETTLE and complaint.decided_by == by:
        raise SameDecider
    complaint.outcome = outcome.value
    complaint.holds_during_appeal = holds_during_appeal and outcome in STEPS
    complaint.decided_on, complaint.decided_by = today(), by
    _go(complaint, after, step, by=by, deadlines=deadlines, body=reason, outcome=outcome)


def add_note(complaint: Complaint, body: str, *, by: UUID) -> None:
    """Write something into the log; raises `NotAHandler`, `MoveImpossible` if it is closed, `LogFull`."""
    _take_turn(complaint, None, by=by)
    if complaint.is_closed:
        raise MoveImpossible
    entry = _log(complaint, EntryKind.NOTE, by=by, body=body)
    _record("complaints.noted", complaint, by=by)
    _tell_others(complaint, entry, by=by)


def add_handler(complaint: Complaint, person_id: UUID, *, by: UUID | None) -> None:
    """Put a complaint into somebody's hands too and tell them; raises `NotAHandler`, `CannotHandle`, `LogFull`.

    ``by`` is None for whoever runs the server.
    """
    _take_turn(complaint, None, by=by)
    possible = queries.possible_handlers(complaint.parties, complaint_id=complaint.id, at=now())
    if complaint.minimised_at or person_id not in {one.id for one in possible}:
        raise CannotHandle
    session.add(ComplaintHandler(complaint_id=complaint.id, person_id=person_id, added_by=by, added_at=now()))
    entry = _log(complaint, EntryKind.ADDED, by=by, person_id=person_id)
    _record("complaints.added_handler", complaint, by=by, person_id=person_id)
    notices.notify(NOTICE, person_id, occurrence=str(entry.id), params={})


def remove_handler(complaint: Complaint, person_id: UUID, *, by: UUID) -> None:
    """Take a complaint out of somebody's hands; raises `NotAHandler`, `LastHandler`, `LogFull`."""
    _release(complaint, person_id, EntryKind.REMOVED, by=by)
    _record("complaints.removed_handler", complaint, by=by, person_id=person_id)


def declare_conflict(complaint: Complaint, *, by: UUID) -> None:
    """Let a handler go who is not impartial, for good; raises `NotAHandler`, `LastHandler`, `LogFull`."""
    _release(complaint, by, EntryKind.CONFLICT, by=by)
    _record("complaints.declared_conflict", complaint, by=by)


def hand_over(complaint: Complaint, person_id: UUID, *, by: UUID) -> None:
    """Name another handler and let go who declares a conflict; raises as `add_handler` and `declare_conflict` do."""
    add_handler(complaint, person_id, by=by)
    declare_conflict(complaint, by=by)


def minimise(*, deadlines: Deadlines, on: date) -> int:
    """Forget the parties, handlers and logs of complaints closed long ago; return how many there were.

    Kind, dates, state and outcome stay, for counts.
    """
    found = queries.to_minimise(closed_before=on - deadlines.keep)
    for complaint in found:
        for table in (ComplaintEntry, ComplaintHandler):
            session.execute(delete(table).where(table.complaint_id == complaint.id))
        complaint.about = complaint.complainant = complaint.summary = None
        complaint.about_organisation_id = complaint.complainant_organisation_id = None
        complaint.created_by = complaint.decided_by = complaint.holds_during_appeal = None
        complaint.minimised_at = now()
        _record("complaints.minimised", complaint, by=None)
    return len(found)


def _take_turn(complaint: Complaint, expected_version: int | None, *, by: UUID | None) -> None:
    """Lock the complaint; raises `NotAHandler`, or `ComplaintMoved` if it is not in the version that was seen."""
    session.flush()
    session.refresh(complaint, with_for_update={"of": Complaint})
    if by is not None and by not in queries.able_handlers(complaint, at=now()):
        raise NotAHandler
    if expected_version is not None and complaint.version != expected_version:
        raise ComplaintMoved


def _go(
    complaint: Complaint,
    after: State,
    step: Move,
    *,
    by: UUID,
    deadlines: Deadlines,
    body: str,
    outcome: Outcome | None = None,
) -> None:
    """Change where the complaint stands, write it down and tell the other handlers."""
    complaint.state = after
    complaint.version += 1
    complaint.due_on = _due(complaint, after, deadlines)
    complaint.closed_on = today() if after == State.CLOSED else None
    entry = _log(complaint, step, by=by, body=body, outcome=outcome)
    _record("complaints.moved", complaint, by=by)
    _tell_others(complaint, entry, by=by)


def _due(complaint: Complaint, state: State, deadlines: Deadlines) -> date | None:
    if state == State.CLOSED:
        return None
    if state == State.DECIDED:
        return today() + deadlines.appeal
    return (today() if state == State.APPEAL else complaint.received_on) + deadlines.decide


def _release(complaint: Complaint, person_id: UUID, kind: EntryKind, *, by: UUID) -> None:
    _take_turn(complaint, None, by=by)
    present = next((one for one in queries.handlers_of(complaint.id) if one.person_id == person_id), None)
    if present is None:
        raise NotAHandler
    if not queries.able_handlers(complaint, at=now()) - {person_id}:
        raise LastHandler
    present.removed_at = now()
    present.has_conflict = kind == EntryKind.CONFLICT
    _log(complaint, kind, by=by, person_id=person_id)


def _log(
    complaint: Complaint,
    kind: EntryKind | Move,
    *,
    by: UUID | None,
    person_id: UUID | None = None,
    body: str = "",
    outcome: Outcome | None = None,
) -> ComplaintEntry:
    if queries.entries_count(complaint.id) >= queries.MOST_ENTRIES:
        raise LogFull
    entry = ComplaintEntry(
        complaint_id=complaint.id,
        kind=kind.value,
        author_id=by,
        person_id=person_id,
        body=body or None,
        outcome=outcome.value if outcome else None,
        written_at=now(),
    )
    session.add(entry)
    session.flush()
    return entry


def _tell_others(complaint: Complaint, entry: ComplaintEntry, *, by: UUID) -> None:
    others = queries.able_handlers(complaint, at=now()) - {by}
    notices.notify_many(NewNotice(NOTICE, person_id, str(entry.id), {}) for person_id in sorted(others))


def _record(action: str, complaint: Complaint, *, by: UUID | None, person_id: UUID | None = None) -> None:
    details = {"person": str(person_id)} if person_id else {}
    audit.record(action, "complaint", complaint.id, by=by, details=details)
