"""Keeping services up."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local_stack.process import Service, ServiceError
from local_stack.supervisor import CALM_SECONDS, MOST_RESTARTS, Watch, alone_in


def failing(log: Path) -> Service:
    return Service(name="Script", command=["/bin/sh", "-c", "echo no luck; exit 3"], log=log)


def wait_for_end(service: Service) -> None:
    deadline = time.monotonic() + 5
    while service.is_running() and time.monotonic() < deadline:
        time.sleep(0.01)


def check_each_second(watch: Watch, seconds: int) -> None:
    for now in range(seconds):
        wait_for_end(watch.service)
        watch.check(now)


def test_a_crash_is_reported_and_mended(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    service = failing(log)
    service.start()
    wait_for_end(service)
    watch = Watch(service)

    watch.check(now=10)
    watch.check(now=10.5)
    assert service.exit_code() == 3
    watch.check(now=11)
    wait_for_end(service)

    assert "Script ended with exit code 3" in capsys.readouterr().out
    assert log.read_text() == "no luck\nno luck\n"
    service.stop()


def test_it_gives_up_on_a_service_that_will_not_stay(log: Path) -> None:
    service = failing(log)
    service.start()
    watch = Watch(service)

    with pytest.raises(ServiceError, match="Giving up"):
        check_each_second(watch, CALM_SECONDS)

    assert log.read_text().count("no luck") == 1 + MOST_RESTARTS


def test_failures_before_a_calm_minute_are_forgotten(log: Path) -> None:
    service = failing(log)
    service.start()
    wait_for_end(service)
    watch = Watch(service)
    watch.failures = MOST_RESTARTS

    watch.check(now=CALM_SECONDS + 1)

    assert watch.failures == 1
    service.stop()


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    attempt = f"""
from pathlib import Path
from local_stack.supervisor import alone_in
with alone_in(Path({str(tmp_path)!r})):
    pass
"""
    with alone_in(tmp_path):
        second = subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True, check=False)

    assert second.returncode != 0
    assert f"already running in this folder: press Ctrl-C there, or type: kill {os.getpid()}" in second.stderr
    with alone_in(tmp_path):
        pass
