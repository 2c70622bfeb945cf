"""A campaign that is under way in Europe, with a letter drafted to those who have not opened theirs."""

from datetime import timedelta
from uuid import UUID

from nswp_members.accounts.viewers import Capacity, Role, Viewer
from nswp_members.campaigns import queries, services
from nswp_members.campaigns.reaching import Progress
from nswp_members.campaigns.services import Plan
from nswp_members.core.db import now, session, today
from nswp_members.statements.models import StatementVersion

MONTH = timedelta(days=30)
DAYS_TO_ANSWER = 45


def run_a_campaign(version: StatementVersion, *, staff: UUID) -> None:
    """Plan a campaign, open it, and draft a letter to those whom it has not reached."""
    viewer = Viewer(person_id=staff, capacity=Capacity("staff", Role.MEMBERSHIP, "staff"))
    plan = Plan(
        name="Stand with us again: Europe",
        version_id=version.id,
        query={"region": ["europe"]},
        deadline=today() + timedelta(days=DAYS_TO_ANSWER),
        rungs=(-30, -14, -3),
        words={
            "en": "The Statement is ten years old. Please read it with your members and tell us where you stand.",
            "fr": "La Déclaration a dix ans. Lisez-la avec vos membres et dites-nous où vous en êtes.",
        },
    )
    campaign = services.plan(plan, by=staff)
    session.flush()
    services.open_campaign(campaign, viewer, expected=campaign.lock, lifetime=MONTH)
    session.flush()
    waiting = queries.matching_ids(viewer, campaign, now(), progress=Progress.NEVER_OPENED)
    services.draft_nudge(campaign, waiting, region=None, reason=Progress.NEVER_OPENED, by=staff)
