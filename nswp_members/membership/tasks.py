"""What happens to memberships by the clock: nothing in, safe to repeat, safe to lose."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.core.db import now, transaction
from nswp_members.membership import services
from nswp_members.membership.ladder import Ladder


@shared_task(name="membership.climb")
def climb() -> None:
    """Ask members to confirm where a rung is reached, and let those whose grace is over be dormant."""
    config = current_app.config
    with transaction():
        services.climb(
            Ladder.of(config),
            at=now(),
            lifetime=timedelta(days=config["CONFIRM_LINK_DAYS"]),
            limit=config["LADDER_BATCH"],
        )
