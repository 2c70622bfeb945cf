"""Registering complaints, taking them from step to step, and changing who handles them."""

import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.complaints import queries, services
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
from nswp_members.complaints.models import Complaint, ComplaintEntry, ComplaintHandler, EntryKind, Outcome
from nswp_members.complaints.services import Deadlines
from nswp_members.complaints.states import Move, State
from nswp_members.core.db import now, session, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Organisation
from tests.complaints.conftest import Make
from tests.factories import make_mandate, make_person, make_role


def go(complaint: Complaint, by: Person, deadlines: Deadlines, *steps: Move) -> None:
    for step in steps:
        services.move(complaint, step, expected_version=complaint.version, by=by.id, deadlines=deadlines)
    session.commit()


def decide(
    complaint: Complaint, by: Person, deadlines: Deadlines, outcome: Outcome = Outcome.WARNING, reason: str = "Heard."
) -> None:
    services.decide(complaint, outcome, reason, expected_version=complaint.version, by=by.id, deadlines=deadlines)
    session.commit()


HEARD = (Move.ACKNOWLEDGE, Move.ASSESS, Move.HEAR)


def told() -> list[Notice]:
    return list(session.scalars(select(Notice)))


def test_whoever_registers_is_the_first_handler(complaint: Complaint, handler: Person) -> None:
    assert [one.person_id for one in queries.handlers_of(complaint.id)] == [handler.id]
    assert (complaint.state, complaint.due_on) == (State.RECEIVED, today() + timedelta(days=14))


@pytest.mark.parametrize("side", ["about_organisation_id", "complainant_organisation_id"])
def test_nobody_registers_a_complaint_of_their_own_organisation(
    make: Make, handler: Person, organisation: Organisation, side: str
) -> None:
    make_mandate(organisation, "read", person=handler)

    with pytest.raises(CannotRegister):
        make(**{side: organisation.id})


