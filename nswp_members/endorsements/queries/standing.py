"""Reading who endorses, and who did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.models import Act, Endorsement, EndorsementEvent
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, visible_to

HISTORY_PAGE = 20
ANSWERS = (Act.ENDORSED, Act.DECLINED, Act.NEEDS_TIME, Act.WITHDRAWN)


@dataclass(frozen=True)
class History:
    """Some endorsements of an organisation, newest first; ``older_than`` leads to the next ones."""

    rows: list[Endorsement]
    older_than: datetime | None


def organisation_known_to(viewer: Viewer, organisation_id: UUID) -> Organisation | None:
    """Return the organisation if the viewer may know of it."""
    return session.scalar(
        select(Organisation)
        .where(Organisation.id == organisation_id, visible_to(viewer))
        .options(joinedload(Organisation.country))
    )


def standing_endorsement(organisation_id: UUID, version_id: UUID) -> Endorsement | None:
    """Return the endorsement by which the organisation stands behind the version now."""
    return session.scalar(
        select(Endorsement)
        .where(Endorsement.organisation_id == organisation_id, Endorsement.version_id == version_id)
        .where(Endorsement.withdrawn_at.is_(None))
        .options(joinedload(Endorsement.version))
    )


def history(organisation_id: UUID, *, before: datetime | None = None) -> History:
    """Return what the organisation endorsed and withdrew, newest first."""
    statement = (
        select(Endorsement)
        .where(Endorsement.organisation_id == organisation_id)
        .options(joinedload(Endorsement.version))
        .order_by(Endorsement.recorded_at.desc())
        .limit(HISTORY_PAGE + 1)
    )
    if before:
        statement = statement.where(Endorsement.recorded_at < before)
    found = list(session.scalars(statement))
    more = len(found) > HISTORY_PAGE
    rows = found[:HISTORY_PAGE]
    return History(rows, rows[-1].recorded_at if more else None)


def endorsers_known_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations whose endorsement this viewer may know of.

    It is narrower than `visible_to`: who may see that an organisation exists may not yet know that it endorses.
    Organisations that have left do not count.
    """
    return and_(visible_to(viewer), Organisation.listing != Listing.WITHDRAWN, _endorsement_scope(viewer))


def _endorsement_scope(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.acts_as(*ALL_SEEING):
        return true()
    capacity = viewer.capacity
    if capacity and capacity.role == Role.REGIONAL_REPRESENTATIVE:
        return Organisation.region_code == capacity.region_code
    if capacity and capacity.role == Role.ORGANISATION:
        return Organisation.id == capacity.organisation_id
    return false()


def positions(version_id: UUID) -> Select[*tuple[Any, ...]]:
    """Return the newest answer of each organisation to a version.

    Columns: organisation_id, act, at, until. Being asked and reading are no answers.
    """
    return (
        select(
            EndorsementEvent.organisation_id,
            EndorsementEvent.act,
            EndorsementEvent.at,
            EndorsementEvent.until,
        )
        .where(EndorsementEvent.version_id == version_id, EndorsementEvent.act.in_(ANSWERS))
        .ext(distinct_on(EndorsementEvent.organisation_id))
        .order_by(EndorsementEvent.organisation_id, EndorsementEvent.number.desc())
    )
