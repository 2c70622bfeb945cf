"""Working through lists in the background."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from nswp_members.core.db import session, transaction
from nswp_members.organisations.importing import queries, services, tasks
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.models import ImportBatch
from nswp_members.organisations.models import Organisation
from tests.factories import run_task

LIST = "Name,Country\n" + "\n".join(f"Org {number},Kenya" for number in range(600))


def uploaded(content: str = LIST) -> ImportBatch:
    with transaction():
        batch = services.upload(data=content.encode(), filename="list.csv", by=None)
        services.choose_columns(batch, {0: Column.NAME, 1: Column.COUNTRY}, by=None)
    return batch


def started() -> ImportBatch:
    batch = uploaded()
    run_task(tasks.check_import, batch.id)
    with transaction():
        services.start_import(batch, by=None)
    return batch


def number_of_organisations() -> int:
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_checking_gives_every_row_a_verdict_and_stores_no_organisation(app: Flask) -> None:
    batch = uploaded()

    run_task(tasks.check_import, batch.id)

    assert (batch.state, batch.rows_done) == ("checked", 600)
    assert queries.verdict_counts(batch.id) == {"new_with_warnings": 600}
    assert number_of_organisations() == 0


def test_checking_twice_gives_each_row_one_verdict(app: Flask) -> None:
    batch = uploaded()
    run_task(tasks.check_import, batch.id)
    with transaction():
        services.choose_columns(batch, {0: Column.NAME, 1: Column.COUNTRY}, by=None)

    run_task(tasks.check_import, batch.id)

    assert sum(queries.verdict_counts(batch.id).values()) == 600


def test_importing_goes_on_to_the_end(app: Flask) -> None:
    batch = started()

    run_task(tasks.run_import, batch.id)

    assert (batch.state, batch.rows_done, number_of_organisations()) == ("done", 600, 600)


def test_a_repeated_task_adds_nothing(app: Flask) -> None:
    batch = started()
    run_task(tasks.run_import, batch.id)

    run_task(tasks.run_import, batch.id)

    assert number_of_organisations() == 600


def test_a_file_that_cannot_be_read_any_more_fails_with_its_reason(app: Flask) -> None:
    batch = uploaded()
    with transaction():
        batch.content = "JVBERi0xLjc="

    run_task(tasks.check_import, batch.id)

    assert batch.state == "failed"
    assert "PDF" in batch.reason


def test_tending_forgets_old_files(app: Flask) -> None:
    batch = uploaded()
    with transaction():
        batch.uploaded_at -= services.KEPT_FOR + timedelta(hours=1)

    run_task(tasks.tend_imports)

    assert batch.content is None
