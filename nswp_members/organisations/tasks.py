"""Celery's way in to organisations: nothing in, safe to repeat, safe to lose."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.core.db import today, transaction
from nswp_members.organisations import services

DAYS_A_MONTH = 30.44


@shared_task(name="organisations.forget_reads")
def forget_reads() -> None:
    """Forget who saw protected fields longer ago than we keep it."""
    kept = timedelta(days=current_app.config["FIELD_READS_MONTHS"] * DAYS_A_MONTH)
    with transaction():
        services.forget_reads(before=today() - kept)
