"""What the secretariat sees of allies: those who wait first, floods apart, and who looks like whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Viewer
from nswp_members.allies.models import Ally, AllyState
from nswp_members.core.db import session
from nswp_members.core.text import fold
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to

BURST = 5
"""More than this many who wait, from one mail domain in one hour, are shown as one line."""
BURSTS_SHOWN = 20
LIKE_SHOWN = 200


@dataclass(frozen=True)
class Sought:
    """What is looked for among the allies; ``burst`` opens one of the lines that stand for many."""

    state: AllyState = AllyState.WAITING
    search: str = ""
    burst: bytes | None = None
    page: int = 1


@dataclass(frozen=True)
class Queue:
    """Some allies, those who wait longest first, and whether there are more."""

    rows: list[Ally]
    has_more: bool


@dataclass(frozen=True)
class Burst:
    """Many who came at once from one mail domain."""

    key: bytes
    number: int
    first_name: str
    since: datetime


@dataclass(frozen=True)
class Likeness:
    """What speaks for it that an entry is known already: other entries, and a member of the same name."""

    entries: list[Ally]
    member: Organisation | None


def queue(sought: Sought, *, limit: int) -> Queue:
    """Return a page of allies; without a search or a burst, those of bursts are left out."""
    statement = (
        select(Ally).where(Ally.state == sought.state).options(joinedload(Ally.version), joinedload(Ally.letter))
    )
    if sought.search:
        statement = statement.where(_matches(sought.search))
    if sought.burst:
        statement = statement.where(Ally.burst_key == sought.burst)
    elif sought.state == AllyState.WAITING and not sought.search:
        statement = statement.where(Ally.burst_key.not_in(_bursts().with_only_columns(Ally.burst_key)))
    order = (Ally.confirmed_at, Ally.id) if sought.state == AllyState.WAITING else (Ally.created_at.desc(), Ally.id)
    page = max(sought.page, 1)
    found = list(session.scalars(statement.order_by(*order).limit(limit + 1).offset((page - 1) * limit)))
    return Queue(found[:limit], len(found) > limit)


def _matches(search: str) -> ColumnElement[bool]:
    words = fold(search)
    return or_(Ally.name_key.contains(words, autoescape=True), Ally.website_key.contains(words, autoescape=True))


def _bursts() -> Any:
    return (
        select(Ally.burst_key, func.count(), func.min(Ally.name), func.min(Ally.confirmed_at))
        .where(Ally.state == AllyState.WAITING)
        .group_by(Ally.burst_key)
        .having(func.count() > BURST)
    )


def bursts() -> list[Burst]:
    """Return the lines that stand for many who wait, the largest first."""
    statement = _bursts().order_by(func.count().desc(), Ally.burst_key).limit(BURSTS_SHOWN)
    return [Burst(*row) for row in session.execute(statement)]


def counts_by_state() -> dict[AllyState, int]:
    """Return how many allies stand in each state."""
    statement = select(Ally.state, func.count()).group_by(Ally.state)
    found = {AllyState(state): number for state, number in session.execute(statement)}
    return {state: found.get(state, 0) for state in AllyState}


def waiting_count() -> int:
    """Return how many allies wait for a decision."""
    return session.scalar(select(func.count()).select_from(Ally).where(Ally.state == AllyState.WAITING)) or 0


def ally_by_id(ally_id: UUID) -> Ally | None:
    """Return the ally with this id."""
    return session.get(Ally, ally_id)


def likenesses(viewer: Viewer, allies: Sequence[Ally]) -> dict[UUID, Likeness]:
    """Return what looks like each of these: the same address, folded name or website, or a member's name."""
    members = {
        one.sort_key: one
        for one in session.scalars(
            select(Organisation).where(Organisation.sort_key.in_({one.name_key for one in allies}), visible_to(viewer))
        )
    }
    others = _candidates(allies)
    return {
        one.id: Likeness(
            [other for other in others if other.id != one.id and are_alike(one, other)], members.get(one.name_key)
        )
        for one in allies
    }


def are_alike(one: Ally, other: Ally) -> bool:
    """Whether two entries for the same subject may come from the same ally."""
    if (one.version_id, one.letter_id) != (other.version_id, other.letter_id):
        return False
    same_site = bool(one.website_key) and one.website_key == other.website_key
    return one.email_lookup == other.email_lookup or one.name_key == other.name_key or same_site


def _candidates(allies: Collection[Ally]) -> list[Ally]:
    """Return the confirmed entries that share an address, a name or a website with one of these."""
    statement = (
        select(Ally)
        .where(Ally.state != AllyState.UNCONFIRMED)
        .where(
            or_(
                Ally.email_lookup.in_({one.email_lookup for one in allies}),
                Ally.name_key.in_({one.name_key for one in allies}),
                Ally.website_key.in_({one.website_key for one in allies if one.website_key}),
            )
        )
    )
    return list(session.scalars(statement.order_by(Ally.created_at).limit(LIKE_SHOWN)))
