"""What happens to campaigns by the clock: nothing in, safe to repeat, safe to lose."""

from celery import shared_task
from flask import current_app

from nswp_members.campaigns import services
from nswp_members.core.db import now, transaction
from nswp_members.membership.ladder import Ladder


@shared_task(name="campaigns.climb")
def climb() -> None:
    """Remind those who have not answered, where a rung is reached."""
    config = current_app.config
    with transaction():
        services.climb(
            Ladder.of(config),
            at=now(),
            lifetime=config["INVITATION_LIFETIME"],
            limit=config["LADDER_BATCH"],
        )
