"""Reading who is on the yearly ladder and which letters come next: one answer for the task and for the page of it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select, true

from nswp_members.core.db import session
from nswp_members.membership.ladder import FAIR_WARNING, Ladder
from nswp_members.membership.models import Change, LadderStep, MembershipTerm, Standing
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.organisations.queries import Recipient
from nswp_members.organisations.visibility import closed, forced_hidden

A_DAY = timedelta(days=1)


class WhyNot(StrEnum):
    """Why a letter does not go out; the last three are the obstacles of a single contact."""

    CONFIRMED = "confirmed"
    SUSPENDED = "suspended"
    FORCED = "forced"
    HIDDEN = "hidden"
    NO_ADDRESS = "no_address"
    ACCOUNT_CLOSED = "account_closed"
    MAIL_RETURNED = "mail_returned"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Climber:
    """A member that is to confirm: by when, where its clock stands, which rungs went out, and why none may go out."""

    organisation_id: UUID
    region_code: str
    confirm_by: date
    zone: ZoneInfo
    why_not: WhyNot | None
    sent: frozenset[int] = frozenset()
    first_sent_at: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """A letter that comes, or would come: when (UTC), and to which contact if any can be told."""

    climber: Climber
    rung: int
    at: datetime
    contact: Contact | None
    locale: str | None
    why_not: WhyNot | None

    @property
    def day(self) -> date:
        """The day of the member's own calendar."""
        return self.at.astimezone(self.climber.zone).date()


def coming_letters(
    ladder: Ladder,
    *,
    since: datetime,
    until: datetime,
    among: ColumnElement[bool] | None = None,
    with_confirmed: bool = False,
) -> list[Letter]:
    """Return the letters of a time in their order, also those that do not go out; what is due at its start comes first.

    ``with_confirmed`` adds the letters that members were spared by confirming.
    """
    steps = [
        (climber, at, rung)
        for climber in climbers(ladder, since=since, until=until, among=among, with_confirmed=with_confirmed)
        for at, rung in ladder.coming(
            climber.confirm_by, since=since, until=until, zone=climber.zone, sent=climber.sent
        )
        if climber.why_not is not WhyNot.CONFIRMED or at > since
    ]
    asked = {climber.organisation_id for climber, _at, _rung in steps if climber.why_not is None}
    recipients = organisations.recipients_of(asked, at=since)
    letters = [
        letter
        for climber, at, rung in steps
        for letter in _letters(climber, at, rung, recipients.get(climber.organisation_id, []))
    ]
    return sorted(letters, key=lambda one: (one.at, one.climber.confirm_by, one.climber.organisation_id))


def _letters(climber: Climber, at: datetime, rung: int, recipients: Collection[Recipient]) -> list[Letter]:
    if climber.why_not or not recipients:
        return [Letter(climber, rung, at, None, None, climber.why_not or WhyNot.NO_ADDRESS)]
    return [
        Letter(climber, rung, at, one.contact, one.locale, WhyNot(one.obstacle) if one.obstacle else None)
        for one in recipients
    ]


def climbers(
    ladder: Ladder,
    *,
    since: datetime,
    until: datetime,
    among: ColumnElement[bool] | None = None,
    with_confirmed: bool = False,
) -> list[Climber]:
    """Return the members who have reached the first rung by then, and are not dormant; two queries."""
    term = MembershipTerm
    stands = and_(term.valid_until.is_(None), term.standing.in_((Standing.ACTIVE, Standing.SUSPENDED)))
    spared = and_(
        term.ended_as == Change.CONFIRMED,
        term.confirm_by >= since.date() - timedelta(days=ladder.rungs[-1]) - A_DAY,
    )
    statement = (
        select(
            term.organisation_id,
            term.confirm_by,
            term.standing,
            term.valid_until,
            Organisation.region_code,
            Organisation.country_code,
            Organisation.listing,
            forced_hidden().label("forced"),
            closed().label("closed"),
        )
        .join(Organisation, Organisation.id == term.organisation_id)
        .where(term.confirm_by <= until.date() - timedelta(days=ladder.rungs[0]) + A_DAY)
        .where(or_(stands, spared) if with_confirmed else stands, true() if among is None else among)
        .order_by(term.confirm_by, term.organisation_id)
    )
    found = [
        Climber(row.organisation_id, row.region_code, row.confirm_by, ladder.zone_of(row.country_code), _why_not(row))
        for row in session.execute(statement)
    ]
    steps = _steps_of({one.organisation_id for one in found})
    return [_with_steps(one, steps.get((one.organisation_id, one.confirm_by), {})) for one in found]


def _why_not(row: Any) -> WhyNot | None:
    """Return why a member is not written to at all."""
    if row.valid_until is not None:
        return WhyNot.CONFIRMED
    if row.standing == Standing.SUSPENDED:
        return WhyNot.SUSPENDED
    if row.forced:
        return WhyNot.FORCED
    return WhyNot.HIDDEN if row.closed else None


def _steps_of(organisation_ids: Collection[UUID]) -> dict[tuple[UUID, date], dict[int, datetime]]:
    """Return when each rung went out, by organisation and the day until which it was to confirm."""
    found: dict[tuple[UUID, date], dict[int, datetime]] = defaultdict(dict)
    statement = select(LadderStep).where(LadderStep.organisation_id.in_(organisation_ids))
    for step in session.scalars(statement):
        found[step.organisation_id, step.confirm_by][step.rung] = step.sent_at
    return found


def _with_steps(climber: Climber, steps: dict[int, datetime]) -> Climber:
    return replace(climber, sent=frozenset(steps), first_sent_at=min(steps.values(), default=None))


def lapsing(ladder: Ladder, *, at: datetime) -> list[Climber]:
    """Return the members whose grace is over.

    Nobody becomes dormant while they hide, nor less than `FAIR_WARNING` after the first letter of this year; who cannot
    be reached at all, after the grace.
    """
    over = [
        one
        for one in climbers(ladder, since=at, until=at)
        if one.why_not is None and ladder.lapses_at(one.confirm_by, one.zone) <= at
    ]
    unasked = {one.organisation_id for one in over if one.first_sent_at is None}
    recipients = organisations.recipients_of(unasked, at=at)
    reachable = {key for key, found in recipients.items() if any(one.obstacle is None for one in found)}
    return [
        one
        for one in over
        if (one.first_sent_at is None and one.organisation_id not in reachable)
        or (one.first_sent_at is not None and one.first_sent_at <= at - FAIR_WARNING)
    ]


def hold_members(organisation_ids: Collection[UUID]) -> set[UUID]:
    """Lock organisations until the transaction ends and return them, leaving out those that others are busy with."""
    statement = (
        select(Organisation.id)
        .where(Organisation.id.in_(organisation_ids))
        .order_by(Organisation.id)
        .with_for_update(skip_locked=True)
    )
    return set(session.scalars(statement))
