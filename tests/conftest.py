"""One throw-away PostgreSQL and Valkey for the whole run; a database for each process; a clean one for each test."""

import contextvars
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from redis import Redis
from sqlalchemy import Engine, NullPool, event

from config import TestConfig
from local_stack import postgres, valkey
from nswp_members.app import create_app
from nswp_members.applications import services as applications
from nswp_members.core.db import db, transaction
from nswp_members.governance import services as governance
from nswp_members.organisations import services as organisations
from nswp_members.regions import services as regions
from nswp_members.statements import services as statements
from tests.addresses import TEMPLATE, address_of, redis_address

_running = ExitStack()
LONGEST = ("tests/browser/", "tests/leaks/")


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers once, in the process that leads the run."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="nswp-tests-"))
    _running.callback(shutil.rmtree, folder, ignore_errors=True)
    server = _running.enter_context(postgres.running(folder / "postgres", durable=False))
    broker = _running.enter_context(valkey.running(folder / "valkey", persistent=False))
    os.environ["TEST_POSTGRES"] = server.url("{name}")
    os.environ["TEST_VALKEY"] = broker.url
    server.create_database(TEMPLATE)
    _fill_template()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, so that no process is left alone with them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers."""
    if not hasattr(config, "workerinput"):
        _running.close()


def _fill_template() -> None:
    """Migrate the template database and add what every installation has."""
    app = create_app(TestConfig(SQLALCHEMY_DATABASE_URI=address_of(TEMPLATE), REDIS_URL=redis_address("main")))
    with app.app_context():
        upgrade()
        with transaction():
            regions.sync()
            governance.sync()
            organisations.sync_categories()
            statements.sync_statement()
            applications.sync_form()
        db.engine.dispose()


@pytest.fixture(scope="session")
def process_name(request: pytest.FixtureRequest) -> str:
    """The name of this test process: "gw0", "gw1" or "main"."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def app(process_name: str) -> Iterator[Flask]:
    """The app on a database of this process's own."""
    with postgres.database(address_of("postgres"), f"test_{process_name}", template=TEMPLATE):
        settings = TestConfig(
            SQLALCHEMY_DATABASE_URI=address_of(f"test_{process_name}"),
            REDIS_URL=redis_address(process_name),
            SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        )
        app = create_app(settings)
        app.test_client_class = IsolatedClient
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        gc.freeze()  # what was imported and built stays: looking through it for garbage again and again takes long
        yield app
        with app.app_context():
            db.engine.dispose()


class IsolatedClient(FlaskClient):
    """A client whose requests see neither the app context nor the open session of the test."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Make a request as a browser would, with nothing left over from the test's own context."""
        db.session.commit()
        try:
            return contextvars.Context().run(super().open, *args, **kwargs)
        finally:
            db.session.expire_all()


@pytest.fixture(autouse=True)
def clean_state(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give each test that uses the app an app context, and roll back all that it did."""
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    Redis.from_url(app.config["REDIS_URL"]).flushdb()
    app.extensions["celery"].set_current()
    with app.app_context(), rolled_back(app, db._app_engines[app][None]):
        yield


@contextmanager
def rolled_back(app: Flask, engine: Engine) -> Iterator[None]:
    """Let the app work on the database of an engine while the block runs, and roll back all that it did."""
    engines = db._app_engines[app]
    before = engines[None]
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection
        try:
            yield
        finally:
            db.session.remove()
            engines[None] = before
            outer.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def hints(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """The background tasks asked for, instead of their being queued."""
    asked: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setitem(app.extensions, "send_hint", lambda name, ids: asked.append((name, ids)))
    return asked


@contextmanager
def real_database(name: str) -> Iterator[Flask]:
    """Run the app on a database of its own, where every thread has its own connection and commits."""
    with postgres.database(address_of("postgres"), name, template=TEMPLATE):
        settings = TestConfig(
            SQLALCHEMY_DATABASE_URI=address_of(name),
            REDIS_URL=redis_address("main", part=1),
            SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, "poolclass": NullPool},
        )
        app = create_app(settings)
        app.test_client_class = IsolatedClient
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def racing_app(process_name: str) -> Iterator[Flask]:
    """The app on a database where two requests can truly meet."""
    with real_database(f"race_{process_name}") as app:
        yield app


class QueryCounter:
    """Counts the statements sent to the database."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)

    @contextmanager
    def counting(self) -> Iterator["QueryCounter"]:
        """Count while the block runs (savepoints of the test's own isolation left out)."""

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if "SAVEPOINT" not in statement:
                self.statements.append(statement)

        bind = db.engine
        event.listen(bind, "before_cursor_execute", note)
        try:
            yield self
        finally:
            event.remove(bind, "before_cursor_execute", note)


@pytest.fixture
def queries(app: Flask) -> QueryCounter:
    """A counter of database statements: ``with queries.counting(): ...; assert len(queries) <= 5``."""
    return QueryCounter()
