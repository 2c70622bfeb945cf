"""Reading the review of one application: its steps, opinions, recusals and what was said."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Person, email_lookup
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.applications.models import (
    Answer,
    Application,
    FormerAnswer,
    Message,
    MessageKind,
    Opinion,
    Party,
    Question,
    QuestionKind,
    Recusal,
    RegionRule,
    Step,
)
from nswp_members.applications.models.rules import rule_by_default
from nswp_members.applications.sight import party_of, visible_to
from nswp_members.applications.states import State
from nswp_members.core.db import session
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.visibility import ALL_SEEING

MOST_MESSAGES = 200
MOST_STEPS = 100
MOST_CASES = 2000
ADDRESSES = (QuestionKind.EMAIL, QuestionKind.PEOPLE)


def application_visible(viewer: Viewer, application_id: UUID) -> Application | None:
    """Return the application with this id if the viewer may know of it."""
    return session.scalar(select(Application).where(Application.id == application_id, visible_to(viewer)))


def open_step(application_id: UUID) -> Step | None:
    """Return the step in which an application stands, with its assignee; None once it has ended."""
    statement = select(Step).where(Step.application_id == application_id, Step.closed_at.is_(None))
    return session.scalar(statement.options(joinedload(Step.assignee)))


def steps_of(viewer: Viewer, application_id: UUID) -> list[Step]:
    """Return the steps that an application went through, the earliest first; to a verifier those of their network."""
    statement = (
        select(Step)
        .where(Step.application_id == application_id)
        .options(joinedload(Step.assignee))
        .order_by(Step.opened_at, Step.id)
        .limit(MOST_STEPS)
    )
    if party_of(viewer) == Party.NETWORK and viewer.capacity:
        statement = statement.where(Step.network_id == viewer.capacity.organisation_id)
    return list(session.scalars(statement))


def open_cases(states: Iterable[State]) -> list[tuple[Application, Step]]:
    """Return applications in these states with their open steps and assignees, the most urgent first."""
    statement = (
        select(Application, Step)
        .join(Step, Step.application_id == Application.id)
        .options(joinedload(Step.assignee))
        .where(Step.closed_at.is_(None), Step.state.in_([one.value for one in states]))
        .order_by(Step.due_on, Step.id)
        .limit(MOST_CASES)
    )
    return [(application, step) for application, step in session.execute(statement)]


def open_step_counts(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return of how many open steps each of these people takes care, if of any."""
    statement = select(Step.assignee_id, func.count()).where(Step.closed_at.is_(None))
    rows = session.execute(statement.where(Step.assignee_id.in_(set(person_ids))).group_by(Step.assignee_id))
    return {key: number for key, number in rows if key}


def all_steps(application_id: UUID) -> list[Step]:
    """Return the steps that an application went through, the earliest first."""
    statement = select(Step).where(Step.application_id == application_id)
    return list(session.scalars(statement.order_by(Step.opened_at, Step.id).limit(MOST_STEPS)))


def opinions_of(step_ids: Iterable[UUID]) -> list[Opinion]:
    """Return the opinions given in these steps, with their people, the earliest first."""
    statement = select(Opinion).where(Opinion.step_id.in_(set(step_ids))).options(joinedload(Opinion.person))
    return list(session.scalars(statement.order_by(Opinion.given_at, Opinion.id)))


def opinion_of(step_id: UUID, person_id: UUID) -> Opinion | None:
    """Return what a person thought in a step."""
    return session.scalar(select(Opinion).where(Opinion.step_id == step_id, Opinion.person_id == person_id))


def recusals_of(application_id: UUID) -> list[Recusal]:
    """Return who declared a conflict with an application, with the people."""
    statement = select(Recusal).where(Recusal.application_id == application_id).options(joinedload(Recusal.person))
    return list(session.scalars(statement.order_by(Recusal.declared_at, Recusal.id)))


