"""Reading what a decision needs, decisions, and how many applications came to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from nswp_members.applications import queries as applications
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.deciding.plans import Plan, plan_of
from nswp_members.applications.models import Application, Consent
from nswp_members.applications.states import ENDED, State
from nswp_members.core.db import session
from nswp_members.notices import queries as notices
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

STATEMENT = "statement"
LETTER = "application_decided"


def plan_for(application: Application) -> Plan:
    """Return what an approval would make of an application."""
    answers = applications.answers_of(application)
    return plan_of(answers, locale=application.locale, email=application.email)


def agreed_version(application: Application) -> StatementVersion | None:
    """Return the version of the Statement that the applicant agreed to and has not taken back."""
    statement = select(Consent.text_version).where(
        Consent.application_id == application.id, Consent.code == STATEMENT, Consent.withdrawn_at.is_(None)
    )
    label = session.scalar(statement.order_by(Consent.given_at.desc()).limit(1))
    return statements.version_by_label(label) if label else None


def decision_of(application_id: UUID) -> Decision | None:
    """Return the decision on an application."""
    statement = select(Decision).where(Decision.application_id == application_id)
    return session.scalar(statement.options(joinedload(Decision.application)))


def decision_by_token(token: str) -> Decision | None:
    """Return the decision that an applicant's link opens; None once it was forgotten, as for a link of nobody's."""
    key = notices.signed_key(LETTER, token)
    if key is None:
        return None
    statement = select(Decision).where(Decision.id == key).options(joinedload(Decision.application))
    decision = session.scalar(statement)
    return None if decision is None or decision.application.minimised_at else decision


def token_for(application: Application) -> str:
    """Return what opens the answer to an application, the same as in the letter's link; nothing while there is none."""
    decision = decision_of(application.id)
    if decision is None or application.minimised_at:
        return ""
    return notices.signed_token(LETTER, decision.id)


def wishes_listing(organisation_id: UUID) -> bool:
    """Whether an organisation wished for the public list when it applied."""
    statement = (
        select(Decision)
        .join(Application, Decision.application_id == Application.id)
        .where(Application.organisation_id == organisation_id, Decision.approved)
    )
    return any(one.wishes_listing for one in session.scalars(statement))


@dataclass(frozen=True)
class Tally:
    """How many applications of one year and region there are, by state; ``region_code`` None: nowhere yet."""

    year: int
    region_code: str | None
    by_state: dict[str, int]

    def sum_of(self, states: Iterable[str]) -> int:
        """Return how many stand in one of these states."""
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())


def tallies() -> list[Tally]:
    """Return the numbers of applications by the year in which they were sent, latest first, and by region.

    An application that was never sent is not counted. What was minimised counts as before.
    """
    year = func.extract("year", Application.submitted_at)
    statement = (
        select(year, Application.region_code, Application.state, func.count())
        .where(Application.submitted_at.is_not(None))
        .group_by(year, Application.region_code, Application.state)
        .order_by(year.desc(), Application.region_code)
    )
    found: dict[tuple[int, str | None], dict[str, int]] = {}
    for one, region_code, state, number in session.execute(statement):
        found.setdefault((int(one), region_code), {})[state] = number
    return [Tally(one, region_code, by_state) for (one, region_code), by_state in found.items()]


def due_to_minimise(before: datetime, *, limit: int) -> list[Application]:
    """Return applications that ended without a member before that moment and still hold what people wrote."""
    ended = [state.value for state in ENDED if state != State.APPROVED]
    statement = (
        select(Application)
        .where(Application.state.in_(ended), Application.entered_at < before, Application.minimised_at.is_(None))
        .order_by(Application.entered_at, Application.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(statement))


def count_due(before: datetime) -> dict[str, int]:
    """Return how many applications could be minimised, by state."""
    ended = [state.value for state in ENDED if state != State.APPROVED]
    statement = (
        select(Application.state, func.count())
        .where(Application.state.in_(ended), Application.entered_at < before, Application.minimised_at.is_(None))
        .group_by(Application.state)
    )
    return {state: number for state, number in session.execute(statement)}  # noqa: C416
