"""Work that the clock begins."""

from celery import shared_task

from nswp_members.core.db import today, transaction
from nswp_members.governance import services


@shared_task(name="governance.remind")
def remind() -> None:
    """Write the letters about terms that end soon."""
    with transaction():
        services.remind(today())
