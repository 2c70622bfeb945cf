"""What reviewers do: think, stay away, hand over; and whether enough of them agree."""

from uuid import UUID

from nswp_members.accounts.models import Person
from nswp_members.applications import queries
from nswp_members.applications.errors import NotAgreed, NotResponsible, NotYourTurn
from nswp_members.applications.models import Application, Opinion, Party, Recusal, Step, Verdict
from nswp_members.applications.services import telling
from nswp_members.applications.services.moving import lock, move, require_no_conflict
from nswp_members.applications.services.steps import able_people, whose_turn
from nswp_members.applications.states import Move, State
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session

MOVED_BY = {Verdict.SEND_TO_NETWORK: Move.SEND_TO_NETWORK, Verdict.REPORT: Move.REPORT_BACK}


def is_decidable(application: Application, move: Move | None = None) -> bool:
    """Whether enough reviewers agree to make this decision (`Move.APPROVE` or `DECLINE`), or any if none is named."""
    possible = queries.agreement(application).moves
    return bool(possible) if move is None else move in possible


def require_decidable(application: Application, move: Move | None = None) -> None:
    """Raise `NotAgreed` unless enough reviewers agree."""
    if not is_decidable(application, move):
        raise NotAgreed


def forward(application: Application, *, by: UUID, capacity: str = "", expected_version: int) -> None:
    """Hand a complete application to the representatives of its region; raises what `move` raises."""
    move(application, Move.FORWARD, by=by, capacity=capacity, expected_version=expected_version)


def give_opinion(
    application: Application,
    verdict: Verdict,
    *,
    known: bool,
    reason: str,
    party: Party,
    by: UUID,
    capacity: str = "",
    expected_version: int,
) -> Opinion:
    """Say what one thinks, or change it while the step is open.

    Whoever wants the network to look sends the application there with it, and a network's report hands it back. Raises
    `StaleApplication`, `NotYourTurn`, `InConflict`, `NoVerifyingNetwork`.
    """
    lock(application, expected_version)
    step = queries.open_step(application.id)
    if step is None or verdict not in _verdicts(application, step, party):
        raise NotYourTurn
    require_no_conflict(application, by)
    opinion = queries.opinion_of(step.id, by)
    if opinion is None:
        opinion = Opinion(step_id=step.id, person_id=by)
        session.add(opinion)
    opinion.party, opinion.known, opinion.verdict = party.value, known, verdict.value
    opinion.reason, opinion.given_at = reason, now()
    session.flush()
    details = {"step": str(step.id)}
    audit.record("applications.gave_opinion", "application", application.id, by=by, capacity=capacity, details=details)
    if verdict in MOVED_BY:
        move(application, MOVED_BY[verdict], by=by, capacity=capacity, expected_version=expected_version)
    else:
        _tell_result(application, step, by=by)
    return opinion


def _verdicts(application: Application, step: Step, party: Party) -> tuple[Verdict, ...]:
    """Return what this party may say in a step."""
    if step.state == State.VERIFICATION and party == Party.NETWORK:
        return (Verdict.REPORT,)
    if step.state != State.REPRESENTATIVES:
        return ()
    if party == Party.REPRESENTATIVES:
        return (Verdict.APPROVE, Verdict.DECLINE, Verdict.SEND_TO_NETWORK)
    if party == Party.SECRETARIAT and queries.agreement(application).asks(party):
        return (Verdict.APPROVE, Verdict.DECLINE)
    return ()


def _tell_result(application: Application, step: Step, *, by: UUID | None) -> None:
    """Tell the secretariat if a decision is possible now, or if its voice is asked for."""
    found, at = queries.agreement(application), now()
    if found.moves:
        telling.tell_staff(application, occurrence=f"{step.id}:agreed", at=at, but=by)
    elif found.asks(Party.SECRETARIAT):
        telling.tell_staff(application, occurrence=str(step.id), at=at, but=by)


def declare_conflict(application: Application, reason: str, *, by: UUID, capacity: str = "") -> None:
    """Stay away from an application from now on; what the person thought does not count any more."""
    lock(application)
    if by in {one.person_id for one in queries.recusals_of(application.id)}:
        return
    at = now()
    session.add(Recusal(application_id=application.id, person_id=by, reason=reason, declared_at=at))
    session.flush()
    audit.record("applications.recused", "application", application.id, by=by, capacity=capacity)
    step = queries.open_step(application.id)
    if step is None:
        return
    if step.assignee_id == by:
        step.assignee_id = next((one.id for one in able_people(application, step, at=at)), None)
        session.flush()
    telling.tell_turn(application, step, by=by, at=at)
    telling.tell_staff(application, occurrence=f"{step.id}:recused", at=at, but=by)


def assign(
    application: Application, person: Person | None, *, by: UUID, capacity: str = "", expected_version: int
) -> None:
    """Let somebody take care of the open step, or nobody in particular; the last day stays.

    Raises `StaleApplication`, `NotResponsible`, `InConflict`.
    """
    lock(application, expected_version)
    require_no_conflict(application, by)
    step, at = queries.open_step(application.id), now()
    if step is None or (person and person not in whose_turn(application, step, at=at)):
        raise NotResponsible
    step.assignee_id = person.id if person else None
    session.flush()
    session.expire(step, ["assignee"])
    details = {"step": str(step.id), "assignee": str(person.id) if person else None}
    audit.record("applications.assigned", "application", application.id, by=by, capacity=capacity, details=details)
    if person:
        telling.tell_people(telling.WAITING, application, [person], occurrence=f"{step.id}:yours", but=by)
