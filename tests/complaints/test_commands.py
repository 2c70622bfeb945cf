"""``flask complaints``."""

from datetime import timedelta

import pytest
from flask import Flask

from nswp_members.accounts.models import Person
from nswp_members.complaints import queries
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.states import State
from nswp_members.core.db import session, today

pytestmark = pytest.mark.usefixtures("hints")


def run(app: Flask, *words: str) -> str:
    session.commit()
    found = app.test_cli_runner().invoke(args=["complaints", *words]).output
    session.expire_all()
    return found


def test_a_dry_run_forgets_nothing(app: Flask, complaint: Complaint) -> None:
    complaint.state, complaint.closed_on = State.CLOSED, today() - timedelta(days=800)

    assert "1 complaints would" in run(app, "minimise", "--dry-run")
    assert complaint.summary
    assert "1 complaints were" in run(app, "minimise")
    assert complaint.summary is None


def test_a_complaint_without_handlers_is_given_to_somebody(
    app: Flask, complaint: Complaint, handler: Person, colleague: Person
) -> None:
    handler.is_active = False

    assert "Done" in run(app, "appoint", complaint.number, colleague.email)

    assert colleague.id in {one.person_id for one in queries.handlers_of(complaint.id)}


def test_nobody_unfit_or_unknown_is_appointed(app: Flask, complaint: Complaint, handler: Person) -> None:
    assert "cannot handle" in run(app, "appoint", complaint.number, handler.email)
    assert "no such" in run(app, "appoint", "nothing", handler.email)
    assert "no such" in run(app, "appoint", complaint.number, "nobody@example.org")
