import time
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from config import TestConfig
from nswp_members.accounts.models import Person
from nswp_members.app import create_celery
from nswp_members.audit import services as audit
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import hint, now, session, today, transaction
from tests.factories import make_person, sign_in

TASK = "notices.deliver"


def recorded() -> int:
    return session.scalar(select(func.count()).where(AuditEntry.action == "tests.did")) or 0


def record_and_fail() -> None:
    with transaction():
        audit.record("tests.did", "thing", None, by=None)
        hint(TASK, uuid4())
        session.flush()
        _ = 1 / 0


def test_work_is_kept_when_the_block_ends(app):
    with transaction():
        audit.record("tests.did", "thing", None, by=None)

    session.rollback()
    assert recorded() == 1


def test_work_is_undone_when_the_block_fails(app):
    with pytest.raises(ZeroDivisionError):
        record_and_fail()

    assert recorded() == 0


def test_transactions_do_not_nest(app):
    with transaction():
        with pytest.raises(RuntimeError, match="open already"):
            transaction().__enter__()
        audit.record("tests.did", "thing", None, by=None)

    assert recorded() == 1


def test_one_can_follow_another_even_after_a_failure(app):
    with pytest.raises(ZeroDivisionError):
        record_and_fail()

    with transaction():
        audit.record("tests.did", "thing", None, by=None)

    assert recorded() == 1


def test_hints_are_given_after_the_block_once_each_and_as_text(app, hints):
    key = uuid4()

    with transaction():
        hint(TASK, key)
        hint(TASK, key)
        hint("notices.sweep")
        assert hints == []

    assert hints == [(TASK, (str(key),)), ("notices.sweep", ())]


def test_no_hint_is_given_for_work_that_was_undone(app, hints):
    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    with transaction():
        pass

    assert hints == []


def test_no_hint_is_given_before_the_work_can_be_seen(app, monkeypatch):
    seen = []
    monkeypatch.setitem(app.extensions, "send_hint", lambda *_hint: seen.append((recorded(), session.info.get("open"))))

    with transaction():
        audit.record("tests.did", "thing", None, by=None)
        hint(TASK)

    assert seen == [(1, None)]


def test_a_request_does_not_fail_or_wait_when_the_queue_is_away(app, client, caplog, monkeypatch):
    person = make_person(email="known@example.org")
    monkeypatch.setitem(app.extensions, "send_hint", app.extensions["send_hint"])
    create_celery(app, TestConfig(REDIS_URL="redis://127.0.0.1:1/0"))

    began = time.monotonic()
    answer = client.post("/accounts/reset", data={"email": person.email})
    took = time.monotonic() - began

    assert answer.status_code == 200
    assert took < 2
    assert "The queue is away" in caplog.text
    assert person.email not in caplog.text


def test_sensitive_fields_are_unreadable_in_the_database(app):
    person = make_person(name="Canary Name", email="canary@example.org")

    row = session.execute(text("SELECT people::text FROM people WHERE id = :id"), {"id": person.id}).scalar_one()

    raw = bytes.fromhex("".join(part for part in row.replace('"', "").split("\\\\x") if part).encode().hex())
    assert b"Canary" not in raw
    assert b"canary" not in raw
    assert session.get(Person, person.id).email == "canary@example.org"


def test_time_is_in_utc(app):
    assert now().tzinfo is not None
    assert now().utcoffset().total_seconds() == 0
    assert today() == now().date()


def test_signed_in_requests_leave_no_transaction_open(client):
    sign_in(client, make_person())

    assert client.get("/accounts/settings").status_code == 200
    assert not session.info.get("open")
