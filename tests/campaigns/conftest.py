"""Situations that the tests of campaigns begin with."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from nswp_members.accounts.viewers import Capacity, Role, Viewer
from nswp_members.campaigns import services
from nswp_members.campaigns.models import Campaign
from nswp_members.campaigns.services import Plan
from nswp_members.core.db import now, session, today, transaction
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import EndorsementEvent
from nswp_members.membership import services as membership
from nswp_members.membership.models import Change
from nswp_members.organisations.models import Organisation
from tests.factories import current_version, make_contact, make_organisation

STAFF = Viewer(capacity=Capacity("staff", Role.MEMBERSHIP, "staff"))
LIFETIME = timedelta(days=30)


def representative(region: str = "africa") -> Viewer:
    """Return somebody who represents a region."""
    return Viewer(capacity=Capacity("regional", Role.REGIONAL_REPRESENTATIVE, "regional", region_code=region))


def make_member(*, category: str = "full", contact: bool = True, **values: Any) -> Organisation:
    """Make an organisation that is a member, with a contact that can be written to."""
    organisation = make_organisation(**values)
    if contact:
        make_contact(organisation)
    with transaction():
        membership.begin_term(organisation, category=category, on=date(2024, 1, 1), as_=Change.IMPORTED, by=None)
    return organisation


def a_plan(**changes: Any) -> Plan:
    """Return a plan for all members and the current version, with sixty days to answer."""
    values: dict[str, Any] = {
        "name": "Stand with us",
        "version_id": current_version().id,
        "query": {},
        "deadline": today() + timedelta(days=60),
        "rungs": (-30, -7),
        "words": {"en": "Please read it."},
    }
    return Plan(**values | changes)


def make_campaign(**changes: Any) -> Campaign:
    """Plan a campaign."""
    with transaction():
        return services.plan(a_plan(**changes), by=None)


def open_campaign(**changes: Any) -> Campaign:
    """Plan a campaign and open it."""
    campaign = make_campaign(**changes)
    with transaction():
        services.open_campaign(campaign, STAFF, expected=campaign.lock, lifetime=LIFETIME)
    return campaign


def answer(organisation: Organisation, act: Act, *, version_id: UUID | None = None, until: date | None = None) -> None:
    """Write an answer into the history."""
    session.add(
        EndorsementEvent(
            organisation_id=organisation.id,
            version_id=version_id or current_version().id,
            act=act,
            at=now(),
            source="member",
            until=until,
        )
    )
    session.commit()
