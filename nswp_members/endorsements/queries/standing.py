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
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.history import ANSWERS, Act, Line, Position, replay
from nswp_members.endorsements.models import Endorsement, EndorsementEvent
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, visible_to
from nswp_members.statements import queries as statements

HISTORY_PAGE = 20


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


def stands_behind_current(organisation_id: UUID) -> bool:
    """Whether the organisation stands behind the current version."""
    version = statements.current_version()
    return version is not None and standing_endorsement(organisation_id, version.id) is not None


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


def positions(version_id: UUID, at: datetime) -> Select[*tuple[Any, ...]]:
    """Return the newest answer of each organisation to a version at that moment.

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
        .where(EndorsementEvent.at <= at)
        .ext(distinct_on(EndorsementEvent.organisation_id))
        .order_by(EndorsementEvent.organisation_id, EndorsementEvent.number.desc())
    )


def declined(version_id: UUID, at: datetime) -> Select[UUID]:
    """The organisations whose answer was no at that moment."""
    found = positions(version_id, at).subquery()
    return select(found.c.organisation_id).where(found.c.act == Act.DECLINED)


def waiting(version_id: UUID, at: datetime) -> Select[UUID]:
    """The organisations that had asked for time which was not over at that moment."""
    found = positions(version_id, at).subquery()
    return select(found.c.organisation_id).where(found.c.act == Act.NEEDS_TIME, found.c.until >= at.date())


def position(organisation_id: UUID, version_id: UUID) -> Position:
    """Return where an organisation stands with a version, as its history says."""
    return replay(
        Line(
            act=Act(event.act),
            endorsement_id=event.endorsement_id,
            consents=_consents(event),
            until=event.until,
        )
        for event in events(organisation_id, version_id)
    )


def events(organisation_id: UUID, version_id: UUID) -> list[EndorsementEvent]:
    """Return the lines of a history in their order."""
    statement = select(EndorsementEvent).where(
        EndorsementEvent.organisation_id == organisation_id, EndorsementEvent.version_id == version_id
    )
    return list(session.scalars(statement.order_by(EndorsementEvent.number)))


def organisations_in_history(version_id: UUID) -> list[UUID]:
    """Return the organisations of which the history of a version knows anything."""
    statement = select(EndorsementEvent.organisation_id).where(EndorsementEvent.version_id == version_id)
    return list(session.scalars(statement.distinct()))


def _consents(event: EndorsementEvent) -> Consents | None:
    """Return the consents that a line gives, if it is about consents."""
    if event.may_count is None:
        return None
    return Consents(event.may_count, bool(event.may_name), bool(event.may_name_signatory))
