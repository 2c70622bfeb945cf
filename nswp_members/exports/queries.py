"""Reading exports, and what decides whether a file may still be handed out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from nswp_members.accounts.viewers import Capacity
from nswp_members.core.db import session
from nswp_members.exports.models import Export, State
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.visibility import hidden_countries

MOST_SHOWN = 50
MOST_WAITING = 100
MOST_TENDED = 200


@dataclass(frozen=True)
class Sight:
    """What a file was, or would be, made from: if one of them changes, somebody may see less than before."""

    epoch: int
    rights: bytes


@dataclass(frozen=True)
class Order:
    """What a worker needs to know to make one file; ``attempt`` tells its work from that of any other."""

    id: UUID
    attempt: int
    person_id: UUID
    capacity: str
    format: str
    locale: str
    query: dict[str, list[str]]
    for_staff: bool
    with_protected: bool
    number: str


def order_of(export: Export) -> Order:
    """Return the export as an order for a worker."""
    return Order(
        id=export.id,
        attempt=export.attempt,
        person_id=export.person_id,
        capacity=export.capacity,
        format=export.format,
        locale=export.locale,
        query=dict(export.query),
        for_staff=export.for_staff,
        with_protected=export.with_protected,
        number=export.number,
    )


def sight_in(capacity: Capacity | None, *, hold: bool = False) -> Sight:
    """Return what decides what this capacity sees now; with ``hold`` nobody can hide until the transaction ends.

    Besides what counts the epoch up it changes with the capacity itself and with risks, which begin by the clock.
    """
    if capacity is None:
        raise ValueError("Nobody exports without a capacity.")
    epoch = organisations.visibility_epoch(hold=hold)
    parts = [
        capacity.key,
        capacity.role.value,
        capacity.region_code,
        str(capacity.organisation_id),
        sorted(capacity.functions),
        sorted(map(str, capacity.network_ids)),
        capacity.has_left,
        sorted(session.scalars(hidden_countries())),
    ]
    return Sight(epoch, hashlib.sha256(json.dumps(parts).encode()).digest())


def export_of(person_id: UUID | None, export_id: UUID) -> Export | None:
    """Return an export if it is this person's."""
    export = session.get(Export, export_id)
    return export if export and export.person_id == person_id else None


def exports_of(person_id: UUID | None) -> list[Export]:
    """Return the latest exports of a person, the newest first."""
    statement = select(Export).where(Export.person_id == person_id)
    return list(session.scalars(statement.order_by(Export.asked_at.desc(), Export.id).limit(MOST_SHOWN)))


def waiting_exports(*, but: UUID | None) -> list[Export]:
    """Return the exports of others that wait for a second person, the oldest first."""
    statement = select(Export).where(Export.state == State.WAITING, Export.person_id != but)
    return list(session.scalars(statement.order_by(Export.asked_at, Export.id).limit(MOST_WAITING)))


def waiting_export(export_id: UUID, *, but: UUID | None) -> Export | None:
    """Return one of the exports of others that wait for a second person."""
    statement = select(Export).where(Export.id == export_id, Export.state == State.WAITING, Export.person_id != but)
    return session.scalar(statement)


def rows_asked(person_id: UUID | None, *, since: datetime) -> int:
    """Return how many rows a person has asked for since then; what was refused does not count."""
    statement = select(func.coalesce(func.sum(Export.rows_total), 0)).where(
        Export.person_id == person_id,
        Export.asked_at >= since,
        Export.state != State.REFUSED,
    )
    return session.scalar(statement) or 0


def stalled_exports(*, since: datetime) -> list[Export]:
    """Return exports on their way that have not moved since then, locked; those in other hands are left out."""
    statement = (
        select(Export)
        .where(Export.state.in_((State.ASKED, State.MAKING)), Export.progress_at < since)
        .order_by(Export.progress_at)
        .limit(MOST_TENDED)
    )
    return list(session.scalars(statement.with_for_update(skip_locked=True)))


def outdated_exports(epoch: int) -> list[Export]:
    """Return ready files that were made before something was hidden, locked; those in other hands are left out."""
    statement = select(Export).where(Export.state == State.READY, Export.epoch != epoch).limit(MOST_TENDED)
    return list(session.scalars(statement.with_for_update(skip_locked=True)))


def expired_exports(*, at: datetime, asked_before: datetime) -> list[Export]:
    """Return exports whose time is over, locked: of ready files, or of questions that nobody decided."""
    statement = (
        select(Export)
        .where(
            or_(
                (Export.state == State.READY) & (Export.expires_at <= at),
                (Export.state == State.WAITING) & (Export.asked_at < asked_before),
            )
        )
        .limit(MOST_TENDED)
    )
    return list(session.scalars(statement.with_for_update(skip_locked=True)))


def ids_by_fields(rows: Iterable[tuple[UUID, frozenset[str]]]) -> dict[frozenset[str], list[UUID]]:
    """Return organisations by the protected fields that a file shows of them."""
    found: dict[frozenset[str], list[UUID]] = {}
    for key, fields in rows:
        if fields:
            found.setdefault(fields, []).append(key)
    return found
