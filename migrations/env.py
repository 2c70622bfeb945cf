"""Runs the migrations on the database of the app."""

import logging

from alembic import context
from flask import current_app

from nswp_members.core.db import Encrypted, Model, db

logging.getLogger("alembic").setLevel(logging.WARNING)


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write encrypted columns as what they are in the database."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, Encrypted) else False


def run() -> None:
    """Migrate inside one transaction, comparing with the models' metadata."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
