"""Whether this installation can do its work: said in words, without numbers or internals."""

from datetime import timedelta

from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from nswp_members.core.db import now, session
from nswp_members.core.health import last_beat
from nswp_members.notices import queries as notices

OK = "ok"
FAILING = "failing"
SILENT_AFTER = timedelta(minutes=2)
OUTBOX_LATE_AFTER = timedelta(minutes=15)


def parts() -> dict[str, str]:
    """Return "ok" or "failing" for the database, Redis, the worker and the outbox."""
    database = _database_answers()
    return {
        "database": _word(database),
        "redis": _word(_redis_answers()),
        "worker": _word(database and _worker_is_alive()),
        "outbox": _word(database and _outbox_is_on_time()),
    }


def _word(good: bool) -> str:
    return OK if good else FAILING


def _database_answers() -> bool:
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        session.rollback()
        return False
    return True


def _redis_answers() -> bool:
    try:
        return bool(current_app.config["SESSION_REDIS"].ping())
    except (RedisError, OSError):
        return False


def _worker_is_alive() -> bool:
    seen = last_beat("worker")
    return seen is not None and now() - seen < SILENT_AFTER


def _outbox_is_on_time() -> bool:
    return notices.outbox_age(now()) < OUTBOX_LATE_AFTER
