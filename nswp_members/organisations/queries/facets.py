"""How many organisations each choice of a filter leads to.

Every number counts organisations that the viewer could list one by one, and only by fields that the viewer may see of
them (`Seen.shown`); of what they may not see nothing is counted, so there is nothing left for suppression to hide.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
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

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Affiliation, Organisation
from nswp_members.organisations.queries.kept import kept_while_unchanged
from nswp_members.organisations.queries.matching import (
    NETWORK,
    SEVERAL,
    SINGLE,
    found_by,
    matching,
    network_links,
    seen_of,
)
from nswp_members.organisations.queries.wanted import STAFF_FACETS, DirectoryFilter
from nswp_members.organisations.seen import Seen
from nswp_members.organisations.visibility import named_to

FIELDS = SINGLE | SEVERAL
TOTAL = "total"


@dataclass(frozen=True)
class Facets:
    """The number of organisations that match, and for each facet the numbers by value.

    The numbers of a facet are those of organisations that match all other facets.
    """

    total: int
    counts: dict[str, Counter[Any]]


def facets(viewer: Viewer, wanted: DirectoryFilter, *, for_staff: bool = False) -> Facets:
    """Return the numbers for all facets, counted in one statement unless nothing has changed since the last time."""
    key = ("facets", viewer.capacity, wanted, for_staff)
    return kept_while_unchanged(key, lambda: _counted(viewer, wanted, for_staff))


def _counted(viewer: Viewer, wanted: DirectoryFilter, for_staff: bool) -> Facets:
    offered = [facet for facet in FIELDS if for_staff or facet not in STAFF_FACETS]
    chosen = [facet for facet in offered if wanted.values(facet)]
    found = found_by(viewer, wanted.search)
    seen = seen_of(viewer, found, all_rows=True)
    free = [facet for facet in offered if facet not in chosen]
    branches = [_numbers(viewer, seen, wanted, found, free, offered, with_total=True)]
    branches += [_numbers(viewer, seen, wanted.without(facet), found, [facet], offered) for facet in chosen]
    branches.append(_network_numbers(viewer, seen, wanted.without(NETWORK), found, offered))
    result = Facets(0, {facet: Counter() for facet in (*offered, NETWORK)})
    total = 0
    for row in session.execute(union_all(*branches)):
        if row.facet == TOTAL:
            total = row.number
        else:
            _add(result.counts[row.facet], row)
    return Facets(total, result.counts)


def _add(counts: Counter[Any], row: Any) -> None:
    """Add a group to the numbers; a list of values counts for each of them, NULL (not shown) for none."""
    value = getattr(row, row.facet)
    if row.facet in SEVERAL:
        counts.update(dict.fromkeys(value or (), row.number))
    elif value is not None:
        counts[value] += row.number


def _numbers(
    viewer: Viewer,
    seen: Seen,
    wanted: DirectoryFilter,
    found: CTE | None,
    counted: Sequence[str],
    offered: Sequence[str],
    *,
    with_total: bool = False,
) -> Select[Any]:
    """Return the statement that counts by each of some facets in one pass: (facet, number, a column for each)."""
    fields = [seen.shown(FIELDS[facet]).label(facet) for facet in counted]
    base = matching(viewer, seen, select(seen.c.id, *fields), wanted, found).subquery()
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


def _network_numbers(
    viewer: Viewer, seen: Seen, wanted: DirectoryFilter, found: CTE | None, offered: Sequence[str]
) -> Select[Any]:
    """Return the statement that counts the members of each network whose name the viewer may know."""
    links = select(Affiliation.network_id).join_from(seen.rows, Affiliation, Affiliation.organisation_id == seen.c.id)
    shown = links.where(seen.shows("networks"), network_links(viewer))
    base = matching(viewer, seen, shown, wanted, found).subquery()
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
