"""Servers shared by the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_stack import mail, postgres


@pytest.fixture(scope="module")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    with postgres.running(tmp_path_factory.mktemp("database") / "data", durable=False) as server:
        yield server


@pytest.fixture
def sink() -> Iterator[mail.MailSink]:
    with mail.MailSink() as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "service.log"
