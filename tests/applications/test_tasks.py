"""What happens to applications by the clock."""

from flask import Flask
from sqlalchemy import func, select

from nswp_members.applications import tasks
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from tests.factories import make_application, run_task


def test_tending_deletes_what_ran_out(app: Flask) -> None:
    make_application(state=State.DRAFT).expires_at = now()
    make_application(state=State.DRAFT)

    run_task(tasks.tend)

    assert session.scalar(select(func.count()).select_from(Application)) == 1
