"""Where organisations are listed publicly."""

from typing import Any

from sqlalchemy import Select, func, select

from nswp_members.accounts.viewers import ANYONE
from nswp_members.core.db import session
from nswp_members.organisations.queries.matching import matching, parameters, shape_of
from nswp_members.organisations.queries.search import source
from nswp_members.organisations.queries.wanted import DirectoryFilter


def public_places(wanted: DirectoryFilter) -> list[tuple[str, str, int]]:
    """Return (region, country, number) of the publicly listed organisations that match and show their country."""
    shape = shape_of(wanted)
    rows = source(ANYONE.capacity, searched=shape.searched, all_rows=True)
    place = (rows.seen.c.region_code, rows.seen.c.country_code)
    statement: Select[Any] = select(*place, func.count()).select_from(rows.seen.rows)
    statement = matching(ANYONE, rows, statement.where(rows.seen.shows("country_code")), shape).group_by(*place)
    return [(region, country, number) for region, country, number in session.execute(statement, parameters(wanted))]
