"""The parts of a demonstration: embedded servers, the steps before the start, and the app's own processes."""

import http.client
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from local_stack import postgres, valkey
from local_stack.environment import Environment
from local_stack.process import Service, ServiceError

DATABASE = "nswp_members"
WEB_PATIENCE_SECONDS = 90


class Folders:
    """Where a run keeps its things, all below `var`."""

    def __init__(self, root: Path) -> None:
        self.var = root / "var"
        self.logs = self.var / "log"
        self.postgres = self.var / "postgres"
        self.valkey = self.var / "valkey"
        self.mailbox = self.var / "mailbox"
        self.secrets = self.var / "secrets.env"
        self.lock = self.var / "run.lock"

    def log(self, name: str) -> Path:
        """Return the log file of a service."""
        return self.logs / f"{name}.log"


def clear_logs(folders: Folders) -> None:
    """Empty the log files of the last run."""
    if folders.logs.exists():
        shutil.rmtree(folders.logs)
    folders.logs.mkdir(parents=True, mode=0o700)


@contextmanager
def database(environment: Environment, folders: Folders) -> Iterator[list[Service]]:
    """Run PostgreSQL and set `DATABASE_URL`, unless one is given."""
    if environment.get("DATABASE_URL"):
        yield []
        return
    with postgres.running(folders.postgres, log=folders.log("postgres")) as server:
        if not server.has_database(DATABASE):
            server.create_database(DATABASE)
        environment["DATABASE_URL"] = server.url(DATABASE)
        yield [server]


@contextmanager
def broker(environment: Environment, folders: Folders) -> Iterator[list[Service]]:
    """Run Valkey and set `REDIS_URL`, unless one is given."""
    if environment.get("REDIS_URL"):
        yield []
        return
    with valkey.running(folders.valkey, log=folders.log("valkey")) as server:
        environment["REDIS_URL"] = server.url
        yield [server]


def mail_server(environment: Environment, folders: Folders) -> list[Service]:
    """Return the local mailbox and set `MAIL_…` and `DEMO_MAILBOX`, unless a mail server is given."""
    if environment.get("MAIL_SERVER"):
        return []
    port = valkey.free_port()
    environment.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(port), DEMO_MAILBOX=str(folders.mailbox))
    environment.update(MAIL_USE_TLS="false", MAIL_USE_SSL="false")
    for name in ("MAIL_USERNAME", "MAIL_PASSWORD"):
        environment.pop(name, None)
    options = ["--port", str(port), "--maildir", str(folders.mailbox)]
    return [_python("mail", ["local_stack.mail", *options], environment, folders)]


def prepare(environment: Environment, folders: Folders) -> None:
    """Migrate the database and, in demo mode, fill it if it is empty."""
    steps = [["db", "upgrade"]]
    if is_demo(environment):
        steps.append(["demo", "load"])
    for step in steps:
        command = ["flask", "--app", "wsgi:app", *step]
        _python("setup", command, environment, folders, name=f"flask {' '.join(step)}").run()


def app_processes(environment: Environment, folders: Folders) -> list[Service]:
    """Return the web server, the worker and the clock.

    A worker that loses us is killed at once: asked politely it would first end its task, however long.
    """
    address = f"{environment['HOST']}:{environment['PORT']}"
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    output = ["--no-control-socket"]
    web = ["gunicorn", "wsgi:app", "--bind", address, *threads, *output]
    celery = ["celery", "-A", "wsgi:celery"]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    worker = [*celery, "worker", "--pool", "prefork", "--concurrency", "2", *quiet]
    schedule = str(folders.var / "celerybeat-schedule")
    beat = [*celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"]
    commands = {"web": web, "worker": worker, "beat": beat}
    processes = {log: _python(log, command, environment, folders) for log, command in commands.items()}
    processes["worker"].death_signal = signal.SIGKILL
    return list(processes.values())


def require_free_port(environment: Environment) -> None:
    """Raise `ServiceError` if the web server's port is taken or is no port."""
    text = environment["PORT"]
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ServiceError(f"PORT={text} is not a port number.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment["HOST"], int(text)))
        except OSError as problem:
            raise ServiceError(
                f"Port {text} cannot be used ({problem.strerror}); choose another, such as:"
                f" make run PORT={int(text) % 65000 + 1}"
            ) from problem


def wait_for_web(environment: Environment, web: Service) -> None:
    """Return when the web server answers; raise `ServiceError` if it ends or takes too long."""
    host = {"0.0.0.0": "127.0.0.1"}.get(environment["HOST"], environment["HOST"])  # noqa: S104
    deadline = time.monotonic() + WEB_PATIENCE_SECONDS
    while time.monotonic() < deadline:
        code = web.exit_code()
        if code is not None:
            raise ServiceError(web.obituary(code))
        connection = http.client.HTTPConnection(host, int(environment["PORT"]), timeout=WEB_PATIENCE_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise ServiceError(f"The web server did not answer within {WEB_PATIENCE_SECONDS} s; see {web.log}.")


def is_demo(environment: Environment) -> bool:
    """Whether demo data are to be loaded."""
    return environment["DEMO_MODE"].lower() in ("1", "true", "yes", "on")


def _python(
    log: str, module: Sequence[str], environment: Environment, folders: Folders, name: str | None = None
) -> Service:
    """Return a service that runs `python -m …`, which works in a folder that was moved."""
    return Service(
        name=name or log,
        command=[sys.executable, "-m", *module],
        log=folders.log(log),
        environment=environment,
    )
