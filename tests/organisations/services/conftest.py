"""A database of their own for tests in which two people act at the same moment."""

from collections.abc import Iterator

import pytest
from flask import Flask

from config import TestConfig
from local_stack import postgres
from nswp_members.app import create_app
from nswp_members.core.db import db
from tests.addresses import TEMPLATE, address_of, redis_address


@pytest.fixture
def racing_app(process_name: str) -> Iterator[Flask]:
    """The app on a database where two requests can truly meet."""
    name = f"vouching_{process_name}"
    with postgres.database(address_of("postgres"), name, template=TEMPLATE):
        app = create_app(TestConfig(SQLALCHEMY_DATABASE_URI=address_of(name), REDIS_URL=redis_address("main", part=1)))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()
