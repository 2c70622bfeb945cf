"""Reading what moves between networks and organisations; who is concerned sees it, and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, desc, exists, false, or_, select, true

from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.endorsements import queries as endorsements
from nswp_members.networks.models import (
    OBJECTION_WITHIN,
    OPEN,
    AffiliationMessage,
    AffiliationRequest,
    Move,
    State,
)
from nswp_members.organisations.models import Function, Mandate, Organisation
from nswp_members.organisations.visibility import ALL_SEEING, forced_hidden, named_to
from nswp_members.statements import queries as statements

MAX_ROWS = 200
MAX_MESSAGES = 200


@dataclass(frozen=True)
class RequestRow:
    """A request; a name is None where the viewer may not know it (any more)."""

    request: AffiliationRequest
    organisation: str | None
    network: str | None
    waits_for_viewer: bool


def request_rows(viewer: Viewer, *, at: datetime) -> list[RequestRow]:
    """Return what concerns the viewer, what waits for them first, then the latest; two queries."""
    statement = _rows(viewer, at).order_by(desc("waits"), AffiliationRequest.made_at.desc())
    return _named(viewer, session.execute(statement.limit(MAX_ROWS)))


def request_row(viewer: Viewer, request_id: UUID, *, at: datetime) -> RequestRow | None:
    """Return one request that concerns the viewer."""
    found = _named(viewer, session.execute(_rows(viewer, at).where(AffiliationRequest.id == request_id)))
    return found[0] if found else None


def dismissals(viewer: Viewer, *, at: datetime) -> list[RequestRow]:
    """Return what networks have said of late about ending a membership of the viewer's organisation, unless undone."""
    statement = _rows(viewer, at).where(
        AffiliationRequest.move == Move.END,
        AffiliationRequest.state.in_((State.PLANNED, State.DONE)),
        AffiliationRequest.is_restored.is_not(True),
        or_(
            AffiliationRequest.state == State.PLANNED,
            AffiliationRequest.made_at > at - OBJECTION_WITHIN,
            AffiliationRequest.closed_at > at - OBJECTION_WITHIN,
        ),
    )
    return _named(viewer, session.execute(statement.order_by(AffiliationRequest.made_at.desc()).limit(MAX_ROWS)))


def waiting_requests(viewer: Viewer, *, at: datetime) -> int:
    """Return how many requests wait for the viewer's decision, as far as they are shown."""
    statement = select(AffiliationRequest.id).where(concerns(viewer), _waits(viewer, at)).limit(MAX_ROWS)
    return len(list(session.scalars(statement)))


def _rows(viewer: Viewer, at: datetime) -> Select[tuple[AffiliationRequest, str | None, bool]]:
    # The people of a network learn the name of who asks to join, and only while it is asked.
    known = or_(named_to(viewer), AffiliationRequest.state == State.ASKED)
    return (
        select(AffiliationRequest, case((known, Organisation.name)), _waits(viewer, at).label("waits"))
        .join(Organisation, Organisation.id == AffiliationRequest.organisation_id)
        .where(concerns(viewer))
    )


def _named(viewer: Viewer, rows: Iterable[Row[AffiliationRequest, str | None, bool]]) -> list[RequestRow]:
    found = list(rows)
    ids = {one.network_id for one, _name, _waits_too in found}
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids), named_to(viewer))
    networks = {key: name for key, name in session.execute(statement)}  # noqa: C416
    return [RequestRow(one, name, networks.get(one.network_id), waits) for one, name, waits in found]


