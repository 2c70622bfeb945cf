"""What happens to organisations by the clock: nothing in, safe to repeat, safe to lose."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.core.db import now, today, transaction
from nswp_members.organisations import services

DAYS_A_MONTH = 30.44


@shared_task(name="organisations.forget_drafts")
def forget_drafts() -> None:
    """Forget what was typed into profiles and never saved."""
    with transaction():
        services.forget_old_drafts(at=now())


@shared_task(name="organisations.forget_reads")
def forget_reads() -> None:
    """Forget who saw protected fields longer ago than we keep it."""
    kept = timedelta(days=current_app.config["FIELD_READS_MONTHS"] * DAYS_A_MONTH)
    with transaction():
        services.forget_reads(before=today() - kept)


@shared_task(name="organisations.invite_recovered")
def invite_recovered() -> None:
    """Invite new editors once the time to object is over."""
    with transaction():
        services.invite_recovered(lifetime=current_app.config["INVITATION_LIFETIME"])


@shared_task(name="organisations.end_accesses")
def end_accesses() -> None:
    """Note which accesses given for a time are over."""
    with transaction():
        services.end_expired_accesses(at=now())
