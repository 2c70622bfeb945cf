"""What the clock does to allies and letters."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.allies import tasks
from nswp_members.allies.models import Ally, AllyMail, AllyState, LetterState
from nswp_members.core.db import now, session, today
from nswp_members.figures.models import FrozenFigures
from tests.factories import current_version, make_ally, make_letter, run_task


def test_what_nobody_confirms_is_deleted_and_letters_close(app: Flask) -> None:
    old = now() - timedelta(days=app.config["ALLY_CONFIRM_DAYS"], minutes=1)
    make_ally(state=AllyState.UNCONFIRMED, created_at=old)
    fresh = make_ally(state=AllyState.UNCONFIRMED)
    ended, running = make_letter(), make_letter()
    ended.deadline, running.deadline = today() - timedelta(days=1), today()
    session.add(AllyMail(email_lookup=b"o" * 32, day=today() - timedelta(days=8), due_at=now() - timedelta(days=8)))
    session.add(AllyMail(email_lookup=b"n" * 32, day=today(), due_at=now()))

    for _ in range(2):
        run_task(tasks.tend)

    assert list(session.scalars(select(Ally.id))) == [fresh.id]
    assert list(session.scalars(select(AllyMail.email_lookup))) == [b"n" * 32]
    assert (ended.state, running.state) == (LetterState.CLOSED, LetterState.OPEN)


def test_the_number_beside_each_public_list_is_taken_once(app: Flask) -> None:
    for _ in range(2):
        run_task(tasks.freeze_figures)

    scopes = session.scalars(select(FrozenFigures.scope).where(FrozenFigures.name == "endorsements.signatories"))
    assert list(scopes).count(str(current_version().id)) == 1
