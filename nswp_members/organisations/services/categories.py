"""Delivering and changing the categories of membership."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.organisations import queries
from nswp_members.organisations.errors import CategoryExists, CategoryVanished, StaleCategory
from nswp_members.organisations.models import MembershipCategory

DELIVERED = "data/categories.json"


@dataclass(frozen=True)
class CategoryValues:
    """What the secretariat decides about a category; words by language."""

    names: dict[str, str]
    descriptions: dict[str, str]
    has_vote: bool
    is_open: bool
    position: int
    valid_from: date | None = None
    valid_until: date | None = None


FIELDS = tuple(CategoryValues.__dataclass_fields__)


def sync_categories() -> None:
    """Add the delivered categories that are missing; what the secretariat changed stays as it is."""
    text = files("nswp_members.organisations").joinpath(DELIVERED).read_text(encoding="utf-8")
    rows = [
        {"is_open": True, "version": 1, **one, "position": position}
        for position, one in enumerate(json.loads(text), start=1)
    ]
    session.execute(insert(MembershipCategory).values(rows).on_conflict_do_nothing())
    queries.forget_category_names()


def add_category(code: str, values: CategoryValues, *, by: UUID | None, capacity: str = "") -> MembershipCategory:
    """Add a category of membership; raises `CategoryExists`."""
    if queries.category(code):
        raise CategoryExists
    row = MembershipCategory(code=code, version=1, **{name: getattr(values, name) for name in FIELDS})
    session.add(row)
    session.flush()
    _note("organisations.added_category", row, list(FIELDS), by=by, capacity=capacity)
    return row


def change_category(
    code: str, values: CategoryValues, *, seen_version: int, by: UUID | None, capacity: str = ""
) -> MembershipCategory:
    """Change a category of membership; raises `StaleCategory` if somebody else did meanwhile, `CategoryVanished`."""
    row = queries.category(code, hold=True)
    if row is None:
        raise CategoryVanished
    if row.version != seen_version:
        raise StaleCategory
    changed = [name for name in FIELDS if getattr(row, name) != getattr(values, name)]
    for name in changed:
        setattr(row, name, getattr(values, name))
    if changed:
        row.version += 1
        _note("organisations.changed_category", row, changed, by=by, capacity=capacity)
    return row


def _note(action: str, row: MembershipCategory, fields: list[str], *, by: UUID | None, capacity: str) -> None:
    """Put it into the trail and let the new words be seen."""
    queries.forget_category_names()
    details = {"code": row.code, "fields": fields}
    audit.record(action, "membership_category", None, by=by, capacity=capacity, details=details)
