"""Minimising by hand, with a look before."""

from datetime import timedelta

from flask import Flask

from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from tests.factories import make_application


def an_old_one() -> Application:
    application = make_application(state=State.EXPIRED, name="Night Bloom")
    application.entered_at = now() - timedelta(days=400)
    session.commit()
    return application


def test_a_dry_run_counts_and_changes_nothing(app: Flask) -> None:
    application = an_old_one()

    result = app.test_cli_runner().invoke(args=["applications", "minimise", "--dry-run"])

    assert "expired: 1" in result.output
    assert "1 would be minimised." in result.output
    assert session.get_one(Application, application.id).name == "Night Bloom"


def test_the_command_minimises_all_that_is_due(app: Flask) -> None:
    application = an_old_one()

    result = app.test_cli_runner().invoke(args=["applications", "minimise"])

    session.expire_all()
    assert "1 minimised." in result.output
    assert session.get_one(Application, application.id).name is None
