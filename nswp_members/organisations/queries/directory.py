"""Lists of organisations: filtered, in pages, always through the one visibility predicate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, exists, func, literal, or_, select, tuple_

from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.core.db import session
from nswp_members.core.text import fold
from nswp_members.organisations.models import Affiliation, Contact, Listing, Organisation, SearchText
from nswp_members.organisations.visibility import (
    named_to,
    row_columns,
    shown,
    shown_sort_key,
    shows,
    visible_to,
)
from nswp_members.regions.geography import find_country

MAX_WORDS = 8
MAX_SEARCH_CHARACTERS = 100


@dataclass(frozen=True)
class DirectoryFilter:
    """What somebody looks for; empty where they do not mind. ``listing`` and ``no_contact`` are for staff."""

    search: str = ""
    region: str = ""
    country: str = ""
    area: int | None = None
    kind: str = ""
    listing: str = ""
    no_contact: bool = False
    network: UUID | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return self == DirectoryFilter()


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
    for_staff: bool = False,
) -> DirectoryPage:
    """Return one page in the order of names.

    ``after`` and ``before`` are ids of organisations the viewer may know of; any other id counts as none.
    ``for_staff`` adds listing, number of contacts that can be reached by mail, and last change.
    """
    order = (shown_sort_key(viewer), Organisation.id)
    statement = _matching(viewer, select(*_columns(viewer, for_staff)).where(visible_to(viewer)), wanted)
    edge = position_of(viewer, after or before)
    backwards = bool(edge and before and not after)
    if edge:
        place = tuple_(*order)
        statement = statement.where(place < tuple_(*edge) if backwards else place > tuple_(*edge))
    statement = statement.order_by(*(one.desc() for one in order) if backwards else order).limit(size + 1)
    found = [DirectoryRow(**row) for row in session.execute(statement).mappings()]
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return DirectoryPage(())
    has_previous = more if backwards else edge is not None
    has_next = True if backwards else more
    return DirectoryPage(
        tuple(found), before=found[0].id if has_previous else None, after=found[-1].id if has_next else None
    )


def _columns(viewer: Viewer, for_staff: bool) -> tuple[Any, ...]:
    if not for_staff:
        return row_columns(viewer)
    reachable = (
        select(func.count())
        .where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
        .scalar_subquery()
    )
    return (*row_columns(viewer), Organisation.listing, reachable.label("contacts"), Organisation.updated_at)


def position_of(viewer: Viewer, organisation_id: UUID | None) -> tuple[str, UUID] | None:
    """Return where in the order an organisation stands that the viewer may know of."""
    if organisation_id is None:
        return None
    statement = select(shown_sort_key(viewer), Organisation.id).where(
        Organisation.id == organisation_id, visible_to(viewer)
    )
    found = session.execute(statement).first()
    return (found[0], found[1]) if found else None


def visible_count(viewer: Viewer, wanted: DirectoryFilter) -> int:
    """Return how many organisations that the viewer may know of match."""
    statement = _matching(viewer, select(func.count()).select_from(Organisation).where(visible_to(viewer)), wanted)
    return session.scalar(statement) or 0


def public_count(wanted: DirectoryFilter) -> int:
    """Return how many publicly listed organisations match, whoever asks."""
    return visible_count(ANYONE, wanted)


def public_places() -> list[tuple[str, str, int]]:
    """Return (region, country, number) of the publicly listed organisations that show their country."""
    statement = (
        select(Organisation.region_code, Organisation.country_code, func.count())
        .where(shows(ANYONE, "country_code"))
        .group_by(Organisation.region_code, Organisation.country_code)
    )
    return [(region, country, number) for region, country, number in session.execute(statement)]


def _matching(viewer: Viewer, statement: Select[Any], wanted: DirectoryFilter) -> Select[Any]:
    """Return the statement narrowed to what is wanted; a field that the viewer may not see never matches."""
    condition = _found_by(viewer, wanted.search)
    if condition is not None:
        statement = statement.where(condition)
    if wanted.region:
        statement = statement.where(Organisation.region_code == wanted.region)
    if wanted.country:
        statement = statement.where(shown(viewer, "country_code") == wanted.country)
    if wanted.area is not None:
        statement = statement.where(
            literal(wanted.area) == any_(Organisation.priority_areas), shows(viewer, "priority_areas")
        )
    if wanted.kind:
        statement = statement.where(shown(viewer, "kind") == wanted.kind)
    if wanted.listing:
        statement = statement.where(shown(viewer, "listing") == Listing(wanted.listing))
    if wanted.network:
        members = select(Affiliation.organisation_id).where(
            Affiliation.network_id == wanted.network, Affiliation.valid_until.is_(None)
        )
        statement = statement.where(Organisation.id.in_(members), shows(viewer, "networks"))
    if wanted.no_contact:
        statement = statement.where(
            ~exists().where(Contact.organisation_id == Organisation.id, Contact.email_lookup.is_not(None))
        )
    return statement


def _found_by(viewer: Viewer, search: str) -> ColumnElement[bool] | None:
    """Return the condition that a search text stands for, None if it is empty.

    Each word must stand somewhere in one of the names, whatever its case and accents; a country's name in any
    of the five languages finds the organisations there as well.
    """
    text = search[:MAX_SEARCH_CHARACTERS]
    words = fold(text).split()[:MAX_WORDS]
    if not words:
        return None
    content = [SearchText.content.contains(word, autoescape=True) for word in words]
    named = and_(named_to(viewer), Organisation.id.in_(select(SearchText.organisation_id).where(*content)))
    match = find_country(text)
    if match is None:
        return named
    return or_(named, shown(viewer, "country_code").in_([country.alpha2 for country in match.candidates]))
