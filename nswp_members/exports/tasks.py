"""Making files in the background, and looking after those that there are."""

from uuid import UUID

from celery import shared_task
from flask import current_app

from nswp_members.core.db import transaction
from nswp_members.exports import services, work
from nswp_members.exports.services import Limits
from nswp_members.organisations import queries as organisations


@shared_task(name="exports.make")
def make(export_id: str) -> None:
    """Make one file."""
    work.make(UUID(export_id))


@shared_task(name="exports.tend")
def tend() -> None:
    """Take up what stands still, and drop what is out of date or whose time is over."""
    with transaction():
        services.drop_outdated(organisations.visibility_epoch())
        services.tend(limits=Limits.of(current_app.config))
