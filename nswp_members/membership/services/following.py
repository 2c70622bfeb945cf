"""Taking over into terms what happens to a profile elsewhere."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.membership import queries
from nswp_members.membership.anniversaries import first_day_of, next_anniversary
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.membership.services.terms import change_term, end_membership
from nswp_members.organisations.models import Organisation

FIRST_CONFIRMATION_AFTER = timedelta(days=90)


def record_imported(organisation_id: UUID) -> None:
    """Begin the term of an organisation that a member list brought, on the first day that its joining can mean.

    Without such a day it begins today. Confirmations fall on anniversaries, so that they spread over the year, the
    first one in no less than `FIRST_CONFIRMATION_AFTER`. Nothing is flushed, so that a long list stays quick.
    """
    organisation = _pending(organisation_id) or session.get_one(Organisation, organisation_id)
    known, at = organisation.confidential.joined_on, today()
    since = min(first_day_of(known), at) if known else at
    term = MembershipTerm(
        id=uuid4(),
        organisation=organisation,
        category=organisation.confidential.category,
        standing=Standing.ACTIVE,
        region_code=organisation.region_code,
        country_code=organisation.country_code,
        valid_from=since,
        confirm_by=next_anniversary(since, after=at + FIRST_CONFIRMATION_AFTER),
        begun_as=Change.IMPORTED,
        created_at=now(),
    )
    session.add(term)
    details = {"term": str(term.id), "as": Change.IMPORTED.value}
    audit.record("membership.began_term", "organisation", organisation_id, by=None, details=details)


def follow_profile(organisation_id: UUID, *, on: date, by: UUID | None, capacity: str = "") -> None:
    """Begin another term if country, region or category are not those of the term that stands.

    A day before the one on which it began counts as that day: terms that ended stay as they are.
    """
    organisation = session.get_one(Organisation, organisation_id)
    session.flush()
    term = queries.current_term(organisation_id, hold=True)
    if term is None:
        return
    is_elsewhere = (term.region_code, term.country_code) != (organisation.region_code, organisation.country_code)
    category = organisation.confidential.category
    if is_elsewhere or term.category != category:
        as_ = Change.MOVED if is_elsewhere else Change.REASSESSED
        change_term(organisation, as_=as_, on=max(on, term.valid_from), by=by, category=category, capacity=capacity)


def note_leaving(organisation_id: UUID, *, by: UUID | None, capacity: str = "") -> None:
    """End the membership of an organisation that was noted as having left; nothing is known of why."""
    if queries.current_term(organisation_id) is not None:
        organisation = session.get_one(Organisation, organisation_id)
        end_membership(organisation, as_=Change.RESIGNED, on=today(), by=by, reason="", capacity=capacity)


def _pending(organisation_id: UUID) -> Organisation | None:
    """Return an organisation that is not flushed yet."""
    return next((one for one in session.new if isinstance(one, Organisation) and one.id == organisation_id), None)
