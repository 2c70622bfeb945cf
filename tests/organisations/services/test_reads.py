from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import session, today
from nswp_members.organisations import services
from nswp_members.organisations.models import FieldRead
from tests.factories import make_organisation, make_person


def test_a_second_look_on_the_same_day_counts_and_adds_fields(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()

    services.note_reads([organisation.id], ["city"], person_id=person.id, role="donor")
    services.note_reads([organisation.id], ["contacts", "city"], person_id=person.id, role="donor")

    row = session.scalars(select(FieldRead)).one()
    assert (row.times, row.fields) == (2, ["city", "contacts"])


def test_reads_of_earlier_days_are_forgotten(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    services.note_reads([organisation.id], ["city"], person_id=person.id, role="donor")

    services.forget_reads(before=today())
    kept = len(session.scalars(select(FieldRead)).all())
    services.forget_reads(before=today() + timedelta(days=1))

    assert kept == 1
    assert session.scalars(select(FieldRead)).all() == []
