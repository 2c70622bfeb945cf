"""What happens to applications by the clock: nothing in, safe to repeat, safe to lose."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.applications import services
from nswp_members.core.db import now, transaction


@shared_task(name="applications.tend")
def tend() -> None:
    """Delete drafts that have run out and write to those whose draft is about to."""
    with transaction():
        services.delete_old_drafts(at=now())
        services.remind(at=now(), within=timedelta(days=current_app.config["APPLICATION_REMIND_DAYS"]))


@shared_task(name="applications.tend_reviews")
def tend_reviews() -> None:
    """Remind reviewers, warn applicants, and let applications without an answer expire."""
    with transaction():
        services.remind_reviewers(at=now())
        services.tend_questions(at=now())
