"""Child processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local_stack.process import Service, ServiceError

FAMILY = "trap '' TERM; sleep 300 & echo $!; wait; sleep 300"


def shell(log: Path, script: str) -> Service:
    return Service(name="Script", command=["/bin/sh", "-c", script], log=log)


def number_in(log: Path) -> int:
    deadline = time.monotonic() + 10
    while not log.exists() or not log.read_text().endswith("\n"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int(log.read_text().split()[-1])


def is_gone(pid: int) -> bool:
    """Whether a process ended (a zombie waits for whoever adopts orphans here)."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_stubborn_process_is_stopped_together_with_its_children(log: Path) -> None:
    service = shell(log, FAMILY)
    service.start()
    grandchild = number_in(log)

    service.stop(patience=0.2)

    assert not service.is_running()
    assert is_gone(grandchild)


def test_a_process_that_ends_by_itself_tells_how(log: Path) -> None:
    with pytest.raises(ServiceError, match=r"(?s)Script ended with exit code 3\. Last lines .*out of luck"):
        shell(log, "echo out of luck; exit 3").run()


def test_what_it_is_given_arrives_on_standard_input(log: Path) -> None:
    service = shell(log, "cat")
    service.standard_input = b"hello\n"

    service.run()

    assert log.read_text() == "hello\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_children_end_when_their_parent_is_killed(log: Path) -> None:
    script = f"""
import time
from pathlib import Path
from local_stack.process import Service
Service(name="x", command=["/bin/sh", "-c", "echo $$; exec sleep 300"], log=Path({str(log)!r})).start()
time.sleep(300)
"""
    with subprocess.Popen([sys.executable, "-c", script]) as parent:
        child = number_in(log)

        os.kill(parent.pid, signal.SIGKILL)

    assert is_gone(child)
