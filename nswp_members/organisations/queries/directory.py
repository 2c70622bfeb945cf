"""Lists of organisations: filtered, in order, in pages, always through the one visibility predicate."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, String, Uuid, bindparam, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from nswp_members.accounts.viewers import Capacity, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact
from nswp_members.organisations.queries.matching import Shape, matching, parameters, shape_of
from nswp_members.organisations.queries.search import Source, source
from nswp_members.organisations.queries.wanted import DirectoryFilter
from nswp_members.organisations.seen import Seen
from nswp_members.regions import geography

LAST = 1000
SHAPES = 256


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


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: the sort asked for, whether a text is searched for, the language of names."""

    searched: bool
    sort: str
    language: str
    for_staff: bool


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
    shape = shape_of(wanted)
    order = Order(shape.searched, sort, language, for_staff)
    values = parameters(wanted)
    edge = _edge(viewer.capacity, order, values, after or before)
    backwards = bool(edge and before and not after)
    statement = _statement(viewer.capacity, shape, order, from_edge=bool(edge), backwards=backwards)
    found = session.execute(statement, {**values, **edge, "size": size + 1}).mappings()
    rows = [DirectoryRow(**row) for row in found]
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return DirectoryPage(())
    has_previous = more if backwards else bool(edge)
    has_next = True if backwards else more
    return DirectoryPage(
        tuple(rows), before=rows[0].id if has_previous else None, after=rows[-1].id if has_next else None
    )


@lru_cache(SHAPES)
def _statement(
    capacity: Capacity | None, shape: Shape, order: Order, *, from_edge: bool, backwards: bool
) -> Select[Any]:
    """Return the statement for a page of this shape; its parameters are the wanted values, the edge and the size.

    The few rows are chosen first, so that what the viewer sees of a row is worked out for those alone.
    """
    rows = source(capacity, searched=shape.searched)
    by = _order(rows, order)
    places = [column.label(f"place_{number}") for number, column in enumerate(by)]
    chosen = select(*rows.seen.c, *places).select_from(rows.seen.rows)
    statement = matching(Viewer(capacity=capacity), rows, chosen, shape)
    if from_edge:
        edge = tuple_(*(bindparam(f"edge_{place}", type_=one.type) for place, one in enumerate(by)))
        statement = statement.where(tuple_(*by) < edge if backwards else tuple_(*by) > edge)
    statement = statement.order_by(*(one.desc() for one in by) if backwards else by)
    page = statement.limit(bindparam("size", type_=Integer)).subquery("page")
    order_of_page = [page.c[place.name] for place in places]
    columns = select(*_columns(Seen(page, rows.seen.relations), order.for_staff))
    return columns.order_by(*(one.desc() for one in order_of_page) if backwards else order_of_page)


@lru_cache(SHAPES)
def _edge_statement(capacity: Capacity | None, order: Order) -> Select[Any]:
    """Return the statement for the place in the order of one organisation that the viewer may know of."""
    rows = source(capacity, searched=order.searched)
    statement = select(*_order(rows, order)).select_from(rows.seen.rows)
    if rows.found is not None:
        statement = statement.join(rows.found, rows.found.c.id == rows.seen.c.id)
    return statement.where(rows.seen.c.id == bindparam("edge_id", type_=Uuid))


def _edge(
    capacity: Capacity | None, order: Order, values: dict[str, Any], organisation_id: UUID | None
) -> dict[str, Any]:
    """Return where to go on from, as parameters; none if the viewer may not know of the organisation."""
    if organisation_id is None:
        return {}
    edge = session.execute(_edge_statement(capacity, order), {**values, "edge_id": organisation_id}).first()
    return {f"edge_{place}": value for place, value in enumerate(edge)} if edge else {}


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


def _order(rows: Source, order: Order) -> tuple[Any, ...]:
    """Return what the list is ordered by, all ascending; an order by a field puts those last that do not show it."""
    by_name = (rows.seen.known_as("sort_key", "alias_key"), rows.seen.c.id)
    if order.sort == "country":
        return (_place_of_country(rows.seen, order.language), *by_name)
    if order.sort == "changed" and order.for_staff:
        return (-func.extract("epoch", rows.seen.c.updated_at), *by_name)
    if rows.found is not None and order.sort in ("", "relevance"):
        return (rows.found.c.rank, *by_name)
    return by_name


def _place_of_country(seen: Seen, language: str) -> ColumnElement[int]:
    """Return where the shown country stands among the names of countries in a language."""
    names = sorted(geography.countries(), key=lambda code: geography.country_name(code, language))
    places = literal({code: place for place, code in enumerate(names)}, JSONB)
    return func.coalesce(cast(places[cast(seen.shown("country_code"), String)].astext, Integer), LAST)
