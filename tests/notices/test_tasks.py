"""Most of these run real processes: Celery workers, their clock, PostgreSQL, Valkey and a mail server."""

import base64
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from local_stack import valkey
from nswp_members.core import health
from nswp_members.core.db import now, session
from nswp_members.notices import tasks
from nswp_members.notices.models import Notice
from tests.notices.conftest import Stage, fill, invite, reset

UNSETTLED = ("pending", "sending", "data")


def settled(stage: Stage) -> Callable[[], bool]:
    return lambda: not any(stage.states()[state] for state in UNSETTLED)


def copies(stage: Stage) -> Counter[str]:
    """Return how often each message arrived."""
    return Counter(mail.message["Message-ID"] for mail in stage.sink.messages)


def message_ids(stage: Stage, state: str) -> set[str]:
    with stage.engine.connect() as connection:
        return set(connection.exec_driver_sql(f"SELECT message_id FROM notices WHERE state = '{state}'").scalars())


def kill_group(stage: Stage) -> None:
    os.killpg(stage.processes[-1].pid, signal.SIGKILL)


@pytest.mark.live
def test_a_worker_killed_at_any_moment_never_doubles_and_never_loses_silently(stage):
    """One notice for each phase in which its sender dies; the mail server itself pulls the trigger."""
    fill(stage, 5)
    stage.execute("UPDATE notices SET not_before = now() + interval '1 day'")
    died: dict[str, str] = {}
    for phase in ("EHLO", "MAIL", "RCPT", "STORED", "250"):
        died[phase] = make_one_due(stage)
        if phase == "250":
            die_between_answer_and_commit(stage)
        else:
            stage.sink.watchers = {phase: lambda: kill_group(stage)}
            stage.flask("notices", "deliver").wait(20)
        stage.sink.watchers = {}

    assert stage.states() == Counter(sending=3, data=2)
    stage.execute("UPDATE notices SET lease_until = now() - interval '1 second'")
    assert stage.flask("notices", "sweep").wait(20) == 0
    assert stage.flask("notices", "deliver").wait(20) == 0

    assert stage.states() == Counter(sent=3, uncertain=2)
    assert message_ids(stage, "uncertain") == {died["STORED"], died["250"]}
    assert copies(stage) == Counter(died.values())


def make_one_due(stage: Stage) -> str:
    """Let one waiting notice be due; return its Message-ID."""
    one = "SELECT id FROM notices WHERE state = 'pending' LIMIT 1"
    due = f"UPDATE notices SET not_before = now() WHERE id = ({one}) RETURNING message_id"
    with stage.engine.begin() as connection:
        return str(connection.exec_driver_sql(due).scalar_one())


def die_between_answer_and_commit(stage: Stage) -> None:
    """Hold the row so that "sent" cannot be written, and kill the sender when it waits for it."""
    locked = stage.engine.connect()

    def lock() -> None:
        locked.exec_driver_sql("SELECT 1 FROM notices WHERE state = 'data' FOR UPDATE")

    stage.sink.watchers = {"STORED": lock}
    process = stage.flask("notices", "deliver")
    with stage.engine.connect() as watcher:
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )

        def sender_waits() -> bool:
            watcher.rollback()
            return bool(watcher.exec_driver_sql(waiting).scalar_one())

        stage.wait_until(sender_waits, seconds=20)
    stage.kill(process)
    locked.rollback()
    locked.close()


@pytest.mark.live
def test_a_worker_group_killed_in_the_middle_of_a_batch(stage):
    fill(stage, 40)
    worker = stage.start_worker()
    stage.start_beat()
    killed = threading.Event()

    def kill_once() -> None:
        if len(stage.sink.messages) >= 13 and not killed.is_set():
            killed.set()
            os.killpg(worker.pid, signal.SIGKILL)

    stage.sink.watchers = {"STORED": kill_once}
    stage.wait_until(killed.is_set)
    stage.start_worker()
    stage.wait_until(settled(stage))

    states, arrived = stage.states(), copies(stage)
    assert states["sent"] + states["uncertain"] == 40
    assert 1 <= states["uncertain"] <= 2
    assert set(arrived.values()) == {1}
    assert message_ids(stage, "sent") <= set(arrived)
    assert "secret-" not in stage.log.read_text()


@pytest.mark.live
def test_a_broker_that_dies_and_comes_back_empty_loses_nothing(stage, tmp_path: Path):
    with valkey.running(tmp_path / "valkey", persistent=False) as broker:
        stage.environment["REDIS_URL"] = broker.url
        stage.start_worker()
        stage.start_beat()
        fill(stage, 15)
        stage.wait_until(lambda: len(stage.sink.messages) >= 5)
        broker.kill()
        fill(stage, 15)
        broker.start()
        stage.wait_until(lambda: stage.states()["sent"] == 30)

    assert set(copies(stage).values()) == {1}
    assert len(stage.sink.messages) == 30


@pytest.mark.live
def test_two_workers_at_once_never_double(stage):
    stage.environment["NOTICE_BATCH_SIZE"] = "5"
    stage.sink.hang("RCPT", 0.02)
    fill(stage, 60)

    senders = [stage.flask("notices", "deliver") for _ in range(2)]

    assert [sender.wait(40) for sender in senders] == [0, 0]
    assert stage.states() == Counter(sent=60)
    assert copies(stage).most_common(1)[0][1] == 1
    assert stage.sink.seen["EHLO"] == 2
    assert stage.log.read_text().count("Notices: sent") == 2


@pytest.mark.live
def test_a_notice_that_somebody_else_holds_keeps_nobody_waiting(stage):
    fill(stage, 3)

    with stage.engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1 FROM notices LIMIT 1 FOR UPDATE")
        code = stage.flask("notices", "deliver").wait(15)

    assert code == 0
    assert stage.states() == Counter(sent=2, pending=1)


@pytest.mark.live
def test_the_queue_holds_no_word_about_people(stage):
    redis = Redis.from_url(stage.redis_url)
    redis.flushdb()
    fill(stage, 3)

    everything = b""
    for key in redis.scan_iter():
        if redis.type(key) == b"list":
            for message in redis.lrange(key, 0, -1):
                everything += message + base64.b64decode(message.partition(b'"body": "')[2].partition(b'"')[0])
        else:
            everything += key
    assert b"notices.deliver" in everything
    assert b"secret-" not in everything
    assert b"@example.org" not in everything
    assert b"invitation" not in everything


def test_the_heartbeat_shows_that_a_worker_lives(app):
    tasks.heartbeat()

    beat = health.last_beat("worker")
    assert beat is not None
    assert (now() - beat).total_seconds() < 5


def test_reset_requests_are_mailed_by_hint_and_by_sweep(app, sink):
    for task in (tasks.mail_resets, tasks.sweep):
        notice = reset()
        session.delete(notice)
        session.commit()

        task()
        tasks.deliver()

    assert len(sink.messages) == 2


def test_the_sweep_sends_what_was_never_hinted(app, sink):
    notice = invite()

    tasks.sweep()

    assert session.get_one(Notice, notice.id).state == "sent"


def test_the_schedule_names_tasks_that_exist(app):
    celery = app.extensions["celery"]
    celery.finalize()

    assert {entry["task"] for entry in celery.conf.beat_schedule.values()} <= set(celery.tasks)
    assert celery.conf.beat_schedule["notices.sweep"]["schedule"].total_seconds() == 30
    assert all(entry["options"]["argsrepr"] == "-" for entry in celery.conf.beat_schedule.values())
