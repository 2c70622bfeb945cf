"""Child processes that log to a file, end with their parent and are stopped as a group."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LAST_LINES = 15


class ServiceError(Exception):
    """Something could not be started or kept up; the message is for the person at the terminal."""


@dataclass(eq=False, kw_only=True)
class Service:
    """A long-running child process, leader of its own group so that Ctrl-C reaches the parent alone."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] | None = None
    working_directory: Path | None = None
    privileges: Sequence[str] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGTERM
    standard_input: bytes = b""
    child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the process, after ending whatever is left of an earlier one."""
        self.finish(patience=0)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                ending_with_parent(self.command, self.death_signal, self.privileges),
                stdin=subprocess.PIPE if self.standard_input else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.working_directory,
                start_new_session=True,
                close_fds=False,  # hands down the lock of `make run`, held until the last child is gone
            )
        if self.child.stdin is not None:
            with self.child.stdin, suppress(BrokenPipeError):
                self.child.stdin.write(self.standard_input)

    def exit_code(self) -> int | None:
        """Return the exit code (negative: the signal) of a process that ended, None while it runs."""
        return self.child.poll() if self.child is not None else None

    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self.child is not None and self.child.poll() is None

    def ask_to_stop(self) -> None:
        """Send the signal that makes this program end in good order."""
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(self.stop_signal)

    def finish(self, patience: float = 10) -> None:
        """Wait `patience` seconds for the process to end, then kill what is left of its group."""
        if self.child is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.child.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.child = None

    def stop(self, patience: float = 10) -> None:
        """End the process in good order, or by force after `patience` seconds."""
        self.ask_to_stop()
        self.finish(patience)

    def kill(self) -> None:
        """End the process and its group at once, as a power cut would."""
        self.finish(patience=0)

    def run(self) -> None:
        """Run the command to its end; raise `ServiceError` with its last words if it fails."""
        self.start()
        try:
            code = self.child.wait() if self.child is not None else 0
        finally:
            self.finish(patience=0)
        if code:
            raise ServiceError(self.obituary(code))

    def obituary(self, code: int) -> str:
        """Return one sentence on how the process ended, followed by the last lines of its log."""
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        return f"{self.name} {how}. Last lines of {self.log}:\n{last_lines(self.log)}"


def ending_with_parent(
    command: Sequence[str], death_signal: signal.Signals, privileges: Sequence[str] = ()
) -> list[str]:
    """Wrap a command so that the kernel sends it `death_signal` when its parent dies, even by kill -9."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    if setpriv is None:
        if privileges:
            raise ServiceError("As root this needs the program setpriv (package util-linux): install it.")
        return list(command)
    return [setpriv, *privileges, "--pdeathsig", death_signal.name.removeprefix("SIG"), "--", *command]


def last_lines(log: Path) -> str:
    """Return the end of a log file, indented."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])
