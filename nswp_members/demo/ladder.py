"""The yearly ladder of the demo: members that are to confirm soon, are late, or fell dormant."""

from collections.abc import Sequence
from datetime import timedelta

from nswp_members.core.db import session, today
from nswp_members.membership import queries, services
from nswp_members.membership.models import Change, Standing
from nswp_members.organisations.models import Organisation

DAYS = (-50, -12, -3, 5, 12, 25, 28, 45, 59, 70, 85)


def show_ladder(organisations: Sequence[Organisation]) -> None:
    """Let some active members be at different rungs, and the latest of them be dormant."""
    days = list(DAYS)
    for organisation in organisations:
        term = queries.current_term(organisation.id)
        if not days:
            break
        if term is None or term.standing != Standing.ACTIVE:
            continue
        term.confirm_by = today() + timedelta(days=days.pop(0))
        session.flush()
        if len(days) == len(DAYS) - 1:
            services.change_term(organisation, as_=Change.LAPSED, on=today(), by=None, standing=Standing.DORMANT)
