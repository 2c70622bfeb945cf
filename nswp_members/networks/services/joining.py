"""Joining and leaving a network: the organisation decides, the network agrees to who joins.

Where nobody verifies for the network, or only people who act for the asking organisation, the secretariat decides. A
network ends a membership only with a reason, and the organisation may object; then the secretariat settles it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Person
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.networks import queries
from nswp_members.networks.errors import (
    AlreadyAffiliated,
    AlreadyAsked,
    ItsOwnMember,
    NotAMember,
    RequestMoved,
    WrongLastDay,
)
from nswp_members.networks.models import AffiliationMessage, AffiliationRequest, Move, State
from nswp_members.networks.services.networks import affiliate, end_affiliation
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Affiliation
from nswp_members.organisations.visibility import ALL_SEEING

ANSWERED_WITHIN = timedelta(days=60)
MOST_DAYS = 366


def ask_to_join(
    network_id: UUID, organisation_id: UUID, *, words: str, by: UUID | None, capacity: str = ""
) -> AffiliationRequest:
    """Ask a network to take an organisation in; raises `ItsOwnMember`, `AlreadyAffiliated`, `AlreadyAsked`."""
    if network_id == organisation_id:
        raise ItsOwnMember
    if queries.affiliation(network_id, organisation_id):
        raise AlreadyAffiliated
    request = _begin(network_id, organisation_id, Move.JOIN, State.ASKED, words=words, by=by)
    request.expires_at = request.made_at + ANSWERED_WITHIN
    _note("networks.asked_to_join", request, by=by, capacity=capacity)
    _tell("affiliation_waits", request, _deciders(request), by=by)
    return request


def approve(request: AffiliationRequest, *, by: UUID | None, capacity: str = "") -> Affiliation:
    """Take the organisation in from today on; raises `RequestMoved`, `AlreadyAffiliated`."""
    _lock(request, State.ASKED)
    _close(request, State.APPROVED, by=by)
    session.flush()
    affiliation = affiliate(request.network_id, request.organisation_id, valid_from=today(), by=by, capacity=capacity)
    _note("networks.approved_joining", request, by=by, capacity=capacity)
    _tell_organisation(request, by=by)
    return affiliation


def decline(request: AffiliationRequest, *, reason: str, by: UUID | None, capacity: str = "") -> None:
    """Do not take the organisation in; it reads the reason. Raises `RequestMoved`."""
    _lock(request, State.ASKED)
    request.answer = reason
    _close(request, State.DECLINED, by=by)
    _note("networks.declined_joining", request, by=by, capacity=capacity)
    _tell_organisation(request, by=by)


def withdraw(request: AffiliationRequest, *, by: UUID | None, capacity: str = "") -> None:
    """Take back what is asked or planned; the other side is told. Raises `RequestMoved`."""
    _lock(request, State.ASKED, State.PLANNED)
    _close(request, State.WITHDRAWN, by=by)
    _note("networks.withdrew_request", request, by=by, capacity=capacity)
    if request.move == Move.END:
        _tell_organisation(request, by=by)
    else:
        _tell_network(request, by=by)


def withdraw_all(organisation_id: UUID, *, by: UUID | None, capacity: str = "") -> None:
    """Take back all that an organisation has asked of networks, without a word to anybody: it hides."""
    for request in queries.asked_by(organisation_id):
        _close(request, State.WITHDRAWN, by=by)
        _note("networks.withdrew_request", request, by=by, capacity=capacity)


def leave(affiliation: Affiliation, *, on: date, words: str, by: UUID | None, capacity: str = "") -> AffiliationRequest:
    """Let an organisation leave a network, today or on a later day; raises `WrongLastDay`, `AlreadyAsked`."""
    request = _end(affiliation, Move.LEAVE, on=on, words=words, by=by, capacity=capacity)
    _tell_network(request, by=by)
    return request


def dismiss(
    affiliation: Affiliation, *, on: date, reason: str, by: UUID | None, capacity: str = ""
) -> AffiliationRequest:
    """Let a network end a membership, with a reason that the organisation reads; raises as `leave` does."""
    request = _end(affiliation, Move.END, on=on, words=reason, by=by, capacity=capacity)
    _tell_organisation(request, by=by)
    return request


def object_to(request: AffiliationRequest, *, words: str, role: str, by: UUID, capacity: str = "") -> None:
    """Object to a membership's end, within thirty days of its being said; raises `RequestMoved`."""
    _lock(request, State.PLANNED, State.DONE)
    if not request.may_be_objected_to(now()):
        raise RequestMoved
    request.objected_at = now()
    _say(request, words, role=role, by=by)
    _note("networks.objected", request, by=by, capacity=capacity)
    _tell("affiliation_waits", request, _staff(), by=by)


def settle(request: AffiliationRequest, *, is_restored: bool, reason: str, by: UUID | None, capacity: str = "") -> None:
    """Settle an objection: the membership goes on, or its end stands. Raises `RequestMoved`."""
    _lock(request, State.PLANNED, State.DONE)
    if not request.waits_for_secretariat:
        raise RequestMoved
    request.settled_at, request.settled_by = now(), by
    request.is_restored, request.answer = is_restored, reason
    if is_restored and request.state == State.PLANNED:
        _close(request, State.WITHDRAWN, by=by)
    elif is_restored and queries.affiliation(request.network_id, request.organisation_id) is None:
        affiliate(request.network_id, request.organisation_id, valid_from=today(), by=by, capacity=capacity)
    _note("networks.settled_objection", request, by=by, capacity=capacity)
    _tell_organisation(request, by=by)
    _tell_network(request, by=by)