def messages_for(viewer: Viewer, application_id: UUID) -> list[Message]:
    """Return the letters and private notes that the viewer may read, the earliest first.

    A verifier reads what was written at their network's turn; notes are for their writer's party and the secretariat.
    """
    party, capacity = party_of(viewer), viewer.capacity
    letters: ColumnElement[bool] = Message.kind == MessageKind.LETTER
    if party is None or capacity is None:
        return []
    if party == Party.SECRETARIAT:
        allowed = or_(letters, Message.kind == MessageKind.NOTE)
    elif party == Party.REPRESENTATIVES:
        allowed = or_(letters, Message.party == Party.REPRESENTATIVES)
    else:
        own = Message.network_id == capacity.organisation_id
        allowed = and_(own, or_(letters, Message.party == Party.NETWORK))
    return _messages(application_id, allowed)


def letters_of(application_id: UUID) -> list[Message]:
    """Return the letters between the applicant and the reviewers, the earliest first."""
    return _messages(application_id, Message.kind == MessageKind.LETTER)


def _messages(application_id: UUID, allowed: ColumnElement[bool]) -> list[Message]:
    statement = (
        select(Message)
        .where(Message.application_id == application_id, allowed)
        .options(joinedload(Message.author))
        .order_by(Message.written_at, Message.id)
        .limit(MOST_MESSAGES)
    )
    return list(session.scalars(statement))


def message_count(application_id: UUID) -> int:
    """Return how much was written about an application."""
    return session.scalar(select(func.count()).where(Message.application_id == application_id)) or 0


def rule_of(region_code: str | None) -> RegionRule:
    """Return the rules of a region, those of the house if nobody has set any."""
    found = session.get(RegionRule, region_code) if region_code else None
    return found or rule_by_default(region_code or "")


def representatives(region_code: str | None, *, at: datetime) -> list[Person]:
    """Return who represents a region at that moment and can sign in."""
    if region_code is None:
        return []
    return accounts.people_with_roles([Role.REGIONAL_REPRESENTATIVE], at=at, region_code=region_code)


def verifiers(network_id: UUID | None, *, at: datetime) -> list[Person]:
    """Return who verifies for a network at that moment and can sign in."""
    if network_id is None:
        return []
    return accounts.people_with_roles([Role.NETWORK_VERIFIER], at=at, organisation_id=network_id)


def staff(*, at: datetime) -> list[Person]:
    """Return the membership staff, for want of any the administrators."""
    return accounts.people_with_roles([Role.MEMBERSHIP], at=at) or accounts.people_with_roles(ALL_SEEING, at=at)


def conflicted(application: Application, people: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Return those of these people who must not act on an application (docs/verifying.md).

    They declared a conflict, apply themselves, hold a mandate of the organisation that applies, or are named in the
    application as a contact or referee.
    """
    ids = set(people)
    if not ids:
        return set()
    declared = select(Recusal.person_id).where(Recusal.application_id == application.id, Recusal.person_id.in_(ids))
    found = set(session.scalars(declared))
    found |= ids & {application.person_id}
    if application.organisation_id:
        found |= ids & {one.id for one in organisations.mandate_holders(application.organisation_id, at=at)}
    named = select(Person.id).where(Person.id.in_(ids), Person.email_lookup.in_(_addresses_in(application)))
    return found | set(session.scalars(named))


def _addresses_in(application: Application) -> list[bytes]:
    """Return the blind indexes of the addresses that an application names, or named before its answers were changed."""
    texts = [application.email]
    values: list[Any] = []
    for table in (Answer, FormerAnswer):
        statement = select(table.value).join(Question, Question.id == table.question_id)
        asks = Question.kind.in_([one.value for one in ADDRESSES])
        values += session.scalars(statement.where(table.application_id == application.id, asks))
    for value in values:
        people = value if isinstance(value, list) else [{"email": value}]
        texts += [one.get("email") for one in people if isinstance(one, dict)]
    return [email_lookup(text) for text in texts if isinstance(text, str) and text]
