"""Keep services up: report each that ends, start it again with growing pauses, give up in the end."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from local_stack.process import Service, ServiceError

MOST_RESTARTS = 5
CALM_SECONDS = 60
LOCK_PATIENCE_SECONDS = 30
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Someone asked us to stop; passes through every `except Exception`."""


class Watch:
    """The history of one service since its last calm minute."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.failures = 0
        self.started_at = 0.0
        self.restart_at: float | None = None

    def check(self, now: float) -> None:
        """Report, restart or give up (`ServiceError`), as due at `now` (seconds)."""
        if self.restart_at is not None:
            if now >= self.restart_at:
                self.service.start()
                self.started_at, self.restart_at = now, None
            return
        code = self.service.exit_code()
        if code is None:
            return
        if now - self.started_at > CALM_SECONDS:
            self.failures = 0
        self.failures += 1
        obituary = self.service.obituary(code)
        if self.failures > MOST_RESTARTS:
            raise ServiceError(f"{obituary}\nGiving up after {MOST_RESTARTS} restarts.")
        pause = 2 ** (self.failures - 1)
        self.restart_at = now + pause
        say(f"{obituary}\nStarting it again in {pause} s ({self.failures} of {MOST_RESTARTS}).")


def keep_up(services: Sequence[Service]) -> NoReturn:
    """Watch the services until a signal or a service beyond repair ends it."""
    watches = [Watch(service) for service in services]
    while True:
        for watch in watches:
            watch.check(time.monotonic())
        time.sleep(0.2)


def stop_all(services: Sequence[Service]) -> None:
    """Stop the services, all at the same time."""
    for service in services:
        service.ask_to_stop()
    deadline = time.monotonic() + 10
    for service in services:
        service.finish(patience=max(0, deadline - time.monotonic()))


def stop_on_signals() -> None:
    """Turn Ctrl-C, SIGTERM and (except under nohup) a closed terminal into one `Stopped`."""
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise_stopped)


def _raise_stopped(_number: int, _frame: FrameType | None) -> NoReturn:
    for other in STOP_SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of a `var` folder; raise `ServiceError` if another run holds it.

    The children inherit the lock, so that after a kill -9 the next run waits for the last of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a+") as file:
        os.set_inheritable(file.fileno(), True)
        deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
        while not _locked(file):
            pid = _holder(file)
            if _is_alive(pid):
                raise ServiceError(f"It is already running in this folder: press Ctrl-C there, or type: kill {pid}")
            if time.monotonic() > deadline:
                raise ServiceError("Processes of an earlier run in this folder have not ended yet.")
            time.sleep(0.1)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def say(text: str) -> None:
    """Print for the person at the terminal, at once even into a pipe."""
    with suppress(BrokenPipeError):
        print(text, flush=True)


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: IO[str]) -> int | None:
    file.seek(0)
    text = file.read().strip()
    return int(text) if text.isdigit() else None


def _is_alive(pid: int | None) -> bool:
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
