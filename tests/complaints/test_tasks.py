"""Forgetting and reminding in the background."""

from datetime import timedelta

from sqlalchemy import func, select

from nswp_members.complaints import tasks
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.states import State
from nswp_members.core.db import session, today
from nswp_members.notices.models import Notice
from tests.factories import run_task


def test_the_task_forgets_and_can_run_twice(complaint: Complaint) -> None:
    complaint.state, complaint.closed_on = State.CLOSED, today() - timedelta(days=800)
    session.commit()

    run_task(tasks.minimise)
    run_task(tasks.minimise)

    assert complaint.summary is None
    assert complaint.minimised_at


def test_the_task_reminds_once(complaint: Complaint) -> None:
    complaint.due_on = today() - timedelta(days=1)
    session.commit()

    run_task(tasks.remind)
    run_task(tasks.remind)

    assert session.scalar(select(func.count()).select_from(Notice)) == 1
