"""Reminding handlers of what is overdue."""

from datetime import timedelta

from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.services import Deadlines
from nswp_members.complaints.states import Move, State
from nswp_members.core.db import session, today
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate

DUE, LATE = timedelta(days=14), timedelta(days=15)


def letters() -> list[Notice]:
    return list(session.scalars(select(Notice)))


def test_a_handler_is_reminded_once_when_the_day_has_passed(complaint: Complaint, handler: Person) -> None:
    services.remind(on=today() + DUE)
    assert letters() == []

    for days in (15, 16, 40):
        services.remind(on=today() + timedelta(days=days))

    (letter,) = letters()
    assert (letter.person_id, letter.kind, letter.params) == (handler.id, "something_waits", {})


def test_each_step_has_its_own_reminder(complaint: Complaint, handler: Person, deadlines: Deadlines) -> None:
    services.remind(on=today() + LATE)
    services.move(complaint, Move.ACKNOWLEDGE, expected_version=1, by=handler.id, deadlines=deadlines)
    assert services.remind(on=today() + LATE) == 0

    assert services.remind(on=today() + timedelta(days=91)) == 1

    assert len(letters()) == 2


def test_closed_complaints_and_people_of_a_party_get_no_reminder(
    complaint: Complaint, handler: Person, organisation: Organisation
) -> None:
    make_mandate(organisation, "read", person=handler)
    assert services.remind(on=today() + LATE) == 0

    complaint.state = State.CLOSED
    complaint.about_organisation_id = None
    session.commit()

    assert services.remind(on=today() + LATE) == 0
