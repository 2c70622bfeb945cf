"""Pages of lists of organisations, in the order of their names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, select, tuple_

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where in a list of organisations a page begins, or ends if ``backwards``; None is the list's start."""

    organisation_id: UUID | None = None
    backwards: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the organisations at which the pages before and after it meet it."""

    rows: list[T]
    previous: UUID | None = None
    next: UUID | None = None


START = Place()


def organisation_page(
    statement: Select[*tuple[Any, ...]],
    viewer: Viewer,
    place: Place,
    limit: int,
    make: Callable[[Row[*tuple[Any, ...]]], T],
    key: Callable[[T], UUID],
) -> Page[T]:
    """Return one page of a statement that selects from organisations; two queries at most."""
    anchor = _anchor(viewer, place)
    backwards = place.backwards and anchor is not None
    columns = (Organisation.sort_key, Organisation.id)
    if anchor is not None:
        position = tuple_(*columns)
        statement = statement.where(position < anchor if backwards else position > anchor)
    order = [column.desc() for column in columns] if backwards else list(columns)
    found = [make(row) for row in session.execute(statement.order_by(*order).limit(limit + 1))]
    more = len(found) > limit
    rows = found[:limit][::-1] if backwards else found[:limit]
    if not rows:
        return Page([])
    before = more if backwards else anchor is not None
    after = True if backwards else more
    return Page(rows, key(rows[0]) if before else None, key(rows[-1]) if after else None)


def _anchor(viewer: Viewer, place: Place) -> tuple[str, UUID] | None:
    """Return the sort key and id of the organisation that a page begins or ends at, if it can be known of."""
    if place.organisation_id is None:
        return None
    statement = select(Organisation.sort_key, Organisation.id)
    row = session.execute(statement.where(Organisation.id == place.organisation_id, visible_to(viewer))).one_or_none()
    return (row[0], row[1]) if row else None
