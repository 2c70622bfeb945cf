"""The ladder by the clock."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from config import ROOT
from nswp_members.core.db import session, today
from nswp_members.membership import services
from nswp_members.membership.models import Change
from nswp_members.membership.tasks import climb
from nswp_members.organisations.models import ConfirmationRequest
from tests.factories import make_contact, make_organisation, run_task
from tests.notices.conftest import Stage


def test_who_is_to_confirm_is_asked_once_with_the_settings_of_this_place(app: Flask) -> None:
    soon, later = make_organisation(), make_organisation()
    for one, days in ((soon, 20), (later, 90)):
        make_contact(one)
        by = today() + timedelta(days=days)
        services.begin_term(one, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=by)

    run_task(climb)
    run_task(climb)

    asked = session.scalars(select(ConfirmationRequest)).one()
    assert asked.organisation_id == soon.id
    assert asked.expires_at - asked.asked_at == timedelta(days=30)


def run(stage: Stage, code: str) -> None:
    """Run code in a process of the stage."""
    with stage.log.open("ab") as log:
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=stage.environment, check=True, stdout=log, stderr=log
        )


@pytest.mark.live
def test_a_worker_really_runs_it_and_the_letter_leaves(stage: Stage) -> None:
    code = (
        "from datetime import date, timedelta\n"
        "from wsgi import app\n"
        "from nswp_members.core.db import session, today, transaction\n"
        "from nswp_members.membership import services\n"
        "from nswp_members.membership.models import Change\n"
        "from nswp_members.organisations import services as organisations\n"
        "with app.app_context(), transaction():\n"
        "    made = organisations.create_organisation(name='One', country_code='KE', by=None)\n"
        "    organisations.save_contact(made, None, name='A', email='secret@example.org', phone='', function='',"
        " locale='en', by=None)\n"
        "    services.begin_term(made, category='full', on=date(2024, 1, 1), as_=Change.IMPORTED, by=None,"
        " confirm_by=today() - timedelta(days=1))\n"
    )
    run(stage, code)
    stage.start_worker()

    send = "from wsgi import celery; celery.send_task('membership.climb')"
    for _ in range(2):
        run(stage, send)
    stage.wait_until(lambda: stage.states()["sent"] == 1)

    assert len(stage.sink.messages) == 1