def write(request: AffiliationRequest, *, words: str, role: str, by: UUID, capacity: str = "") -> None:
    """Add to the conversation about a request, and tell everybody else who takes part."""
    message = _say(request, words, role=role, by=by)
    session.flush()
    _note("networks.wrote_message", request, by=by, capacity=capacity)
    others = [*_editors(request), *(_staff() if request.objected_at else _deciders(request))]
    _tell("affiliation_moved", request, others, by=by, occurrence=str(message.id))


def carry_out(*, at: datetime) -> None:
    """Let planned memberships end whose last day has come, and requests run out that nobody answered."""
    for request in queries.due_endings(at.date()):
        _carry_out(request, by=None, capacity="")
    for request in queries.unanswered_requests(at):
        _close(request, State.EXPIRED, by=None)
        _note("networks.request_expired", request, by=None, capacity="")
        _tell_organisation(request, by=None)


def _begin(
    network_id: UUID, organisation_id: UUID, move: Move, state: State, *, words: str, by: UUID | None
) -> AffiliationRequest:
    if queries.open_requests(network_id, organisation_id):
        raise AlreadyAsked
    request = AffiliationRequest(
        network_id=network_id,
        organisation_id=organisation_id,
        move=move,
        state=state,
        words=words,
        made_at=now(),
        made_by=by,
    )
    session.add(request)
    return request


def _end(
    affiliation: Affiliation, move: Move, *, on: date, words: str, by: UUID | None, capacity: str
) -> AffiliationRequest:
    if not today() <= on <= today() + timedelta(days=MOST_DAYS):
        raise WrongLastDay
    session.refresh(affiliation, with_for_update=True)
    if affiliation.valid_until is not None:
        raise NotAMember
    request = _begin(affiliation.network_id, affiliation.organisation_id, move, State.PLANNED, words=words, by=by)
    request.effective_on = on
    session.flush()
    action = "networks.left" if move == Move.LEAVE else "networks.dismissed"
    _note(action, request, by=by, capacity=capacity)
    if on == today():
        _carry_out(request, by=by, capacity=capacity)
    return request


def _carry_out(request: AffiliationRequest, *, by: UUID | None, capacity: str) -> None:
    """End the membership; the secretariat may have ended it before."""
    affiliation = queries.affiliation(request.network_id, request.organisation_id)
    if affiliation and request.effective_on:
        begun = affiliation.valid_from or request.effective_on
        end_affiliation(affiliation, valid_until=max(request.effective_on, begun), by=by, capacity=capacity)
    _close(request, State.DONE, by=by)


def _close(request: AffiliationRequest, state: State, *, by: UUID | None) -> None:
    request.state, request.closed_at, request.closed_by = state, now(), by


def _lock(request: AffiliationRequest, *states: State) -> None:
    session.flush()
    session.refresh(request, with_for_update={"of": AffiliationRequest})
    if request.state not in states:
        raise RequestMoved


def _say(request: AffiliationRequest, words: str, *, role: str, by: UUID) -> AffiliationMessage:
    message = AffiliationMessage(request_id=request.id, person_id=by, role=role, words=words, written_at=now())
    session.add(message)
    return message


def _staff() -> list[Person]:
    return accounts.people_with_roles(ALL_SEEING, at=now())


def _deciders(request: AffiliationRequest) -> list[Person]:
    """Return those who decide for the network, or the secretariat where nobody does."""
    session.flush()
    has_decider = queries.has_decider(request, at=now())
    return queries.verifiers_of(request.network_id, at=now()) if has_decider else _staff()


def _editors(request: AffiliationRequest) -> list[Person]:
    return organisations.editors_of(request.organisation_id, at=now())


def _tell_organisation(request: AffiliationRequest, *, by: UUID | None) -> None:
    _tell("affiliation_moved", request, _editors(request), by=by)


def _tell_network(request: AffiliationRequest, *, by: UUID | None) -> None:
    people = queries.verifiers_of(request.network_id, at=now()) or _staff()
    _tell("affiliation_moved", request, people, by=by)


def _tell(
    kind: str, request: AffiliationRequest, people: Iterable[Person], *, by: UUID | None, occurrence: str = ""
) -> None:
    session.flush()
    settled = "settled" if request.settled_at else ""
    occurrence = occurrence or f"{request.id}:{request.state}:{settled}"
    params = {"affiliation_request_id": str(request.id)}
    ids = {person.id for person in people} - {by}
    notices.notify_many(NewNotice(kind, key, occurrence, params) for key in ids)


def _note(action: str, request: AffiliationRequest, *, by: UUID | None, capacity: str) -> None:
    session.flush()
    details = {"network": str(request.network_id), "request": str(request.id)}
    audit.record(action, "organisation", request.organisation_id, by=by, capacity=capacity, details=details)
