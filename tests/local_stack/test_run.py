"""`make run` as a whole, with an app of a few lines in place of ours."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local_stack.supervisor import alone_in
from local_stack.valkey import free_port

ROOT = Path(__file__).parents[2]
APP = """
import os
import click
import psycopg
from celery import Celery
from flask import Flask
from flask.cli import AppGroup

app = Flask(__name__)
celery = Celery("small", broker=os.environ["REDIS_URL"])
db, demo = AppGroup("db"), AppGroup("demo")
app.cli.add_command(db)
app.cli.add_command(demo)


def execute(statement):
    with psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", "")) as connection:
        return connection.execute(statement)


@db.command("upgrade")
def upgrade():
    execute("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())")


@demo.command("load")
def load():
    execute("INSERT INTO start DEFAULT VALUES")


@app.get("/")
def index():
    with psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", "")) as connection:
        return str(connection.execute("SELECT count(*) FROM start").fetchone()[0])
"""
OURS = ("DATABASE_URL", "REDIS_URL", "MAIL_SERVER", "BASE_URL", "HOST", "DEMO_MODE")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a small project")
    (folder / "wsgi.py").write_text(APP)
    return folder


@contextmanager
def run(project: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"PORT": str(port), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "local_stack", "run"]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def announcement_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    text = ""
    while "To stop" not in text:
        line = process.stdout.readline()
        assert line, text
        text += line
    return text


def read(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return str(answer.read().decode())


@contextmanager
def nothing_left_behind(project: Path) -> Iterator[None]:
    """The children hold the lock of the folder, so whoever gets it knows that they are gone."""
    yield
    with alone_in(project / "var"):
        pass


def test_it_starts_refuses_a_second_run_and_stops_without_a_trace(project: Path) -> None:
    port = free_port()
    with nothing_left_behind(project), run(project, port) as process:
        announced = announcement_of(process)
        assert f"http://127.0.0.1:{port}\n" in announced
        assert re.search(r"secretariat@example\.org +Secretariat", announced)
        assert read(port) == "1"

        with run(project, port) as second:
            refusal, _ = second.communicate(timeout=20)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)

    assert (second.returncode, refusal.count("\n")) == (1, 1)
    assert "already running in this folder" in refusal
    assert process.returncode == 0


def test_data_are_kept_and_even_a_killed_run_leaves_no_process(project: Path) -> None:
    port = free_port()
    with nothing_left_behind(project), run(project, port) as process:
        announcement_of(process)
        assert int(read(port)) > 1

        process.kill()

    assert process.returncode == -signal.SIGKILL


def test_a_busy_port_is_reported_in_one_sentence(project: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], stderr=subprocess.DEVNULL
    )
    with server:
        wait_until_busy(port)
        with run(project, port) as process:
            refusal, _ = process.communicate(timeout=20)
        server.terminate()

    assert process.returncode == 1
    assert refusal == (
        f"Port {port} cannot be used (Address already in use); choose another,"
        f" such as: make run PORT={port % 65000 + 1}\n"
    )


def wait_until_busy(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            read(port)
        except OSError:
            time.sleep(0.05)
        else:
            return
