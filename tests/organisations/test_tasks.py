from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import now, session
from nswp_members.organisations import tasks
from nswp_members.organisations.models import FieldRead
from tests.factories import make_organisation, make_person, run_task


def test_reads_are_kept_for_the_months_in_the_settings(app: Flask) -> None:
    organisation = make_organisation()
    for months in (23, 25):
        at = now() - timedelta(days=months * 30.5)
        session.add(
            FieldRead(
                organisation_id=organisation.id,
                person_id=make_person().id,
                role="donor",
                read_on=at.date(),
                first_at=at,
                last_at=at,
                times=months,
                fields=["city"],
            )
        )
    session.commit()

    run_task(tasks.forget_reads)

    assert session.scalars(select(FieldRead.times)).all() == [23]
