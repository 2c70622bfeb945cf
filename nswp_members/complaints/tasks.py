"""Forgetting and reminding in the background."""

from celery import shared_task
from flask import current_app

from nswp_members.complaints import services
from nswp_members.complaints.services import Deadlines
from nswp_members.core.db import today, transaction


@shared_task(name="complaints.minimise")
def minimise() -> None:
    """Forget the parties of complaints closed long ago."""
    with transaction():
        services.minimise(deadlines=Deadlines.of(current_app.config), on=today())


@shared_task(name="complaints.remind")
def remind() -> None:
    """Remind the handlers of complaints that are overdue."""
    with transaction():
        services.remind(on=today())