def concerns(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the requests this viewer may know of."""
    capacity = viewer.capacity
    if viewer.acts_as(*ALL_SEEING):
        return true()
    if capacity and capacity.role == Role.NETWORK_VERIFIER and capacity.organisation_id:
        return and_(AffiliationRequest.network_id == capacity.organisation_id, ~_asker_is_hidden_by_force())
    if capacity and capacity.role == Role.ORGANISATION and Function.EDIT in capacity.functions:
        return AffiliationRequest.organisation_id == capacity.organisation_id
    return false()


def _asker_is_hidden_by_force() -> ColumnElement[bool]:
    """Return the condition that all organisations of the asker's country are hidden: no network hears of it then."""
    asker = Organisation.id == AffiliationRequest.organisation_id
    return exists(select(Organisation.id).where(asker, forced_hidden()).correlate(AffiliationRequest))


def _waits(viewer: Viewer, at: datetime) -> ColumnElement[bool]:
    """Return the condition that keeps the requests that wait for this viewer's decision."""
    asked = AffiliationRequest.state == State.ASKED
    if viewer.acts_as(Role.NETWORK_VERIFIER):
        return and_(asked, ~_acts_for_asker(viewer.person_id, at))
    if viewer.acts_as(*ALL_SEEING):
        objected = and_(AffiliationRequest.objected_at.is_not(None), AffiliationRequest.settled_at.is_(None))
        return and_(or_(objected, and_(asked, ~_has_decider(at))), ~_acts_for_asker(viewer.person_id, at))
    return false()


def _has_decider(at: datetime) -> ColumnElement[bool]:
    """Return the condition that somebody of the network can decide, who does not act for the asking organisation."""
    somebody = exists(
        select(RoleAssignment.id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(RoleAssignment.organisation_id == AffiliationRequest.network_id, *_verifies(at))
        .where(~_acts_for_asker(RoleAssignment.person_id, at))
        .correlate(AffiliationRequest)
    )
    return and_(somebody, ~_asker_is_hidden_by_force())


def _verifies(at: datetime) -> tuple[Any, ...]:
    return (
        RoleAssignment.role == Role.NETWORK_VERIFIER,
        RoleAssignment.valid_from <= at,
        or_(RoleAssignment.valid_until.is_(None), RoleAssignment.valid_until > at),
        Person.is_active,
        Person.password_hash.is_not(None),
    )


def _acts_for_asker(person_id: Any, at: datetime) -> ColumnElement[bool]:
    return exists(
        select(Mandate.id)
        .where(
            Mandate.organisation_id == AffiliationRequest.organisation_id,
            Mandate.person_id == person_id,
            Mandate.valid_from <= at,
            or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
        )
        .correlate_except(Mandate)
    )


def verifiers_of(network_id: UUID, *, at: datetime) -> list[Person]:
    """Return the people with an account who verify for a network."""
    statement = (
        select(Person)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(RoleAssignment.organisation_id == network_id, *_verifies(at))
        .order_by(Person.created_at, Person.id)
        .limit(MAX_ROWS)
        .distinct()
    )
    return list(session.scalars(statement))


def has_decider(request: AffiliationRequest, *, at: datetime) -> bool:
    """Whether somebody of the network can decide on a request; where nobody can, the secretariat does."""
    statement = select(_has_decider(at)).select_from(AffiliationRequest).where(AffiliationRequest.id == request.id)
    return bool(session.scalar(statement))


def open_requests(network_id: UUID, organisation_id: UUID) -> list[AffiliationRequest]:
    """Return what is still to happen between a network and an organisation: one at most."""
    statement = select(AffiliationRequest).where(
        AffiliationRequest.network_id == network_id,
        AffiliationRequest.organisation_id == organisation_id,
        AffiliationRequest.state.in_(OPEN),
    )
    return list(session.scalars(statement))


def asked_by(organisation_id: UUID) -> list[AffiliationRequest]:
    """Return the requests to join that an organisation still waits for."""
    statement = select(AffiliationRequest).where(
        AffiliationRequest.organisation_id == organisation_id, AffiliationRequest.state == State.ASKED
    )
    return list(session.scalars(statement.with_for_update()))


def messages_of(request_id: UUID) -> list[AffiliationMessage]:
    """Return what was said about a request, the oldest first."""
    statement = select(AffiliationMessage).where(AffiliationMessage.request_id == request_id)
    return list(session.scalars(statement.order_by(AffiliationMessage.written_at).limit(MAX_MESSAGES)))


def endorses(organisation_id: UUID) -> bool:
    """Whether the organisation stands behind the current Statement now: nothing more than yes or no."""
    version = statements.current_version()
    return version is not None and endorsements.standing_endorsement(organisation_id, version.id) is not None


def due_endings(day: date) -> list[AffiliationRequest]:
    """Return the planned endings of memberships whose last day has come."""
    statement = select(AffiliationRequest).where(
        AffiliationRequest.state == State.PLANNED, AffiliationRequest.effective_on <= day
    )
    return list(session.scalars(statement.limit(MAX_ROWS)))


def unanswered_requests(at: datetime) -> list[AffiliationRequest]:
    """Return the requests to join that nobody has answered in time."""
    statement = select(AffiliationRequest).where(
        AffiliationRequest.state == State.ASKED,
        AffiliationRequest.move == Move.JOIN,
        AffiliationRequest.expires_at <= at,
    )
    return list(session.scalars(statement.limit(MAX_ROWS)))
