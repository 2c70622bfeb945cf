"""Reminders, warnings and applications that get no answer."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.models import Application, Step
from nswp_members.applications.states import Move, State
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from tests.factories import make_application, make_role, set_rule


def a_step(application: Application) -> Step:
    """Return the open step."""
    step = queries.open_step(application.id)
    assert step is not None
    return step


def reminders(kind: str = "application_late") -> list[tuple[object, str]]:
    """Return to whom reminders went, and which."""
    rows = session.execute(select(Notice.person_id, Notice.occurrence).where(Notice.kind == kind))
    return sorted((person_id, occurrence.rpartition(":")[2]) for person_id, occurrence in rows)


def test_a_decision_is_due_after_the_days_of_the_region(app: Flask) -> None:
    set_rule("africa", days_to_decide=40, second_reminder=35)

    step = a_step(make_application(state=State.REPRESENTATIVES))

    assert step.due_on == step.counted_from + timedelta(days=40)


def test_each_reminder_goes_once_and_the_secretariat_hears_from_the_second_on(app: Flask) -> None:
    reviewer, office = make_role(Role.REGIONAL_REPRESENTATIVE), make_role(Role.MEMBERSHIP)
    set_rule("africa", approvals=1)
    begin = now()
    make_application(state=State.REPRESENTATIVES)

    seen = {}
    for day in range(66):
        services.remind_reviewers(at=begin + timedelta(days=day))
        seen[day] = reminders()

    assert seen[29] == []
    assert seen[30] == seen[44] == [(reviewer.id, "first")]
    assert seen[45] == seen[59] == sorted([(reviewer.id, "first"), (reviewer.id, "second"), (office.id, "second")])
    assert seen[60] == seen[65] == sorted([*seen[59], (reviewer.id, "due"), (office.id, "due")])


def test_of_what_a_missed_run_left_undone_only_the_last_goes_out(app: Flask) -> None:
    reviewer = make_role(Role.REGIONAL_REPRESENTATIVE)
    set_rule("africa", approvals=1)
    make_application(state=State.REPRESENTATIVES)

    services.remind_reviewers(at=now() + timedelta(days=52))

    assert reminders() == [(reviewer.id, "second")]


def test_the_last_day_ends_where_the_one_who_takes_care_lives(app: Flask) -> None:
    reviewer = make_role(Role.REGIONAL_REPRESENTATIVE)
    reviewer.time_zone = "Pacific/Auckland"
    set_rule("africa", approvals=1)
    application = make_application(state=State.REPRESENTATIVES)
    step = a_step(application)
    step.due_on, step.counted_from = date(2027, 3, 1), date(2027, 2, 25)
    session.commit()
    begins_there = datetime(2027, 2, 28, 11, 0, tzinfo=UTC)

    services.remind_reviewers(at=begins_there - timedelta(minutes=1))
    assert reminders() == []
    services.remind_reviewers(at=begins_there)

    assert reminders() == [(reviewer.id, "due")]


def test_days_in_which_the_applicant_is_asked_do_not_count(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    before = a_step(application).due_on
    services.move(application, Move.ASK, by=None, expected_version=1)
    a_step(application).opened_at = now() - timedelta(days=10)

    services.move(application, Move.ANSWER, by=None, expected_version=2)

    assert a_step(application).due_on == before + timedelta(days=10)


def test_an_applicant_who_does_not_answer_is_warned_once_and_then_it_expires(app: Flask) -> None:
    application = make_application(state=State.INFORMATION)
    begin = datetime.combine(a_step(application).opened_at.date(), datetime.min.time(), tzinfo=UTC)

    seen = {}
    for day in range(34):
        services.tend_questions(at=begin + timedelta(days=day))
        seen[day] = (len(reminders("application_answer_soon")), application.state)

    assert seen[22] == (0, "information")
    assert seen[23] == seen[30] == (1, "information")
    assert seen[31] == seen[33] == (1, "expired")
    assert reminders("application_news")[0][0] == application.person_id


def test_nobody_expires_without_a_warning_in_time_even_after_missed_runs(app: Flask) -> None:
    application = make_application(state=State.INFORMATION)
    late = now() + timedelta(days=90)

    services.tend_questions(at=late)
    services.tend_questions(at=late + timedelta(hours=47))
    assert application.state == State.INFORMATION
    services.tend_questions(at=late + timedelta(hours=48))

    assert application.state == State.EXPIRED


def test_days_and_reminders_are_those_with_which_the_review_began(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)

    set_rule("africa", days_to_decide=5, first_reminder=1, second_reminder=2, days_to_answer=3, warn_before=1)
    services.move(application, Move.ASK, by=None, expected_version=application.version)

    step = a_step(application)
    assert (step.due_on - step.counted_from).days == 30
    assert (step.first_reminder, step.warn_before) == (30, 7)
