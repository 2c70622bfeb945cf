"""Opening and closing the steps of a review, and finding out whose turn it is."""

from datetime import date, datetime, timedelta
from uuid import UUID

from nswp_members.accounts.models import Person
from nswp_members.applications import queries
from nswp_members.applications.deadlines import days_for, local_day
from nswp_members.applications.errors import NoVerifyingNetwork
from nswp_members.applications.models import FROZEN, Application, Party, Rules, Step
from nswp_members.applications.states import Move, State
from nswp_members.core.db import session

TURNS = {
    State.CHECK: Party.SECRETARIAT,
    State.REPRESENTATIVES: Party.REPRESENTATIVES,
    State.VERIFICATION: Party.NETWORK,
    State.INFORMATION: Party.APPLICANT,
}


def close_step(step: Step, move: Move, *, by: UUID | None, reason: str, at: datetime) -> None:
    """Note how a step ended."""
    step.closed_at, step.closed_by, step.outcome, step.reason = at, by, move.value, reason or None
    session.flush()


def open_next(application: Application, before: Step | None, move: Move, *, at: datetime) -> Step:
    """Open the step of the state that the application has now; raises `NoVerifyingNetwork`.

    It goes by the rules of the step before; the first, and the first in another region, by those of the region.
    """
    state, region = State(application.state), queries.rule_of(application.region_code)
    is_first = before is None or move == Move.CHANGE_REGION
    rules: Rules = before if before and not is_first else region
    network_id = _network_of(state, None if is_first else before, region.network_id)
    step = Step(
        application_id=application.id,
        state=state.value,
        party=TURNS[state],
        network_id=network_id,
        opened_at=at,
        **{name: getattr(rules, name) for name in FROZEN},
    )
    lead = _lead(application, step, at=at)
    step.assignee_id = lead.id if lead else None
    today = local_day(at, lead.time_zone if lead else "UTC")
    step.counted_from = _counted_from(before, move, today)
    begin = step.counted_from if state == State.REPRESENTATIVES else today
    step.due_on = begin + timedelta(days=days_for(state, rules))
    if before and state == State.INFORMATION and move == Move.CHANGE_REGION:
        step.due_on, step.warned_at, step.asked_about = before.due_on, before.warned_at, before.asked_about
    session.add(step)
    session.flush()
    return step


def _network_of(state: State, before: Step | None, verifies: UUID | None) -> UUID | None:
    """Return the network whose turn it is, or at whose turn the applicant was asked."""
    carried = before.network_id if before else None
    if state == State.VERIFICATION:
        network_id = carried or verifies
        if network_id is None:
            raise NoVerifyingNetwork
        return network_id
    return carried if state == State.INFORMATION else None


def _counted_from(before: Step | None, move: Move, today: date) -> date:
    """Return from which day the days of a decision count: those in which the applicant was asked are left out."""
    if before is None or move in (Move.SUBMIT, Move.FORWARD):
        return today
    if move == Move.CHANGE_REGION and before.state != State.INFORMATION:
        return today
    if before.state == State.INFORMATION:
        return before.counted_from + timedelta(days=max((today - before.opened_at.date()).days, 0))
    return before.counted_from


def _lead(application: Application, step: Step, *, at: datetime) -> Person | None:
    """Return who takes care: whoever did so before in this state, else the one with the fewest open steps.

    The secretariat chooses among itself, and the applicant is no one of us.
    """
    if step.party == Party.APPLICANT:
        return None
    able = able_people(application, step, at=at)
    earlier = [one.assignee_id for one in queries.all_steps(application.id) if one.state == step.state]
    if earlier and (again := next((one for one in able if one.id == earlier[-1]), None)):
        return again
    if step.party == Party.SECRETARIAT or not able:
        return None
    busy = queries.open_step_counts(one.id for one in able)
    return min(able, key=lambda one: busy.get(one.id, 0))


def able_people(application: Application, step: Step, *, at: datetime) -> list[Person]:
    """Return those of the party whose turn it is who have no conflict; for want of representatives, the secretariat."""
    people = _people_of(application, step, at=at)
    away = queries.conflicted(application, [one.id for one in people], at=at)
    return [one for one in people if one.id not in away]


def _people_of(application: Application, step: Step, *, at: datetime) -> list[Person]:
    if step.party == Party.REPRESENTATIVES:
        return queries.representatives(application.region_code, at=at)
    if step.party == Party.NETWORK:
        return queries.verifiers(step.network_id, at=at)
    return queries.staff(at=at) if step.party == Party.SECRETARIAT else []


def whose_turn(application: Application, step: Step, *, at: datetime) -> list[Person]:
    """Return who is to act on an open step: those able of the party, and the secretariat where it has a vote."""
    able = able_people(application, step, at=at)
    if step.party == Party.REPRESENTATIVES and (not able or queries.agreement(application).asks(Party.SECRETARIAT)):
        office = queries.staff(at=at)
        away = queries.conflicted(application, [one.id for one in office], at=at)
        able += [one for one in office if one.id not in away and one not in able]
    return able
