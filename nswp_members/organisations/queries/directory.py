"""Lists of organisations: filtered, in order, in pages, always through the one visibility predicate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Integer, Select, String, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact
from nswp_members.organisations.queries.matching import found_by, matching, seen_of
from nswp_members.organisations.queries.wanted import DirectoryFilter
from nswp_members.organisations.seen import Seen
from nswp_members.regions import geography

LAST = 1000
SUGGESTIONS = 8
SHORTEST_SUGGESTED = 2


@dataclass(frozen=True)
class DirectoryRow:
    """One line of a list with what the viewer may see; ``slug`` is None for an organisation that is not public.

    Where the viewer may only know an alias, ``named`` is false and ``name`` is the alias.
    """

    id: UUID
    slug: str | None
    name: str
    acronym: str | None
    transliteration: str | None
    country_code: str | None
    region_code: str
    kind: str | None
    sort_key: str
    named: bool
    listing: str | None = None
    contacts: int | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True)
class DirectoryPage:
    """Some rows in order, and the ids to go on from in both directions (None where the list ends)."""

    rows: tuple[DirectoryRow, ...]
    before: UUID | None = None
    after: UUID | None = None


def directory_page(
    viewer: Viewer,
    wanted: DirectoryFilter,
    *,
    size: int,
    after: UUID | None = None,
    before: UUID | None = None,
    sort: str = "",
    language: str = "en",
    for_staff: bool = False,
) -> DirectoryPage:
    """Return one page, by ``sort``: relevance (usual for a search), name, country (in ``language``), changed.

    ``after`` and ``before`` are ids of organisations the viewer may know of; any other id counts as none.
    ``for_staff`` adds listing, number of contacts that can be reached by mail, and last change; only then the
    last change gives an order.
    """
    found = found_by(viewer, wanted.search)
    seen = seen_of(viewer, found)
    order = _order(seen, found, sort, language, for_staff)
    statement = matching(viewer, seen, select(*_columns(seen, for_staff)), wanted, found)
    edge = _position(seen, order, found, after or before)
    backwards = bool(edge and before and not after)
    if edge:
        place = tuple_(*order)
        statement = statement.where(place < tuple_(*edge) if backwards else place > tuple_(*edge))
    statement = statement.order_by(*(one.desc() for one in order) if backwards else order).limit(size + 1)
    rows = [DirectoryRow(**row) for row in session.execute(statement).mappings()]
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return DirectoryPage(())
    has_previous = more if backwards else edge is not None
    has_next = True if backwards else more
    return DirectoryPage(
        tuple(rows), before=rows[0].id if has_previous else None, after=rows[-1].id if has_next else None
    )


def suggestions(viewer: Viewer, search: str) -> list[str]:
    """Return the names of the few best matches as the viewer may know them; none for a text of one sign."""
    if len(search.strip()) < SHORTEST_SUGGESTED:
        return []
    page = directory_page(viewer, DirectoryFilter(search=search), size=SUGGESTIONS)
    return list(dict.fromkeys(row.name for row in page.rows))


def _columns(seen: Seen, for_staff: bool) -> tuple[Any, ...]:
    """Return the columns of a row as the viewer may see them."""
    columns = (
        seen.c.id,
        seen.c.region_code,
        seen.known_as("name", "alias"),
        seen.known_as("sort_key", "alias_key"),
        seen.shows("name").label("named"),
        *(seen.shown(field) for field in ("slug", "acronym", "transliteration", "country_code", "kind")),
    )
    if not for_staff:
        return columns
    reachable = (
        select(func.count())
        .where(Contact.organisation_id == seen.c.id, Contact.email_lookup.is_not(None))
        .scalar_subquery()
    )
    return (*columns, seen.shown("listing"), reachable.label("contacts"), seen.c.updated_at)


def _order(seen: Seen, found: CTE | None, sort: str, language: str, for_staff: bool) -> tuple[Any, ...]:
    """Return what the list is ordered by, all ascending; an order by a field puts those last that do not show it."""
    by_name = (seen.known_as("sort_key", "alias_key"), seen.c.id)
    if sort == "country":
        return (_place_of_country(seen, language), *by_name)
    if sort == "changed" and for_staff:
        return (-func.extract("epoch", seen.c.updated_at), *by_name)
    if found is not None and sort in ("", "relevance"):
        return (found.c.rank, *by_name)
    return by_name


def _place_of_country(seen: Seen, language: str) -> ColumnElement[int]:
    """Return where the shown country stands among the names of countries in a language."""
    names = sorted(geography.countries(), key=lambda code: geography.country_name(code, language))
    places = literal({code: place for place, code in enumerate(names)}, JSONB)
    return func.coalesce(cast(places[cast(seen.shown("country_code"), String)].astext, Integer), LAST)


def _position(
    seen: Seen, order: tuple[Any, ...], found: CTE | None, organisation_id: UUID | None
) -> tuple[Any, ...] | None:
    """Return where in the order an organisation stands that the viewer may know of."""
    if organisation_id is None:
        return None
    statement = select(*order).select_from(seen.rows).where(seen.c.id == organisation_id)
    if found is not None:
        statement = statement.join(found, found.c.id == seen.c.id)
    edge = session.execute(statement).first()
    return tuple(edge) if edge else None


def visible_count(viewer: Viewer, wanted: DirectoryFilter) -> int:
    """Return how many organisations that the viewer may know of match."""
    found = found_by(viewer, wanted.search)
    seen = seen_of(viewer, found)
    count: Select[Any] = select(func.count()).select_from(seen.rows)
    return session.scalar(matching(viewer, seen, count, wanted, found)) or 0


def public_count(wanted: DirectoryFilter) -> int:
    """Return how many publicly listed organisations match, whoever asks."""
    return visible_count(ANYONE, wanted)
