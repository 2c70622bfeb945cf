"""Lists of organisations: filtered, in order, in pages, always through the one visibility predicate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Integer, Select, String, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.organisations.queries.matching import found_by, matching
from nswp_members.organisations.queries.wanted import DirectoryFilter
from nswp_members.organisations.visibility import row_columns, shown, shown_sort_key, visible_to
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
    order = _order(viewer, found, sort, language, for_staff)
    statement = matching(viewer, select(*_columns(viewer, for_staff)), wanted, found)
    edge = _position(viewer, order, found, after or before)
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


def _columns(viewer: Viewer, for_staff: bool) -> tuple[Any, ...]:
    if not for_staff:
        return row_columns(viewer)
    reachable = (
        select(func.count())
        .where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
        .scalar_subquery()
    )
    return (*row_columns(viewer), shown(viewer, "listing"), reachable.label("contacts"), Organisation.updated_at)


def _order(viewer: Viewer, found: CTE | None, sort: str, language: str, for_staff: bool) -> tuple[Any, ...]:
    """Return what the list is ordered by, all ascending; an order by a field puts those last that do not show it."""
    by_name = (shown_sort_key(viewer), Organisation.id)
    if sort == "country":
        return (_place_of_country(viewer, language), *by_name)
    if sort == "changed" and for_staff:
        return (-func.extract("epoch", Organisation.updated_at), *by_name)
    if found is not None and sort in ("", "relevance"):
        return (found.c.rank, *by_name)
    return by_name


def _place_of_country(viewer: Viewer, language: str) -> ColumnElement[int]:
    """Return where the shown country stands among the names of countries in a language."""
    names = sorted(geography.countries(), key=lambda code: geography.country_name(code, language))
    places = literal({code: place for place, code in enumerate(names)}, JSONB)
    return func.coalesce(cast(places[cast(shown(viewer, "country_code"), String)].astext, Integer), LAST)


def _position(
    viewer: Viewer, order: tuple[Any, ...], found: CTE | None, organisation_id: UUID | None
) -> tuple[Any, ...] | None:
    """Return where in the order an organisation stands that the viewer may know of."""
    if organisation_id is None:
        return None
    statement = select(*order).select_from(Organisation).where(Organisation.id == organisation_id, visible_to(viewer))
    if found is not None:
        statement = statement.join(found, found.c.id == Organisation.id)
    edge = session.execute(statement).first()
    return tuple(edge) if edge else None


def visible_count(viewer: Viewer, wanted: DirectoryFilter) -> int:
    """Return how many organisations that the viewer may know of match."""
    count: Select[Any] = select(func.count()).select_from(Organisation)
    return session.scalar(matching(viewer, count, wanted, found_by(viewer, wanted.search))) or 0


def public_count(wanted: DirectoryFilter) -> int:
    """Return how many publicly listed organisations match, whoever asks."""
    return visible_count(ANYONE, wanted)
