"""Deciding about a membership: what the secretariat, or the organisation itself, does with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.core.db import now
from nswp_members.membership import queries
from nswp_members.membership.errors import CategoryNotGiven, NotFromHere, SameCategory
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.membership.services.terms import begin_term, change_term, end_membership, lock_membership
from nswp_members.membership.steps import RULES, Step
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import ALL_SEEING


@dataclass(frozen=True)
class Decision:
    """What was decided: why, by which resolution, effective from which day; a category where the step needs one."""

    on: date
    reason: str
    reference: str = ""
    category: str | None = None


def take_step(
    organisation: Organisation,
    step: Step,
    decision: Decision,
    *,
    by: UUID | None,
    capacity: str = "",
    tells_staff: bool = False,
) -> None:
    """Do what was decided about a membership; ``tells_staff`` is for what the organisation did itself.

    Raises `NotFromHere`, `CategoryNotGiven`, `SameCategory` and what beginning, changing and ending raise.
    """
    lock_membership(organisation)
    term = queries.current_term(organisation.id, hold=True)
    rule = RULES[step]
    if (Standing(term.standing) if term else None) not in rule.since:
        raise NotFromHere
    if step is Step.BEGIN:
        _begin(organisation, decision, by=by, capacity=capacity)
    elif rule.ends:
        end_membership(
            organisation,
            as_=rule.as_,
            on=decision.on,
            by=by,
            reason=decision.reason,
            decision=decision.reference,
            capacity=capacity,
        )
    else:
        change_term(
            organisation,
            as_=rule.as_,
            on=decision.on,
            by=by,
            category=_reassessed(term, decision) if step is Step.REASSESS else None,
            standing=rule.standing,
            reason=decision.reason,
            decision=decision.reference,
            capacity=capacity,
        )
    if tells_staff and term:
        _tell_the_staff(organisation.id, occurrence=str(term.id), but=by)


def _tell_the_staff(organisation_id: UUID, *, occurrence: str, but: UUID | None) -> None:
    """Write to everybody who looks after membership, but not to whoever did it."""
    params = {"organisation_id": str(organisation_id)}
    people = accounts.people_with_roles(ALL_SEEING, at=now())
    notices.notify_many(NewNotice("member_left", one.id, occurrence, params) for one in people if one.id != but)


def _begin(organisation: Organisation, decision: Decision, *, by: UUID | None, capacity: str) -> None:
    """Begin a membership; one of an organisation that was a member before is begun anew."""
    begin_term(
        organisation,
        category=_given(decision),
        on=decision.on,
        as_=Change.READMITTED if queries.terms_of(organisation.id) else Change.APPROVED,
        by=by,
        reason=decision.reason,
        decision=decision.reference,
        capacity=capacity,
    )


def _reassessed(term: MembershipTerm | None, decision: Decision) -> str:
    """Return the new category; raises `SameCategory`."""
    category = _given(decision)
    if term and term.category == category:
        raise SameCategory
    return category


def _given(decision: Decision) -> str:
    """Return the category of a decision; raises `CategoryNotGiven`."""
    category = organisations.category(decision.category or "")
    if category is None or not category.is_given_on(decision.on):
        raise CategoryNotGiven
    return category.code
