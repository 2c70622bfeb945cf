"""The database: base model, column types, the one transaction and what follows its commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, LargeBinary, MetaData, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, scoped_session
from sqlalchemy.types import TypeDecorator

from nswp_members.core.crypto import keyring

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


PrimaryKey = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid4)]
Timestamp = Annotated[datetime, mapped_column(DateTime(timezone=True))]
OptionalTimestamp = Annotated[datetime | None, mapped_column(DateTime(timezone=True))]

db = SQLAlchemy(model_class=Model, disable_autonaming=True)
session: scoped_session[Session] = db.session  # type: ignore[assignment]


class Encrypted(TypeDecorator[Any]):
    """A JSON value (text, number, boolean, list) stored as ciphertext.

    ``context`` names the column; a ciphertext moved to a column of another context does not decrypt.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Encrypt on the way in; None stays NULL."""
        return None if value is None else keyring.encrypt(self.context, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Decrypt on the way out."""
        return None if value is None else keyring.decrypt(self.context, value)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the present date in UTC."""
    return now().date()


@contextmanager
def transaction() -> Iterator[Session]:
    """Run the block as the one transaction of this request, task or command; send its hints afterwards.

    What sends them is the app's extension ``send_hint``, a function of a task's name and ids.
    """
    current = session()
    if current.info.get("open"):
        raise RuntimeError("A transaction is open already; only views, tasks and commands open one.")
    current.info["open"] = True
    current.info["hints"] = []
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        hints = current.info.pop("hints")
        del current.info["open"]
    for name, ids in dict.fromkeys(hints):
        current_app.extensions["send_hint"](name, ids)


def hint(task_name: str, *ids: UUID) -> None:
    """Ask for a background task as soon as the open transaction is committed.

    A hint may be lost with the broker: the work itself must stand in the database, where a sweep finds it.
    """
    session.info.setdefault("hints", []).append((task_name, tuple(str(key) for key in ids)))
