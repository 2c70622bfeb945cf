"""A mail server that can be told to fail, and real processes around it."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from config import ROOT
from local_stack import postgres
from local_stack.mail import MailSink
from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Invitation, PasswordReset, Person
from nswp_members.core.db import now, session, transaction
from nswp_members.notices import delivery, services
from nswp_members.notices.models import Notice
from tests.addresses import TEMPLATE, address_of, redis_address
from tests.factories import make_person


class WatchedSink(MailSink):
    """A sink that tells a test when a phase is reached, before it answers, and counts the greetings."""

    def __init__(self) -> None:
        super().__init__()
        self.watchers: dict[str, Callable[[], Any]] = {}
        self.seen: Counter[str] = Counter()

    async def _reply(self, phase: Any, recipient: str | None = None) -> str:
        self.seen[phase] += 1
        if watcher := self.watchers.get(phase):
            watcher()
        return await super()._reply(phase, recipient)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the message first, so that one whose sender dies at the final dot counts as arrived."""
        answer = await super().handle_DATA(server, session, envelope)
        if watcher := self.watchers.get("STORED"):
            watcher()
        return answer


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedSink]:
    """The mail server of this test."""
    with WatchedSink() as sink:
        monkeypatch.setattr(app.extensions["mail"], "server", sink.host)
        monkeypatch.setattr(app.extensions["mail"], "port", sink.port)
        monkeypatch.setitem(app.config, "MAIL_TIMEOUT_SECONDS", 0.4)
        monkeypatch.setitem(app.config, "MAIL_AFTER_DATA_TIMEOUT_SECONDS", 0.4)
        yield sink


@pytest.fixture
def deliver(app: Flask) -> Callable[[], Counter[str]]:
    """Run the delivery as a task would."""
    return lambda: delivery.deliver_due(app.extensions["mail"], app.config)


def invite(person: Person | None = None, *, kind: str = "invitation", **person_values: Any) -> Notice:
    """Invite somebody and write the notice (a kind that is held when in doubt)."""
    person = person or make_person(account=False, **person_values)
    with transaction():
        invitation = accounts.invite(person=person, lifetime=timedelta(days=30), by=None)
        notice = services.notify(
            kind, person.id, occurrence=str(invitation.id), params={"invitation_id": str(invitation.id)}
        )
    assert notice is not None
    return notice


def reset(person: Person | None = None) -> Notice:
    """Ask for a new password and write the notice (a kind that is sent again once when in doubt)."""
    person = person or make_person()
    with transaction():
        accounts.request_password_reset(person.email, lifetime=timedelta(minutes=30))
        services.write_reset_notices(at=now())
    return session.query(Notice).filter_by(person_id=person.id, kind="password_reset").one()


def invitation_of(notice: Notice) -> Invitation:
    """Return the invitation that a notice speaks of."""
    found = session.get(Invitation, UUID(notice.params["invitation_id"]))
    assert found is not None
    return found


def reset_of(notice: Notice) -> PasswordReset:
    """Return the reset request that a notice speaks of."""
    found = session.get(PasswordReset, UUID(notice.params["reset_id"]))
    assert found is not None
    return found


class Stage:
    """A database and a broker of their own, on which real processes of the app act."""

    def __init__(self, sink: WatchedSink, database: str, redis_url: str, folder: Path, app: Flask) -> None:
        self.sink = sink
        self.engine: Engine = create_engine(database)
        self.redis_url = redis_url
        self.log = folder / "processes.log"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
            "APP_ENV": "development",
            "DATABASE_URL": database,
            "REDIS_URL": redis_url,
            "SECRET_KEY": app.config["SECRET_KEY"],
            "LOOKUP_KEY": app.config["LOOKUP_KEY"],
            "FIELD_KEYS": ",".join(app.config["FIELD_KEYS"]),
            "BASE_URL": "http://localhost",
            "MAIL_SERVER": sink.host,
            "MAIL_PORT": str(sink.port),
            "MAIL_TIMEOUT_SECONDS": "5",
            "MAIL_AFTER_DATA_TIMEOUT_SECONDS": "3",
            "NOTICE_SWEEP_SECONDS": "1",
            "NOTICE_LEASE_SECONDS": "3",
            "NOTICE_BATCH_SIZE": "20",
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a process of the app as leader of its own group."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a Celery worker with two children."""
        arguments = "celery -A wsgi:celery worker --concurrency 2 --loglevel info --without-gossip --without-mingle"
        return self.start(*arguments.split())

    def start_beat(self) -> subprocess.Popen[bytes]:
        """Start Celery's clock."""
        schedule = self.log.with_name("schedule")
        return self.start(*f"celery -A wsgi:celery beat --loglevel info --schedule {schedule}".split())

    def flask(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command of the app."""
        return self.start("flask", "--app", "wsgi:app", *arguments)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process and its children at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def states(self) -> Counter[str]:
        """Return how many notices stand in which state."""
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT state, count(*) FROM notices GROUP BY state")
            return Counter({str(state): int(number) for state, number in rows})

    def execute(self, statement: str) -> None:
        """Execute SQL, committed."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    def wait_until(self, reached: Callable[[], bool], *, seconds: float = 30) -> None:
        """Wait for something to come true."""
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, f"{self.states()}\n{self.log.read_text()[-3000:]}"
            time.sleep(0.05)

    def close(self) -> None:
        """End everything."""
        for process in self.processes:
            self.kill(process)
        self.engine.dispose()


@pytest.fixture
def stage(app: Flask, process_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Real processes on a fresh database; in the test, the app's session works on that database too."""
    name = f"live_{process_name}"
    with postgres.database(address_of("postgres"), name, template=TEMPLATE), WatchedSink() as sink:
        stage = Stage(sink, address_of(name), redis_address(process_name, 1), tmp_path, app)
        try:
            yield stage
        finally:
            stage.close()


def fill(stage: Stage, number: int) -> None:
    """Write that many invitations into the stage's outbox, through the app's own services."""
    code = (
        "from datetime import timedelta\n"
        "from wsgi import app\n"
        "from nswp_members.accounts import services as accounts\n"
        "from nswp_members.core.db import transaction\n"
        "from nswp_members.notices import services as notices\n"
        "from nswp_members.notices.outcomes import NewNotice\n"
        "with app.app_context(), transaction():\n"
        f"    people = [accounts.ensure_person(email=f'secret-{{n}}@example.org') for n in range({number})]\n"
        "    made = [accounts.invite(person=p, lifetime=timedelta(days=9), by=None) for p in people]\n"
        "    notices.notify_many([NewNotice('invitation', i.person_id, str(i.id), {'invitation_id': str(i.id)})"
        " for i in made])\n"
    )
    with stage.log.open("ab") as log:
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=stage.environment, check=True, stdout=log, stderr=log
        )
