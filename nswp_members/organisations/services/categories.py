"""Delivering and changing the categories of membership."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import session, today
from nswp_members.organisations import queries
from nswp_members.organisations.errors import CategoryExists, CategoryVanished, StaleCategory, VoteChangedLater
from nswp_members.organisations.models import MembershipCategory
from nswp_members.organisations.models.categories import ALWAYS

DELIVERED = "data/categories.json"


@dataclass(frozen=True)
class CategoryValues:
    """What the secretariat decides about a category; words by language.

    A change of ``has_vote`` holds from ``vote_from`` on, or from today.
    """

    names: dict[str, str]
    descriptions: dict[str, str]
    has_vote: bool
    is_open: bool
    position: int
    valid_from: date | None = None
    valid_until: date | None = None
    vote_from: date | None = None


FIELDS = ("names", "descriptions", "is_open", "position", "valid_from", "valid_until")


def sync_categories() -> None:
    """Add the delivered categories that are missing; what the secretariat changed stays as it is."""
    text = files("nswp_members.organisations").joinpath(DELIVERED).read_text(encoding="utf-8")
    rows = [
        {"is_open": True, "version": 1, "votes": {ALWAYS: one.pop("has_vote")}, **one, "position": position}
        for position, one in enumerate(json.loads(text), start=1)
    ]
    session.execute(insert(MembershipCategory).values(rows).on_conflict_do_nothing())
    queries.forget_category_names()


def add_category(code: str, values: CategoryValues, *, by: UUID | None, capacity: str = "") -> MembershipCategory:
    """Add a category of membership; raises `CategoryExists`."""
    if queries.category(code):
        raise CategoryExists
    present = {name: getattr(values, name) for name in FIELDS}
    row = MembershipCategory(code=code, version=1, votes={ALWAYS: values.has_vote}, **present)
    session.add(row)
    session.flush()
    _note("organisations.added_category", row, ["votes", *FIELDS], by=by, capacity=capacity)
    return row


def change_category(
    code: str, values: CategoryValues, *, seen_version: int, by: UUID | None, capacity: str = ""
) -> MembershipCategory:
    """Change a category of membership; who could vote before the day of the change stays as it was.

    Raises `StaleCategory` if somebody else changed it meanwhile, `CategoryVanished`, `VoteChangedLater`.
    """
    row = queries.category(code, hold=True)
    if row is None:
        raise CategoryVanished
    if row.version != seen_version:
        raise StaleCategory
    changed = [name for name in FIELDS if getattr(row, name) != getattr(values, name)]
    for name in changed:
        setattr(row, name, getattr(values, name))
    votes = _votes(row, values.has_vote, values.vote_from or today())
    if votes != row.votes:
        row.votes = votes
        changed.append("votes")
    if changed:
        row.version += 1
        _note("organisations.changed_category", row, changed, by=by, capacity=capacity)
    return row


def _votes(row: MembershipCategory, has_vote: bool, day: date) -> dict[str, bool]:
    """Return the right to vote by day with a change from a day on, in place of all changes that are still ahead."""
    first, present = day.isoformat(), today().isoformat()
    if any(first < one <= present for one in row.votes):
        raise VoteChangedLater
    if row.has_vote_on(day) == has_vote:
        return row.votes
    kept = {one: value for one, value in row.votes.items() if one < first}
    if not kept or kept[max(kept)] != has_vote:
        kept[first] = has_vote
    return kept


def _note(action: str, row: MembershipCategory, fields: list[str], *, by: UUID | None, capacity: str) -> None:
    """Put it into the trail and let the new words be seen."""
    queries.forget_category_names()
    details = {"code": row.code, "fields": fields}
    audit.record(action, "membership_category", None, by=by, capacity=capacity, details=details)
