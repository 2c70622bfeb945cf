"""Celery's way in: ids or nothing in, safe to repeat, safe to lose.

Tasks are acknowledged before they run: the database keeps what is to be done, and kombu 5.7 ends the whole worker
when the broker goes away while a task that ran is not acknowledged yet.
"""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.core import health
from nswp_members.core.db import now, transaction
from nswp_members.notices import claims, delivery, services
from nswp_members.notices.outcomes import Patience


@shared_task(name="notices.deliver")
def deliver() -> None:
    """Send what is due, unless the mail server was found away a moment ago."""
    pause = timedelta(seconds=current_app.config["NOTICE_SWEEP_SECONDS"])
    if not delivery.server_was_away(within=pause):
        delivery.deliver_due(current_app.extensions["mail"], current_app.config)


@shared_task(name="notices.mail_resets")
def mail_resets() -> None:
    """Write and send the notices of new reset requests."""
    with transaction():
        services.write_reset_notices(at=now())


@shared_task(name="notices.sweep")
def sweep() -> None:
    """Take over what died with a worker or was never hinted, then send what is due."""
    with transaction():
        claims.sweep(at=now(), patience=Patience.of(current_app.config))
        services.write_reset_notices(at=now())
    delivery.deliver_due(current_app.extensions["mail"], current_app.config)


@shared_task(name="notices.heartbeat")
def heartbeat() -> None:
    """Show that a worker is alive and served."""
    with transaction():
        health.beat("worker", now())
