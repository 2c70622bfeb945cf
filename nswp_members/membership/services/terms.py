"""Beginning, changing, confirming and ending a membership: the one place where terms are written."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.membership import queries
from nswp_members.membership.anniversaries import a_year_after
from nswp_members.membership.errors import BeforeTheTerm, DayToCome, MemberAlready, NotAMember, NotWhileSuspended
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.notices import services as notices
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import IdentityField, Listing, Organisation

EARLIEST_CONFIRMATION = timedelta(days=60)


@dataclass(frozen=True)
class _Step:
    """What changes a membership: why, from which day, by whom, in which capacity, on which decision."""

    as_: Change
    on: date
    by: UUID | None
    reason: str = ""
    decision: str = ""
    capacity: str = ""


def begin_term(
    organisation: Organisation,
    *,
    category: str | None,
    on: date,
    as_: Change,
    by: UUID | None,
    reason: str = "",
    decision: str = "",
    confirm_by: date | None = None,
    capacity: str = "",
) -> MembershipTerm:
    """Let an organisation be a member from a day on; without ``confirm_by`` it is to confirm in a year.

    One that had left is unlisted from now on, and has not left any more. Raises `MemberAlready`, `DayToCome`, and
    `BeforeTheTerm` if an earlier membership ended after that day.
    """
    _check_not_to_come(on)
    lock_membership(organisation)
    former = queries.terms_of(organisation.id)
    if any(one.valid_until is None for one in former):
        raise MemberAlready
    if any(one.valid_until and one.valid_until > on for one in former):
        raise BeforeTheTerm
    if organisation.listing == Listing.WITHDRAWN:
        organisations.set_listing(organisation, Listing.UNLISTED, by=by, source="membership", capacity=capacity)
    if as_ == Change.APPROVED or organisation.confidential.joined_on is None:
        organisation.confidential.joined_on = on.isoformat()
    step = _Step(as_, on, by, reason, decision, capacity)
    return _open(organisation, step, category, Standing.ACTIVE, confirm_by or a_year_after(on))


def change_term(
    organisation: Organisation,
    *,
    as_: Change,
    on: date,
    by: UUID | None,
    category: str | None = None,
    standing: Standing | None = None,
    reason: str = "",
    decision: str = "",
    capacity: str = "",
) -> MembershipTerm:
    """Close the term that stands and open the next on the same day, with the present place of the organisation.

    What is not given stays as it was. Raises `NotAMember`, `DayToCome`, `BeforeTheTerm`.
    """
    step = _Step(as_, on, by, reason, decision, capacity)
    term = _close(organisation, step)
    return _open(organisation, step, category or term.category, standing or Standing(term.standing), term.confirm_by)


def confirm_membership(organisation: Organisation, *, on: date, by: UUID | None, capacity: str = "") -> MembershipTerm:
    """Note that an organisation stays a member for another year; a dormant one is active again.

    The year counts from the day on which the confirmation was due, or from ``on`` if that is later; who confirms very
    early gains no more than `EARLIEST_CONFIRMATION`. Raises `NotAMember`, `NotWhileSuspended`, `DayToCome`,
    `BeforeTheTerm`.
    """
    lock_membership(organisation)
    present = queries.current_term(organisation.id, hold=True)
    if present and present.standing == Standing.SUSPENDED:
        raise NotWhileSuspended
    was_dormant = present is not None and present.standing == Standing.DORMANT
    step = _Step(Change.REACTIVATED if was_dormant else Change.CONFIRMED, on, by, capacity=capacity)
    term = _close(organisation, step)
    confirm_by = a_year_after(min(max(term.confirm_by, on), on + EARLIEST_CONFIRMATION))
    return _open(organisation, step, term.category, Standing.ACTIVE, confirm_by)


def end_membership(
    organisation: Organisation,
    *,
    as_: Change,
    on: date,
    by: UUID | None,
    reason: str,
    decision: str = "",
    capacity: str = "",
) -> None:
    """End the membership: the organisation has left, and notices that name it are cancelled.

    Its people keep their mandates, but as for everybody who has left these show them nothing but their own
    organisation. Raises `NotAMember`, `DayToCome`, `BeforeTheTerm`.
    """
    step = _Step(as_, on, by, reason, decision, capacity)
    term = _close(organisation, step)
    term.end_reason, term.end_decision = reason or None, decision or None
    session.flush()
    organisations.set_listing(organisation, Listing.WITHDRAWN, by=by, source="membership", capacity=capacity)
    notices.cancel_about(organisation.id, code="left")
    _record("membership.ended", organisation, term, step)


def _close(organisation: Organisation, step: _Step) -> MembershipTerm:
    """End the term that stands if it may end on that day; return it."""
    _check_not_to_come(step.on)
    lock_membership(organisation)
    term = queries.current_term(organisation.id, hold=True)
    if term is None:
        raise NotAMember
    if step.on < term.valid_from:
        raise BeforeTheTerm
    term.valid_until, term.ended_as, term.ended_by = step.on, step.as_, step.by
    session.flush()
    return term


def _open(
    organisation: Organisation, step: _Step, category: str | None, standing: Standing, confirm_by: date
) -> MembershipTerm:
    """Add a term with the present place of the organisation, and keep the category of the profile in step."""
    term = MembershipTerm(
        organisation_id=organisation.id,
        category=category,
        standing=standing,
        region_code=organisation.region_code,
        country_code=organisation.country_code,
        valid_from=step.on,
        confirm_by=confirm_by,
        begun_as=step.as_,
        begun_by=step.by,
        reason=step.reason or None,
        decision=step.decision or None,
        created_at=now(),
    )
    session.add(term)
    session.flush()
    organisations.set_confidential(
        organisation,
        IdentityField.CATEGORY,
        category,
        by=step.by,
        capacity=step.capacity,
        reason=step.reason,
    )
    _record("membership.began_term", organisation, term, step)
    return term


def _check_not_to_come(on: date) -> None:
    """Raise `DayToCome` for a later day: what the profile says at present would not be what holds today."""
    if on > today():
        raise DayToCome


def lock_membership(organisation: Organisation) -> None:
    """Let nobody else change the membership until the transaction ends."""
    session.flush()
    session.refresh(organisation, with_for_update={"of": Organisation})


def _record(action: str, organisation: Organisation, term: MembershipTerm, step: _Step) -> None:
    details = {"term": str(term.id), "as": step.as_.value}
    audit.record(action, "organisation", organisation.id, by=step.by, capacity=step.capacity or None, details=details)