def test_the_due_day_follows_the_state(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    go(complaint, handler, deadlines, Move.ACKNOWLEDGE)
    assert complaint.due_on == today() + timedelta(days=90)

    go(complaint, handler, deadlines, Move.ASSESS, Move.HEAR)
    decide(complaint, handler, deadlines)
    assert (complaint.due_on, complaint.decided_on) == (today() + timedelta(days=30), today())

    with time_machine.travel(now() + timedelta(days=31), tick=False):
        go(complaint, handler, deadlines, Move.CLOSE)
        assert (complaint.state, complaint.due_on, complaint.closed_on) == (State.CLOSED, None, today())


def test_a_step_is_written_down(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    services.move(
        complaint, Move.ACKNOWLEDGE, expected_version=1, by=handler.id, deadlines=deadlines, note="Wrote to her."
    )

    entry = queries.entries_of(complaint.id)[0]
    assert (entry.kind, entry.body, entry.author_id) == ("acknowledge", "Wrote to her.", handler.id)


def test_of_two_who_saw_the_same_version_one_is_too_late(
    complaint: Complaint, handler: Person, deadlines: Deadlines
) -> None:
    go(complaint, handler, deadlines, Move.ACKNOWLEDGE)

    with pytest.raises(ComplaintMoved):
        services.move(complaint, Move.ASSESS, expected_version=1, by=handler.id, deadlines=deadlines)
    with pytest.raises(ComplaintMoved):
        services.decide(complaint, Outcome.NONE, "x", expected_version=1, by=handler.id, deadlines=deadlines)


def test_a_decision_is_no_plain_step(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    go(complaint, handler, deadlines, *HEARD)

    with pytest.raises(MoveImpossible):
        go(complaint, handler, deadlines, Move.DECIDE)


def test_without_a_hearing_there_is_no_measure(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    go(complaint, handler, deadlines, Move.ACKNOWLEDGE, Move.ASSESS)

    with pytest.raises(HearFirst):
        decide(complaint, handler, deadlines, Outcome.EXPULSION)
    decide(complaint, handler, deadlines, Outcome.NONE)

    assert complaint.state == State.DECIDED


def test_nothing_is_decided_before_it_is_assessed(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    with pytest.raises(MoveImpossible):
        decide(complaint, handler, deadlines, Outcome.NONE)


def test_an_appeal_has_its_days_and_another_judge(
    complaint: Complaint, handler: Person, colleague: Person, deadlines: Deadlines
) -> None:
    services.add_handler(complaint, colleague.id, by=handler.id)
    go(complaint, handler, deadlines, *HEARD)
    decide(complaint, handler, deadlines, Outcome.SUSPENSION)
    with pytest.raises(AppealPossible):
        go(complaint, handler, deadlines, Move.CLOSE)
    go(complaint, handler, deadlines, Move.APPEAL)
    with pytest.raises(SameDecider):
        decide(complaint, handler, deadlines)

    decide(complaint, colleague, deadlines, Outcome.WARNING, "Milder on a second look.")

    assert (complaint.state, complaint.outcome) == (State.CLOSED, Outcome.WARNING)
    outcomes = [one.outcome for one in queries.entries_of(complaint.id) if one.outcome]
    assert outcomes == [Outcome.SUSPENSION, Outcome.WARNING]


def test_after_thirty_days_nobody_appeals(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    go(complaint, handler, deadlines, *HEARD)
    decide(complaint, handler, deadlines)

    with time_machine.travel(now() + timedelta(days=31), tick=False), pytest.raises(AppealTooLate):
        go(complaint, handler, deadlines, Move.APPEAL)


def test_nobody_but_a_handler_does_anything(complaint: Complaint, colleague: Person, deadlines: Deadlines) -> None:
    with pytest.raises(NotAHandler):
        go(complaint, colleague, deadlines, Move.ACKNOWLEDGE)
    with pytest.raises(NotAHandler):
        services.add_note(complaint, "x", by=colleague.id)
    with pytest.raises(NotAHandler):
        services.add_handler(complaint, colleague.id, by=colleague.id)


def test_a_note_tells_the_other_handlers_and_says_nothing(
    complaint: Complaint, handler: Person, colleague: Person
) -> None:
    services.add_handler(complaint, colleague.id, by=handler.id)
    services.add_note(complaint, "SECRETNOTE", by=colleague.id)

    assert {(one.kind, one.person_id) for one in told()} == {
        ("something_waits", colleague.id),
        ("something_waits", handler.id),
    }
    assert all(one.params == {} for one in told())
    assert str(complaint.id) not in {one.occurrence for one in told()}


def test_a_closed_complaint_takes_no_notes(complaint: Complaint, handler: Person) -> None:
    complaint.state = State.CLOSED

    with pytest.raises(MoveImpossible):
        services.add_note(complaint, "x", by=handler.id)


def test_the_log_has_an_end(complaint: Complaint, handler: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_ENTRIES", 1)
    services.add_note(complaint, "x", by=handler.id)

    with pytest.raises(LogFull):
        services.add_note(complaint, "y", by=handler.id)


def test_people_of_a_party_and_people_without_an_office_cannot_be_added(
    complaint: Complaint, handler: Person, organisation: Organisation
) -> None:
    of_party = make_mandate(organisation, "report", person=make_role(Role.MEMBERSHIP))

    for one in (of_party, make_person(), make_role(Role.REGIONAL_REPRESENTATIVE), handler):
        with pytest.raises(CannotHandle):
            services.add_handler(complaint, one.id, by=handler.id)


def test_one_handler_stays(complaint: Complaint, handler: Person, colleague: Person) -> None:
    with pytest.raises(LastHandler):
        services.remove_handler(complaint, handler.id, by=handler.id)
    with pytest.raises(LastHandler):
        services.declare_conflict(complaint, by=handler.id)

    services.add_handler(complaint, colleague.id, by=handler.id)
    services.remove_handler(complaint, handler.id, by=colleague.id)

    assert [one.person_id for one in queries.handlers_of(complaint.id)] == [colleague.id]
    with pytest.raises(NotAHandler):
        services.remove_handler(complaint, handler.id, by=colleague.id)


def test_a_handler_who_cannot_act_does_not_count(complaint: Complaint, handler: Person, colleague: Person) -> None:
    services.add_handler(complaint, colleague.id, by=handler.id)
    colleague.is_active = False
    session.commit()

    with pytest.raises(LastHandler):
        services.declare_conflict(complaint, by=handler.id)


def test_a_conflict_is_for_good_and_a_removal_is_not(complaint: Complaint, handler: Person, colleague: Person) -> None:
    services.add_handler(complaint, colleague.id, by=handler.id)
    services.remove_handler(complaint, colleague.id, by=handler.id)
    services.add_handler(complaint, colleague.id, by=handler.id)
    services.declare_conflict(complaint, by=colleague.id)

    with pytest.raises(CannotHandle):
        services.add_handler(complaint, colleague.id, by=handler.id)
    assert queries.entries_of(complaint.id)[-1].kind == EntryKind.CONFLICT


def test_the_trail_holds_ids_only(
    complaint: Complaint, handler: Person, colleague: Person, deadlines: Deadlines
) -> None:
    services.add_handler(complaint, colleague.id, by=handler.id)
    go(complaint, handler, deadlines, *HEARD)
    decide(complaint, handler, deadlines)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == complaint.id)).all()
    assert {one.action for one in entries} == {"complaints.registered", "complaints.added_handler", "complaints.moved"}
    assert {str(one.details) for one in entries} == {"{}", str({"person": str(colleague.id)})}


def test_what_was_closed_long_ago_is_forgotten_but_counts(
    complaint: Complaint, handler: Person, make: Make, deadlines: Deadlines
) -> None:
    other = make()
    services.add_note(complaint, "x", by=handler.id)
    complaint.state, complaint.outcome, complaint.closed_on = State.CLOSED, "warning", today() - timedelta(days=731)
    other.state, other.closed_on = State.CLOSED, today() - timedelta(days=729)
    session.commit()

    assert services.minimise(deadlines=deadlines, on=today()) == 1
    assert services.minimise(deadlines=deadlines, on=today()) == 0

    session.commit()
    assert (complaint.outcome, complaint.kind, complaint.received_on) == ("warning", "conduct", today())
    assert (complaint.about, complaint.complainant, complaint.summary, complaint.parties) == (None, None, None, ())
    assert (complaint.created_by, complaint.decided_by) == (None, None)
    for table in (ComplaintEntry, ComplaintHandler):
        assert session.scalars(select(table).where(table.complaint_id == complaint.id)).all() == []
    assert other.summary
    with pytest.raises(CannotHandle):
        services.add_handler(complaint, handler.id, by=None)


def meet(app: Flask, first: Callable[[], None], second: Callable[[], None]) -> list[str]:
    """Let the second transaction begin when the first has acted and not committed."""
    acted = Event()

    def run(act: Callable[[], None], is_first: bool) -> str:
        if not is_first:
            acted.wait(10)
        with app.app_context():
            try:
                with transaction():
                    act()
                    session.flush()
                    acted.set()
                    if is_first:
                        Event().wait(0.3)
            except DomainError as error:
                return type(error).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(contextvars.Context().run, run, act, act is first) for act in (first, second)]
        return [one.result(20) for one in calls]


def racing_complaint(app: Flask) -> tuple[Complaint, Person, Person]:
    handler, colleague = make_role(Role.MEMBERSHIP), make_role(Role.ADMINISTRATOR)
    new = services.NewComplaint("conduct", today(), "email", "The chair", "A neighbour", "", "Shouted")
    made = services.register(new, by=handler.id, deadlines=Deadlines.of(app.config))
    services.add_handler(made, colleague.id, by=handler.id)
    session.commit()
    return made, handler, colleague


def test_of_two_handlers_who_remove_each_other_at_the_same_moment_one_stays(racing_app: Flask) -> None:
    complaint, handler, colleague = racing_complaint(racing_app)
    key, one, other = complaint.id, handler.id, colleague.id

    results = meet(
        racing_app,
        lambda: services.remove_handler(session.get_one(Complaint, key), other, by=one),
        lambda: services.remove_handler(session.get_one(Complaint, key), one, by=other),
    )

    assert results == ["done", "NotAHandler"]
    assert [found.person_id for found in queries.handlers_of(key)] == [one]


def test_of_two_steps_at_the_same_moment_one_is_taken(racing_app: Flask) -> None:
    complaint, handler, colleague = racing_complaint(racing_app)
    key, deadlines = complaint.id, Deadlines.of(racing_app.config)

    def act(by: Person) -> Callable[[], None]:
        person_id = by.id
        return lambda: services.move(
            session.get_one(Complaint, key), Move.ACKNOWLEDGE, expected_version=1, by=person_id, deadlines=deadlines
        )

    results = meet(racing_app, act(handler), act(colleague))

    session.expire_all()
    assert results == ["done", "ComplaintMoved"]
    assert session.get_one(Complaint, key).version == 2
