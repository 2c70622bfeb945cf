"""What happens to consultations by the clock."""

from celery import shared_task

from nswp_members.consultations import services
from nswp_members.core.db import now, transaction


@shared_task(name="consultations.tend")
def tend() -> None:
    """Close consultations whose time has run out."""
    with transaction():
        services.close_due(at=now())
