"""Memberships of the demo: everybody since it joined, and some to whom something happened."""

from datetime import timedelta
from uuid import UUID

from nswp_members.core.db import session, today
from nswp_members.membership import services as membership
from nswp_members.membership.services import Decision
from nswp_members.membership.steps import Step
from nswp_members.organisations.models import Organisation


def show_memberships(organisations: list[Organisation], *, staff: UUID) -> None:
    """Begin everybody's term; suspend one, give one another category, and let one confirm."""
    for organisation in organisations:
        membership.record_imported(organisation.id)
    session.flush()
    full = [one for one in organisations if one.confidential.category == "full"]
    suspended, reassessed, confirmed = full[-1], full[-2], full[-3]
    decision = Decision(today() - timedelta(days=40), "The Board waits for answers.", reference="Board, item 7")
    membership.take_step(suspended, Step.SUSPEND, decision, by=staff)
    decision = Decision(today() - timedelta(days=90), "It is led by others now.", category="associate")
    membership.take_step(reassessed, Step.REASSESS, decision, by=staff)
    membership.confirm_membership(confirmed, on=today() - timedelta(days=10), by=None)
