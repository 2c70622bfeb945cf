"""Working through lists in the background, step by step, so that a killed worker loses nothing."""

from uuid import UUID

from celery import shared_task

from nswp_members.core.db import transaction
from nswp_members.organisations.importing import services
from nswp_members.organisations.importing.errors import FileRefused


@shared_task(name="organisations.check_import")
def check_import(batch_id: str) -> None:
    """Give every row of a list its verdict; a repeated call begins again."""
    with transaction():
        batch = services.claim(UUID(batch_id), "checking")
        if batch is None:
            return
        services.forget_rows(batch)
        try:
            rows = services.checked_rows(batch)
        except FileRefused as error:
            services.fail(batch, str(error.message))
            return
    for start in range(0, len(rows), services.ROWS_A_STEP):
        with transaction():
            batch = services.claim(UUID(batch_id), "checking")
            if batch is None or batch.rows_done != start:
                return
            services.store_rows(batch, rows[start : start + services.ROWS_A_STEP])
    with transaction():
        batch = services.claim(UUID(batch_id), "checking")
        if batch is not None and batch.rows_done == len(rows):
            services.finish_check(batch)


@shared_task(name="organisations.run_import")
def run_import(batch_id: str) -> None:
    """Turn the checked rows into organisations; a repeated call goes on where the last one stopped."""
    more = True
    while more:
        with transaction():
            batch = services.claim(UUID(batch_id), "importing")
            more = batch is not None and services.import_next_rows(batch)


@shared_task(name="organisations.tend_imports")
def tend_imports() -> None:
    """Take up stalled lists and forget old ones."""
    with transaction():
        services.resume_stalled()
        services.forget_old()
