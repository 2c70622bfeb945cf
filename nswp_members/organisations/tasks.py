"""What happens to organisations by the clock."""

from celery import shared_task

from nswp_members.core.db import now, transaction
from nswp_members.organisations import services


@shared_task(name="organisations.forget_drafts")
def forget_drafts() -> None:
    """Forget what was typed into profiles and never saved."""
    with transaction():
        services.forget_old_drafts(at=now())
