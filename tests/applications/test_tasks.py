"""What happens to applications by the clock."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, tasks
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from tests.factories import make_application, make_role, run_task


def test_reviews_are_tended_and_nothing_is_done_twice(app: Flask) -> None:
    office = make_role(Role.MEMBERSHIP)
    late, unanswered = make_application(), make_application(state=State.INFORMATION)
    for application in (late, unanswered):
        step = queries.open_step(application.id)
        assert step is not None
        step.due_on -= timedelta(days=40)
        if application is unanswered:
            step.warned_at = now() - timedelta(days=3)
    session.commit()

    for _number in range(2):
        run_task(tasks.tend_reviews)

    assert unanswered.state == State.EXPIRED
    told = session.scalars(select(Notice.person_id).where(Notice.kind == "application_late")).all()
    assert told == [office.id]


def test_tending_deletes_what_ran_out(app: Flask) -> None:
    make_application(state=State.DRAFT).expires_at = now()
    make_application(state=State.DRAFT)

    run_task(tasks.tend)

    assert session.scalar(select(func.count()).select_from(Application)) == 1
