"""Moving an application on."""

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.applications import services
from nswp_members.applications.errors import MoveNotPossible, StaleApplication
from nswp_members.applications.states import Move, State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from tests.factories import make_application


def test_a_move_changes_where_it_stands_and_is_recorded(app: Flask) -> None:
    application = make_application()

    led_to = services.move(application, Move.FORWARD, by=None, expected_version=1)

    assert led_to == application.state == State.REPRESENTATIVES
    assert application.version == 2
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "applications.moved")).one()
    assert entry.details == {"move": "forward", "from": "check", "to": "representatives"}


def test_whoever_saw_an_older_version_cannot_move_it(app: Flask) -> None:
    application = make_application()
    services.move(application, Move.FORWARD, by=None, expected_version=1)

    with pytest.raises(StaleApplication):
        services.move(application, Move.APPROVE, by=None, expected_version=1)


def test_a_move_that_does_not_start_there_is_refused(app: Flask) -> None:
    application = make_application()

    with pytest.raises(MoveNotPossible):
        services.move(application, Move.APPROVE, by=None, expected_version=1)


def test_an_answer_leads_back_to_where_it_was_asked(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    services.move(application, Move.ASK, by=None, expected_version=1)

    services.move(application, Move.ANSWER, by=None, expected_version=2)

    assert application.state == State.REPRESENTATIVES
    assert application.asked_from is None


def test_an_end_is_dated(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)

    services.move(application, Move.DECLINE, by=None, expected_version=1)

    assert application.decided_at == application.entered_at
