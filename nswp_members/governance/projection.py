"""What a viewer gets to see of the Board: the one place that decides on names, days and reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now
from nswp_members.governance import policies, queries
from nswp_members.governance.models import BoardSeat, SeatTerm
from nswp_members.governance.queries import SeatState
from nswp_members.governance.stagger import Bar, bar, end_together, year_marks

YEARS_BACK = 1
YEARS_AHEAD = 3


@dataclass(frozen=True)
class TermView:
    """A term as a viewer sees it; ``name`` is None if they may not know who serves it.

    Days and the id of the organisation are None for visitors; ``ended_as`` is for the Board, ``reason`` for those who
    look after it, and ``running`` tells them that its end can still be moved.
    """

    id: UUID
    name: str | None
    organisation_id: UUID | None
    organisation: str | None
    starts_on: date | None
    last_day: date | None
    extended_from: date | None
    began_as: str | None
    ended_as: str | None
    reason: str | None
    void: bool
    running: bool
    named: bool
    own: bool


@dataclass(frozen=True)
class Card:
    """A seat on the Board's page."""

    seat: BoardSeat
    current: TermView | None
    following: TermView | None
    soon: bool


@dataclass(frozen=True)
class Area:
    """The President's seat, or the two of a region; ``together`` tells that the stagger is broken."""

    cards: tuple[Card, ...]
    together: bool


@dataclass(frozen=True)
class Line:
    """The terms of one seat on the line of years."""

    seat: BoardSeat
    bars: tuple[tuple[Bar, date, date], ...]


@dataclass(frozen=True)
class Timeline:
    """All seats on one line of years."""

    lines: tuple[Line, ...]
    marks: tuple[tuple[int, float], ...]
    today: float


def areas(viewer: Viewer, states: Iterable[SeatState], today: date) -> list[Area]:
    """Return the board in the order of its seats, as this viewer may see it."""
    states = list(states)
    shown = [term for one in states for term in (one.current, one.following) if term]
    names = _organisations(viewer, shown)
    found = []
    for _region, group in groupby(states, key=lambda one: one.seat.region_code):
        both = list(group)
        ends = [one.current.extended_from or one.current.ends_on for one in both if one.current]
        cards = tuple(_card(viewer, one, names, today) for one in both)
        found.append(Area(cards, together=policies.can_manage(viewer) and end_together(ends)))
    return found


def history(viewer: Viewer, terms: Iterable[SeatTerm]) -> list[TermView]:
    """Return the terms of a seat, the latest first, as this viewer may see them."""
    shown = [one for one in terms if not one.is_void or policies.can_manage(viewer)]
    names = _organisations(viewer, shown)
    return [_term(viewer, one, names) for one in reversed(shown)]


def timeline(states: Iterable[SeatState], today: date) -> Timeline:
    """Return the terms of all seats on a line from last year to three years ahead; for those who may see days."""
    first, last = date(today.year - YEARS_BACK, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)
    lines = []
    for one in states:
        placed = [(bar(term, first=first, last=last, today=today), term) for term in one.terms]
        lines.append(Line(one.seat, tuple((at, term.starts_on, term.last_day) for at, term in placed if at)))
    share = round(100 * (today - first).days / ((last - first) + timedelta(days=1)).days, 2)
    return Timeline(tuple(lines), tuple(year_marks(first, last)), share)


def _card(viewer: Viewer, state: SeatState, names: dict[UUID, str], today: date) -> Card:
    return Card(
        seat=state.seat,
        current=_term(viewer, state.current, names) if state.current else None,
        following=_term(viewer, state.following, names) if state.following and viewer.signed_in else None,
        soon=viewer.signed_in and state.ends_soon(today),
    )


def _organisations(viewer: Viewer, terms: Iterable[SeatTerm]) -> dict[UUID, str]:
    """Return the organisations to be named: without its holder's name, an organisation would give the holder away."""
    return queries.represented(viewer, [one for one in terms if policies.can_know(viewer, one)])


def _term(viewer: Viewer, term: SeatTerm, organisations: dict[UUID, str]) -> TermView:
    known = policies.can_know(viewer, term)
    inside, keeps = policies.knows_holders(viewer), policies.can_manage(viewer)
    organisation = organisations.get(term.organisation_id) if known and term.organisation_id else None
    dated = policies.can_look_up(viewer)
    return TermView(
        id=term.id,
        name=(term.person.name or (term.person.email if keeps else "–")) if known else None,
        organisation_id=term.organisation_id if organisation and dated else None,
        organisation=organisation,
        starts_on=term.starts_on if dated else None,
        last_day=term.last_day if dated else None,
        extended_from=term.extended_from if dated else None,
        began_as=term.began_as if dated else None,
        ended_as=term.ended_as if inside else None,
        reason=term.reason if keeps else None,
        void=term.is_void,
        running=keeps and queries.is_running(term, at=now()),
        named=term.named_publicly and (keeps or policies.is_own(viewer, term)),
        own=policies.is_own(viewer, term),
    )
