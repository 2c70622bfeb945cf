"""Reading who stood where on a day, who could vote then, and how many there were; for the membership staff."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from nswp_members.core.db import session
from nswp_members.membership.counting import Changes, Counts, Membership, changed, counted
from nswp_members.membership.models import MembershipTerm, Standing
from nswp_members.organisations import queries as organisations


def holds_on(day: date) -> ColumnElement[bool]:
    """Return the condition that keeps the terms that held on a day: at most one for each organisation."""
    ends_later = or_(MembershipTerm.valid_until.is_(None), MembershipTerm.valid_until > day)
    return and_(MembershipTerm.valid_from <= day, ends_later)


def members_on(day: date, *, among: Collection[UUID] | None = None) -> list[Membership]:
    """Return how each member stood on a day; ``among`` keeps these organisations only."""
    statement = select(
        MembershipTerm.organisation_id,
        MembershipTerm.category,
        MembershipTerm.standing,
        MembershipTerm.region_code,
        MembershipTerm.country_code,
    ).where(holds_on(day))
    if among is not None:
        statement = statement.where(MembershipTerm.organisation_id.in_(among))
    return [
        Membership(row.organisation_id, row.category, Standing(row.standing), row.region_code, row.country_code)
        for row in session.execute(statement)
    ]


def voting_roll(on: date) -> set[UUID]:
    """Return the organisations that could vote on a day: active, in a category with a vote."""
    return _voting(members_on(on), on)


def can_vote(organisation_id: UUID, on: date) -> bool:
    """Whether an organisation could vote on a day."""
    return organisation_id in _voting(members_on(on, among=[organisation_id]), on)


def counts_on(day: date) -> Counts:
    """Return the members of a day by region, country and category, as they stood then."""
    return counted(day, members_on(day))


def changes_between(first: date, last: date) -> list[Changes]:
    """Return what became of the members of each region between the ends of two days."""
    return changed(members_on(first), members_on(last))


def sizes_on(days: Sequence[date]) -> list[int]:
    """Return how many members there were on each of these days; one query."""
    columns = [func.count().filter(holds_on(day)) for day in days]
    return list(session.execute(select(*columns).select_from(MembershipTerm)).one()) if days else []


def _voting(memberships: Collection[Membership], on: date) -> set[UUID]:
    """Return those that are active in a category that had a vote on that day."""
    with_vote = {one.code for one in organisations.categories() if one.has_vote_on(on)}
    return {one.organisation_id for one in memberships if one.standing is Standing.ACTIVE and one.category in with_vote}
