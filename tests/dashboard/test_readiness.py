from datetime import timedelta

from redis import Redis
from sqlalchemy import create_engine

from nswp_members.core.db import db, now, session
from nswp_members.core.health import beat
from nswp_members.dashboard.readiness import parts
from nswp_members.notices import services as notices
from tests.factories import an_id, make_person


def test_a_worker_that_was_silent_for_two_minutes_is_failing(app):
    beat("worker", now() - timedelta(seconds=110))
    assert parts()["worker"] == "ok"

    beat("worker", now() - timedelta(seconds=130))

    assert parts()["worker"] == "failing"


def test_a_letter_waiting_for_a_quarter_of_an_hour_is_failing(app):
    params = {"invitation_id": str(an_id())}
    notices.notify("invitation", make_person().id, occurrence="a", params=params)
    session.commit()
    assert parts()["outbox"] == "ok"

    overdue = now() - timedelta(minutes=16)
    notices.notify("invitation", make_person().id, occurrence="b", params=params, not_before=overdue)
    session.commit()

    assert parts()["outbox"] == "failing"


def test_redis_away_is_said_and_nothing_breaks(app, monkeypatch):
    away = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    monkeypatch.setitem(app.config, "SESSION_REDIS", away)

    assert parts()["redis"] == "failing"
    assert parts()["database"] == "ok"


def test_the_database_away_is_said_and_nothing_breaks(app, monkeypatch):
    session.remove()
    monkeypatch.setitem(
        db._app_engines[app], None, create_engine("postgresql+psycopg://nobody@/none?host=/nonexistent")
    )

    assert parts() == {"database": "failing", "redis": "ok", "worker": "failing", "outbox": "failing"}
    session.remove()
