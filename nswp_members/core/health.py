"""Signs of life of the background processes."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from nswp_members.core.db import Model, Timestamp, session


class Heartbeat(Model):
    """When a background process was last seen at work."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[Timestamp]


def beat(name: str, at: datetime) -> None:
    """Note that the process of this name is alive."""
    statement = insert(Heartbeat).values(name=name, at=at)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


def last_beat(name: str) -> datetime | None:
    """Return when the process was last seen, or None if never."""
    return session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))
