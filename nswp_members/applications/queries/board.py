"""The board of applications: what stands where, for how long, and for whom it waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, null, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications.models import Application, Party, Question, Step
from nswp_members.applications.sight import party_of, visible_to
from nswp_members.applications.states import State
from nswp_members.core.db import session
from nswp_members.core.text import fold

MOST_SEARCHED = 500
COLUMNS = (State.CHECK, State.REPRESENTATIVES, State.VERIFICATION, State.INFORMATION)
ENDS = (State.APPROVED, State.DECLINED, State.WITHDRAWN, State.EXPIRED)


@dataclass(frozen=True)
class BoardFilter:
    """What to show; empty means anything. ``state`` None means all that are open."""

    region: str = ""
    state: State | None = None
    mine: bool = False
    search: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One application on the board; ``name`` and ``country_code`` are None where the viewer may not know them."""

    id: UUID
    name: str | None
    country_code: str | None
    region_code: str | None
    state: str
    entered_at: datetime
    submitted_at: datetime | None
    due_on: date | None
    time_zone: str | None
    party: str | None
    assignee_id: UUID | None
    assignee: str | None


def counts(viewer: Viewer, wanted: BoardFilter) -> dict[State, int]:
    """Return how many applications stand in each open state, whatever state is asked for; without the search."""
    statement = (
        select(Application.state, func.count())
        .outerjoin(Step, _open_step())
        .where(*_conditions(viewer, wanted, COLUMNS))
        .group_by(Application.state)
    )
    found: dict[str, int] = {key: number for key, number in session.execute(statement)}  # noqa: C416
    return {state: found.get(state.value, 0) for state in COLUMNS}


def columns(viewer: Viewer, wanted: BoardFilter, *, each: int) -> dict[State, list[BoardRow]]:
    """Return the most urgent applications of each open state, at most so many of each."""
    place = func.row_number().over(partition_by=Application.state, order_by=_order())
    inner = _rows(viewer, wanted, COLUMNS).add_columns(place.label("place")).subquery()
    statement = select(inner).where(inner.c.place <= each).order_by(inner.c.place)
    found: dict[State, list[BoardRow]] = {state: [] for state in COLUMNS}
    for row in session.execute(statement).mappings():
        one = BoardRow(**{key: value for key, value in row.items() if key != "place"})
        found[State(one.state)].append(one)
    return found


def page(viewer: Viewer, wanted: BoardFilter, *, offset: int, limit: int) -> list[BoardRow]:
    """Return applications as one list: the open ones most urgent first, ended ones latest first.

    A search reads the names of at most MOST_SEARCHED applications, because they are encrypted.
    """
    states = (wanted.state,) if wanted.state else COLUMNS
    order = (Application.entered_at.desc(), Application.id) if wanted.state in ENDS else _order()
    statement = _rows(viewer, wanted, states).order_by(*order)
    if not wanted.search:
        return _read(statement.offset(offset).limit(limit))
    word = fold(wanted.search)
    found = [one for one in _read(statement.limit(MOST_SEARCHED)) if one.name and word in fold(one.name)]
    return found[offset : offset + limit]


def waiting_count(viewer: Viewer) -> int:
    """Return how many applications wait for the viewer; of two representatives, both are asked."""
    party = party_of(viewer)
    statement = select(func.count()).select_from(Application).join(Step, _open_step())
    statement = statement.where(visible_to(viewer), Step.party == party)
    if party != Party.REPRESENTATIVES:
        statement = statement.where(Step.assignee_id.is_(None) | (Step.assignee_id == viewer.person_id))
    return session.scalar(statement) or 0


def _read(statement: Select[Any]) -> list[BoardRow]:
    return [BoardRow(**row) for row in session.execute(statement).mappings()]


def _rows(viewer: Viewer, wanted: BoardFilter, states: Collection[State]) -> Select[Any]:
    return (
        select(
            Application.id,
            _known_to(viewer, "name", Application.name).label("name"),
            _known_to(viewer, "country", Application.country_code).label("country_code"),
            Application.region_code,
            Application.state,
            Application.entered_at,
            Application.submitted_at,
            Step.due_on,
            Person.time_zone,
            Step.party,
            Step.assignee_id,
            Person.name.label("assignee"),
        )
        .outerjoin(Step, _open_step())
        .outerjoin(Person, Person.id == Step.assignee_id)
        .where(*_conditions(viewer, wanted, states))
    )


def _known_to(viewer: Viewer, key: str, column: Any) -> ColumnElement[Any]:
    """Return a column, NULL to a verifier if the question behind it is not for networks."""
    if party_of(viewer) != Party.NETWORK:
        return column  # type: ignore[no-any-return]
    shared = exists().where(Question.form_id == Application.form_id, Question.key == key, Question.for_networks)
    return case((shared, column), else_=null())


def _conditions(viewer: Viewer, wanted: BoardFilter, states: Collection[State]) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = [visible_to(viewer), Application.state.in_([one.value for one in states])]
    if wanted.region:
        found.append(Application.region_code == wanted.region)
    if wanted.mine:
        found.append(Step.assignee_id == viewer.person_id)
    return tuple(found)


def _open_step() -> ColumnElement[bool]:
    return and_(Step.application_id == Application.id, Step.closed_at.is_(None))


def _order() -> tuple[Any, ...]:
    return Step.due_on.asc().nulls_last(), Application.entered_at, Application.id
