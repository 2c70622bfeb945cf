"""The rows of `visible_to` for long lists: what the viewer is to each row is worked out once, for all its fields.

It is the rule of `audiences.py` in numbers: what relations, state of listing, policy and choice have in common.
`visibility.shows` says the same field by field; a test holds the two together. Here whatever is the same for every
row (the public, the secretariat) is worked out before the statement is made, so that counting twenty thousand rows
stays cheap.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, cast, false, func, literal_column, select, true

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations.audiences import (
    ALIAS_FIELDS,
    EVERYBODY,
    GUESTS,
    KEEPERS,
    KNOWN_TO,
    MASKS,
    PEERS,
    POLICIES,
    Relation,
)
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, forced_hidden, relations_of, visible_to

FIELDS = (
    "id",
    "name",
    "sort_key",
    "slug",
    "acronym",
    "transliteration",
    "country_code",
    "region_code",
    "kind",
    "languages",
    "populations",
    "priority_areas",
    "listing",
    "alias",
    "alias_key",
    "audiences",
    "updated_at",
)
ALWAYS_SECRETARIAT = Relation.ANYBODY | Relation.MEMBER | Relation.SECRETARIAT


@dataclass(frozen=True)
class Seen:
    """The visible rows (``rows.c`` has the columns) and what the viewer is to them.

    ``relations`` is the same for all rows where that is known beforehand, else None and a column of the rows.
    """

    rows: FromClause
    relations: Relation | None

    @property
    def c(self) -> Any:
        """The columns of the rows."""
        return self.rows.c

    def shows(self, field: str) -> ColumnElement[bool]:
        """Return the condition that keeps the rows of which the viewer may see a field."""
        policy = POLICIES[field]
        if self.relations is not None:
            admitting = [one.value for one in policy.choices if MASKS[one] & policy.widest & self.relations]
            if not policy.choices:
                return true() if policy.widest & self.relations else false()
            return true() if len(admitting) == len(policy.choices) else self._audience(field).in_(admitting)
        bits = self.c.known if field in ALIAS_FIELDS else self.c.known.op("&")(self.c.by_name)
        if not policy.choices:
            return _has(bits, _number(policy.widest))
        masks = {one.value: _number(policy.widest & MASKS[one]) for one in policy.choices}
        return _has(bits, case(masks, value=self._audience(field)))

    def shown(self, field: str) -> ColumnElement[Any]:
        """Return the column of a field, NULL where the viewer may not see it."""
        condition = self.shows(field)
        column: ColumnElement[Any] = self.c[field]
        return column if condition is true() else case((condition, column)).label(field)

    def known_as(self, field: str, alias: str) -> ColumnElement[Any]:
        """Return a column, and another one where the viewer may know the row under its alias only."""
        condition = self.shows("name")
        column: ColumnElement[Any] = self.c[field]
        return column if condition is true() else case((condition, column), else_=self.c[alias]).label(field)

    def _audience(self, field: str) -> ColumnElement[str]:
        return func.coalesce(self.c.audiences[field].astext, POLICIES[field].default.value)


def seen_by(viewer: Viewer, *, among: ColumnElement[bool] | None = None, all_rows: bool = False) -> Seen:
    """Return the rows that the viewer may know of, or (as a CTE) those of them for which ``among`` holds.

    Where what the viewer is differs from row to row, or ``all_rows`` tells that the statement reads most of them, a
    fence (OFFSET 0) keeps PostgreSQL from working the rows out again for each field that is asked for.
    """
    relations = _relations_everywhere(viewer)
    columns = [getattr(Organisation, name) for name in FIELDS]
    if relations is None:
        under_alias = and_(Organisation.alias != "", Organisation.listing == Listing.UNLISTED)
        columns.append(relations_of(viewer).op("&")(_existence()).label("known"))
        columns.append(case((under_alias, _number(EVERYBODY ^ PEERS)), else_=_number(EVERYBODY)).label("by_name"))
    statement = select(*columns).where(visible_to(viewer))
    if among is not None:
        return Seen(statement.where(among).cte("seen"), relations)
    if all_rows or relations is None:
        statement = statement.offset(literal_column("0"))
    return Seen(statement.subquery("seen"), relations)


def _has(bits: Any, mask: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that the number has one of the mask's relations."""
    condition: ColumnElement[bool] = bits.op("&")(mask) != literal_column("0")
    return condition


def _number(relations: Relation) -> ColumnElement[int]:
    return literal_column(str(int(relations)), Integer)


def _relations_everywhere(viewer: Viewer) -> Relation | None:
    """Return what the viewer is to each row they may know of, None if that differs from row to row."""
    if viewer.capacity is None:
        return Relation.ANYBODY
    return ALWAYS_SECRETARIAT if viewer.acts_as(*ALL_SEEING) else None


def _existence() -> ColumnElement[int]:
    """Return the relations that may know of a row, as a number: `audiences.existence` in SQL."""
    by_audience = case({one.value: _number(MASKS[one] | GUESTS) for one in KNOWN_TO}, value=Organisation.known_to)
    return cast(
        case(
            (forced_hidden(), _number(KEEPERS)),
            (Organisation.listing == Listing.LISTED, _number(EVERYBODY)),
            (Organisation.listing == Listing.UNLISTED, by_audience),
            else_=_number(KEEPERS),
        ),
        Integer,
    )
