"""The whole app as real processes: web server, worker with its clock, database, queue and a mail server."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

from flask import Flask

from config import ROOT, TestConfig
from local_stack import postgres
from local_stack.mail import MailSink
from nswp_members.app import create_app
from tests.addresses import TEMPLATE, address_of, redis_address

T = TypeVar("T")


class Stack:
    """The running app; ``app`` is a twin of it inside this process, for making and reading rows."""

    def __init__(self, name: str, folder: Path, sink: MailSink) -> None:
        self.sink = sink
        self.folder = folder
        self.address = f"http://127.0.0.1:{_free_port()}"
        self.settings = TestConfig(
            SQLALCHEMY_DATABASE_URI=address_of(f"live_{name}"),
            REDIS_URL=redis_address(name, part=1),
            BASE_URL=self.address,
        )
        self.app: Flask = create_app(self.settings)
        self._children: list[subprocess.Popen[bytes]] = []

    def environment(self) -> dict[str, str]:
        """Return the environment that gives the processes the same settings as the twin."""
        settings = self.settings
        return {
            **os.environ,
            "APP_ENV": "development",
            "DEMO_MODE": "0",
            "BASE_URL": self.address,
            "SECRET_KEY": settings.SECRET_KEY,
            "LOOKUP_KEY": settings.LOOKUP_KEY,
            "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
            "DATABASE_URL": settings.SQLALCHEMY_DATABASE_URI,
            "REDIS_URL": settings.REDIS_URL,
            "MAIL_SERVER": self.sink.host,
            "MAIL_PORT": str(self.sink.port),
            "NOTICE_SWEEP_SECONDS": "2",
            "EXPORT_STALLED_SECONDS": "5",
            "EXPORT_SWEEP_SECONDS": "1",
        }

    def start(self) -> None:
        """Start web server and worker and wait until pages are served."""
        port = self.address.rpartition(":")[2]
        web = ["gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        self._run("web", [*web, "--threads", "4", "--no-control-socket", "--access-logfile", "-"])
        self.start_worker()
        wait_for(lambda: _answers(int(port)), seconds=60)

    def start_worker(self) -> None:
        """Start the worker with its clock."""
        worker = [
            "celery",
            "-A",
            "wsgi:celery",
            "worker",
            "--beat",
            "--concurrency",
            "1",
            "--loglevel",
            "INFO",
        ]
        self._run("worker", [*worker, "--schedule", str(self.folder / "schedule")])

    def kill_worker(self) -> None:
        """End the worker started last without letting it finish anything."""
        worker = self._children.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def _run(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._children.append(child)

    def stop(self) -> None:
        """End all processes of the app."""
        for child in self._children:
            os.killpg(child.pid, signal.SIGTERM)
        for child in self._children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def mail_to(self, address: str, *, seconds: float = 30) -> EmailMessage:
        """Return the newest mail to an address, waiting for it."""

        def arrived() -> EmailMessage | None:
            found = [one.message for one in self.sink.messages if address in one.recipients]
            return found[-1] if found else None

        return wait_for(arrived, seconds=seconds)

    def logs(self) -> str:
        """Return what the processes have written."""
        return "\n".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))


@contextmanager
def running_stack(name: str, folder: Path) -> Iterator[Stack]:
    """Run the whole app on a database and queue of its own."""
    with postgres.database(address_of("postgres"), f"live_{name}", template=TEMPLATE), MailSink() as sink:
        stack = Stack(name, folder, sink)
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()
            with stack.app.app_context():
                stack.app.extensions["sqlalchemy"].engine.dispose()


def wait_for(check: Callable[[], T | None], *, seconds: float) -> T:
    """Return the first true answer of the check; fails when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := check():
            return answer
        time.sleep(0.1)
    raise AssertionError("What was waited for did not happen.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
