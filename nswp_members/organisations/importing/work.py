"""Working through a list step by step, each in a transaction of its own, so that a killed worker loses nothing.

Like a view, task or command this is called from outside and opens the transactions; the steps are services.
"""

from uuid import UUID

from nswp_members.core.db import transaction
from nswp_members.organisations.importing import services
from nswp_members.organisations.importing.errors import FileRefused


def check(batch_id: UUID) -> None:
    """Give every row of a list its verdict; a repeated call begins again."""
    with transaction():
        batch = services.claim(batch_id, "checking")
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
            batch = services.claim(batch_id, "checking")
            if batch is None or batch.rows_done != start:
                return
            services.store_rows(batch, rows[start : start + services.ROWS_A_STEP])
    with transaction():
        batch = services.claim(batch_id, "checking")
        if batch is not None and batch.rows_done == len(rows):
            services.finish_check(batch)


def bring_in(batch_id: UUID) -> None:
    """Turn the checked rows into organisations; a repeated call goes on where the last one stopped."""
    more = True
    while more:
        with transaction():
            batch = services.claim(batch_id, "importing")
            more = batch is not None and services.import_next_rows(batch)
