"""Plain values that pass between the outbox and those who deliver from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

from nswp_members.notices.models import State

_random = SystemRandom()


@dataclass(frozen=True)
class NewNotice:
    """A notice to be written into the outbox; ``params`` holds ids only."""

    kind: str
    person_id: UUID
    occurrence: str
    params: dict[str, str]
    not_before: datetime | None = None


@dataclass(frozen=True)
class Claimed:
    """A notice that one worker holds until its lease ends."""

    id: UUID
    kind: str
    person_id: UUID
    params: dict[str, str]
    message_id: str
    attempts: int
    doubts: int
    due_at: datetime


@dataclass(frozen=True)
class Outcome:
    """How a try ended: the new state, why in one word, and what the mail server said.

    ``doubt``: the message may have arrived; ``counts``: the try ended before its text and is not counted yet.
    """

    state: State
    code: str | None = None
    reason: str | None = None
    not_before: datetime | None = None
    doubt: bool = False
    counts: bool = False


@dataclass(frozen=True)
class Patience:
    """How long leases last, when to try again and when to give up.

    ``data_lease`` covers the time a server may take to answer after the final dot.
    """

    lease: timedelta
    data_lease: timedelta
    retries: tuple[timedelta, ...]
    give_up: timedelta

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Patience":
        """Return what the settings say."""
        lease = config["NOTICE_LEASE_SECONDS"]
        return cls(
            lease=timedelta(seconds=lease),
            data_lease=timedelta(seconds=max(lease, config["MAIL_AFTER_DATA_TIMEOUT_SECONDS"] * 1.1)),
            retries=tuple(timedelta(seconds=one) for one in config["NOTICE_RETRY_SECONDS"]),
            give_up=timedelta(seconds=config["NOTICE_GIVE_UP_SECONDS"]),
        )

    def next_try(self, at: datetime, *, attempts: int) -> datetime:
        """Return when to try again after so many attempts, a fifth sooner or later than the settings say."""
        step = self.retries[min(attempts, len(self.retries) - 1)]
        return at + step * _random.uniform(0.8, 1.2)
