"""Work that the clock begins."""

from celery import shared_task
from flask import current_app

from nswp_members.core.db import now, today, transaction
from nswp_members.figures.services import Terms
from nswp_members.networks import services


@shared_task(name="networks.freeze_figures")
def freeze_figures() -> None:
    """Take the sizes of networks at the beginning of a period."""
    with transaction():
        services.frozen_sizes(terms=Terms.of(current_app.config, today()))


@shared_task(name="networks.carry_out")
def carry_out() -> None:
    """Let memberships end whose last day has come, and requests run out."""
    with transaction():
        services.carry_out(at=now())
