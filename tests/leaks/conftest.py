"""Worlds that are made once in each process and put back after each test."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import Engine, create_engine, inspect

from local_stack import postgres
from nswp_members.accounts.models import Person
from nswp_members.core.db import db, session
from nswp_members.organisations.models import Organisation
from tests.addresses import TEMPLATE, address_of
from tests.conftest import rolled_back
from tests.leaks.world import World, make_world


class Worlds:
    """Databases that hold a world each: making one takes a hundred times as long as going back to it."""

    def __init__(self, app: Flask, prefix: str, closing: ExitStack) -> None:
        self._app = app
        self._prefix = prefix
        self._closing = closing
        self._made: dict[str, tuple[Engine, World]] = {}

    @contextmanager
    def visit(self, name: str, make: Callable[[], World]) -> Iterator[World]:
        """Be in the world of this name, which is made on the first visit; all that a visitor changes is undone."""
        if name not in self._made:
            self._made[name] = self._make(make)
        engine, world = self._made[name]
        db.session.remove()
        Redis.from_url(self._app.config["REDIS_URL"]).flushdb()
        with rolled_back(self._app, engine):
            yield _awake(world)

    def _make(self, make: Callable[[], World]) -> tuple[Engine, World]:
        """Make a world in a database of its own."""
        address = f"{self._prefix}_{len(self._made)}"
        self._closing.enter_context(postgres.database(address_of("postgres"), address, template=TEMPLATE))
        engine = create_engine(address_of(address), **self._app.config["SQLALCHEMY_ENGINE_OPTIONS"])
        self._closing.callback(engine.dispose)
        engines = db._app_engines[self._app]
        before = engines[None]
        db.session.remove()
        engines[None] = engine
        try:
            world = make()
            session.commit()
        finally:
            db.session.remove()
            engines[None] = before
        return engine, world


def _awake(world: World) -> World:
    """Return the world for a new session, which a test may change."""
    people = {
        name: session.get_one(Person, inspect(one).identity) if one else None for name, one in world.viewers.items()
    }
    network = session.get_one(Organisation, inspect(world.network).identity)
    return replace(world, network=network, viewers=people, values=dict(world.values))


@pytest.fixture(scope="session")
def worlds(app: Flask, process_name: str) -> Iterator[Worlds]:
    """The worlds of this process."""
    with ExitStack() as closing:
        yield Worlds(app, f"world_{process_name}", closing)


@pytest.fixture
def world(worlds: Worlds) -> Iterator[World]:
    """The world with a secret in every field."""
    with worlds.visit("now", make_world) as world:
        yield world


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages that take their time on purpose, so that nobody learns from it, answer at once."""
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
