"""What happens to applications by the clock once they have ended."""

from celery import shared_task
from flask import current_app

from nswp_members.applications.deciding import minimising
from nswp_members.applications.deciding.keeping import kept_since
from nswp_members.core.db import now, transaction


@shared_task(name="applications.minimise")
def minimise() -> None:
    """Minimise applications that ended long enough ago."""
    with transaction():
        minimising.minimise_due(before=kept_since(now(), months=current_app.config["APPLICATION_KEPT_MONTHS"]))
