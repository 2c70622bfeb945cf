"""Reading which members are dormant, and which will be soon."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.membership.models import MembershipTerm, Standing
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import closed, row_columns, shown_sort_key, visible_to


@dataclass(frozen=True)
class DormancyRow:
    """A member: its name as the viewer may know it, and by when it was to confirm."""

    id: UUID
    name: str
    region_code: str
    confirm_by: date


@dataclass(frozen=True)
class DormancyRows:
    """Some of them, those who were to confirm first in front, and how many there are in all."""

    rows: tuple[DormancyRow, ...]
    count: int


def dormant_members(viewer: Viewer, *, limit: int) -> DormancyRows:
    """Return members that are dormant, of those the viewer may know of; two queries."""
    return _rows(viewer, limit, MembershipTerm.standing == Standing.DORMANT)


def overdue_members(viewer: Viewer, *, on: date, limit: int) -> DormancyRows:
    """Return members that should have confirmed before this day and will be dormant soon; two queries."""
    late = MembershipTerm.confirm_by < on
    return _rows(viewer, limit, MembershipTerm.standing == Standing.ACTIVE, late, ~closed())


def _rows(viewer: Viewer, limit: int, *conditions: ColumnElement[bool]) -> DormancyRows:
    columns = {one.name: one for one in row_columns(viewer)}
    wanted = (visible_to(viewer), MembershipTerm.valid_until.is_(None), *conditions)
    statement = (
        select(columns["id"], columns["name"], columns["region_code"], MembershipTerm.confirm_by)
        .join(MembershipTerm, MembershipTerm.organisation_id == Organisation.id)
        .where(*wanted)
        .order_by(MembershipTerm.confirm_by, shown_sort_key(viewer), Organisation.id)
        .limit(limit)
    )
    total = select(func.count()).select_from(MembershipTerm).join(Organisation).where(*wanted)
    rows = tuple(DormancyRow(*row) for row in session.execute(statement))
    return DormancyRows(rows, session.scalar(total) or 0)
