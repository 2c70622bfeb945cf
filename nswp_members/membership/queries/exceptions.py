"""Reading which active members break the rule that every one of them endorses the Consensus Statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select, tuple_

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.models import Endorsement
from nswp_members.membership.models import MembershipTerm, Standing
from nswp_members.membership.queries.standing import holds_on
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to


@dataclass(frozen=True)
class ExceptionRow:
    """An active member without an endorsement, and since when its present term stands."""

    id: UUID
    name: str
    country_code: str
    region_code: str
    since: date


@dataclass(frozen=True)
class ExceptionPage:
    """Some of them in the order of names, how many there are in all, and the id to go on from."""

    rows: tuple[ExceptionRow, ...]
    count: int
    after: UUID | None


def exceptions_count(viewer: Viewer, on: date) -> int:
    """Return how many active members the viewer may know of that endorse no version of the Statement."""
    return session.scalar(_of_exceptions(select(func.count()), viewer, on)) or 0


def exceptions_page(viewer: Viewer, on: date, *, size: int, after: UUID | None = None) -> ExceptionPage:
    """Return one page of them; three queries at most."""
    order = (Organisation.sort_key, Organisation.id)
    columns = (Organisation.id, Organisation.name, Organisation.country_code, Organisation.region_code)
    statement = _of_exceptions(select(*columns, MembershipTerm.valid_from.label("since")), viewer, on)
    edge = _position(viewer, after) if after else None
    if edge:
        statement = statement.where(tuple_(*order) > tuple_(*edge))
    found = session.execute(statement.order_by(*order).limit(size + 1)).mappings()
    rows = [ExceptionRow(**row) for row in found]
    return ExceptionPage(
        tuple(rows[:size]), exceptions_count(viewer, on), rows[size - 1].id if len(rows) > size else None
    )


def _of_exceptions(statement: Any, viewer: Viewer, on: date) -> Any:
    """Return the statement with its tables and the rule."""
    return (
        statement.select_from(MembershipTerm)
        .join(Organisation, Organisation.id == MembershipTerm.organisation_id)
        .where(visible_to(viewer), holds_on(on), MembershipTerm.standing == Standing.ACTIVE, ~_endorses())
    )


def _endorses() -> ColumnElement[bool]:
    """Return the condition that keeps who stands behind some version: a newer one is asked for apart."""
    return exists().where(
        Endorsement.organisation_id == MembershipTerm.organisation_id, Endorsement.withdrawn_at.is_(None)
    )


def _position(viewer: Viewer, organisation_id: UUID) -> Sequence[Any] | None:
    """Return where in the order an organisation stands that the viewer may know of."""
    statement = select(Organisation.sort_key, Organisation.id).where(
        Organisation.id == organisation_id, visible_to(viewer)
    )
    return session.execute(statement).first()
