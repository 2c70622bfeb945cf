"""Working through lists in the background."""

from uuid import UUID

from celery import shared_task

from nswp_members.core.db import transaction
from nswp_members.organisations.importing import services, work


@shared_task(name="organisations.check_import")
def check_import(batch_id: str) -> None:
    """Give every row of a list its verdict."""
    work.check(UUID(batch_id))


@shared_task(name="organisations.run_import")
def run_import(batch_id: str) -> None:
    """Turn the checked rows into organisations."""
    work.bring_in(UUID(batch_id))


@shared_task(name="organisations.tend_imports")
def tend_imports() -> None:
    """Take up stalled lists and forget old ones."""
    with transaction():
        services.resume_stalled()
        services.forget_old()
