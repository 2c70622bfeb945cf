"""What happens to applications by the clock: nothing in, safe to repeat, safe to lose."""

from celery import shared_task

from nswp_members.applications import services
from nswp_members.core.db import now, transaction


@shared_task(name="applications.tend_reviews")
def tend_reviews() -> None:
    """Remind reviewers, warn applicants, and let applications without an answer expire."""
    with transaction():
        services.remind(at=now())
        services.tend_questions(at=now())
