"""How many organisations each choice of a filter leads to.

Every number counts organisations that the viewer could list one by one, and only by fields that the viewer may see of
them (`Seen.shown`); of what they may not see nothing is counted, so there is nothing left for suppression to hide.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Uuid,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from nswp_members.accounts.viewers import Capacity, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.organisations.queries.matching import (
    NETWORK,
    SEVERAL,
    SINGLE,
    Shape,
    matching,
    network_links,
    parameters,
    shape_of,
)
from nswp_members.organisations.queries.search import Source, source
from nswp_members.organisations.queries.wanted import STAFF_FACETS, DirectoryFilter
from nswp_members.organisations.visibility import ALL_SEEING, named_to

FIELDS = SINGLE | SEVERAL
TOTAL = "total"
SHAPES = 256


@dataclass(frozen=True)
class Facets:
    """The number of organisations that match, and for each facet the numbers by value.

    The numbers of a facet are those of organisations that match all other facets.
    """

    total: int
    counts: dict[str, Counter[Any]]


def facets(viewer: Viewer, wanted: DirectoryFilter, *, for_staff: bool = False) -> Facets:
    """Return the numbers for all facets, counted in one statement."""
    result = Facets(0, {facet: Counter() for facet in (*_offered(for_staff), NETWORK)})
    statement = _statement(viewer.capacity, shape_of(wanted), for_staff)
    total = 0
    for row in session.execute(statement, parameters(wanted)):
        if row.facet == TOTAL:
            total = row.number
        else:
            _add(result.counts[row.facet], row)
    return Facets(total, result.counts)


def _offered(for_staff: bool) -> list[str]:
    return [facet for facet in FIELDS if for_staff or facet not in STAFF_FACETS]


@lru_cache(SHAPES)
def _statement(capacity: Capacity | None, shape: Shape, for_staff: bool) -> CompoundSelect[Any]:
    """Return the statement for all numbers: one branch for what is not filtered by, one for each facet that is."""
    viewer, offered = Viewer(capacity=capacity), _offered(for_staff)
    rows = source(capacity, searched=shape.searched, all_rows=True)
    chosen = [facet for facet in offered if facet in shape.facets]
    free = [facet for facet in offered if facet not in chosen]
    branches = [_numbers(viewer, rows, shape, free, offered, with_total=True)]
    branches += [_numbers(viewer, rows, shape.without(facet), [facet], offered) for facet in chosen]
    branches.append(_network_numbers(viewer, rows, shape.without(NETWORK), offered))
    return union_all(*branches)


def _add(counts: Counter[Any], row: Any) -> None:
    """Add a group to the numbers; a list of values counts for each of them, NULL (not shown) for none."""
    value = getattr(row, row.facet)
    if row.facet in SEVERAL:
        counts.update(dict.fromkeys(value or (), row.number))
    elif value is not None:
        counts[value] += row.number


def _numbers(
    viewer: Viewer,
    rows: Source,
    shape: Shape,
    counted: Sequence[str],
    offered: Sequence[str],
    *,
    with_total: bool = False,
) -> Select[Any]:
    """Return the statement that counts by each of some facets in one pass: (facet, number, a column for each)."""
    fields = [rows.seen.shown(FIELDS[facet]).label(facet) for facet in counted]
    base = matching(viewer, rows, select(rows.seen.c.id, *fields), shape).subquery()
    sets = [tuple_(base.c[facet]) for facet in counted] + ([tuple_()] if with_total else [])
    columns = [(base.c[facet] if facet in counted else _nothing(FIELDS[facet])).label(facet) for facet in offered]
    return (
        select(_facet_name(base, counted), func.count().label("number"), *columns, cast(null(), Uuid).label(NETWORK))
        .select_from(base)
        .group_by(func.grouping_sets(*sets))
    )


def _facet_name(base: Any, counted: Sequence[str]) -> ColumnElement[str]:
    """Return the name of the facet that a group belongs to."""
    names: list[Any] = [(func.grouping(base.c[facet]) == 0, literal_column(f"'{facet}'")) for facet in counted]
    total: ColumnElement[Any] = literal_column(f"'{TOTAL}'")
    return (case(*names, else_=total) if names else total).label("facet")


def _network_numbers(viewer: Viewer, rows: Source, shape: Shape, offered: Sequence[str]) -> Select[Any]:
    """Return the statement that counts the members of each network whose name the viewer may know."""
    seen = rows.seen
    links = select(Affiliation.network_id).join_from(seen.rows, Affiliation, Affiliation.organisation_id == seen.c.id)
    shown = links.where(seen.shows("networks"), network_links(viewer))
    base = matching(viewer, rows, shown, shape).subquery()
    columns = [_nothing(FIELDS[facet]).label(facet) for facet in offered]
    return (
        select(
            literal_column(f"'{NETWORK}'").label("facet"),
            func.count().label("number"),
            *columns,
            base.c.network_id.label(NETWORK),
        )
        .select_from(base)
        .group_by(base.c.network_id)
    )


def _nothing(field: str) -> ColumnElement[Any]:
    return cast(null(), getattr(Organisation, field).type)


def network_names(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of those of these networks that the viewer may know by name."""
    if not ids:
        return {}
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids), named_to(viewer))
    return {row.id: row.name for row in session.execute(statement.order_by(Organisation.sort_key))}


def permitted(viewer: Viewer, wanted: DirectoryFilter) -> DirectoryFilter:
    """Return the filter without what this viewer cannot ask, which counts as not asked.

    That are networks that they do not know, and who has no contact unless they see all.
    """
    known = network_names(viewer, wanted.networks)
    networks = tuple(key for key in wanted.networks if key in known)
    return replace(wanted, networks=networks, no_contact=wanted.no_contact and viewer.acts_as(*ALL_SEEING))
