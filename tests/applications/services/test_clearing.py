"""Drafts that nobody came back to."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.applications import services
from nswp_members.applications.models import Answer, Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from tests.factories import make_application, make_contact, make_mandate, make_organisation, make_person

WEEK = timedelta(days=7)


def number(model: type) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_draft_that_ran_out_goes_with_its_answers_and_its_person(app: Flask) -> None:
    services.ask_for_link(email="gone@example.org", locale="en", lifetime=WEEK)
    application = session.scalars(select(Application)).one()
    person_id = application.person_id
    application.expires_at = now()
    session.commit()

    assert services.delete_old_drafts(at=now()) == 1
    session.commit()

    assert number(Application) == number(Answer) == number(Notice) == 0
    assert session.get(Person, person_id) is None


def test_a_person_of_whom_something_else_is_known_stays(app: Flask) -> None:
    member = make_mandate(make_organisation(), "read")
    former = make_person(account=False)
    make_application(person=former, state=State.DECLINED)
    for person in (member, former):
        make_application(person=person, state=State.DRAFT).expires_at = now()
    session.commit()

    services.delete_old_drafts(at=now())
    session.commit()

    assert session.get(Person, member.id)
    assert session.get(Person, former.id)
    assert [one.state for one in session.scalars(select(Application))] == [State.DECLINED]


def test_only_drafts_that_ran_out_go(app: Flask) -> None:
    make_application(state=State.DRAFT)
    make_application()

    assert services.delete_old_drafts(at=now() + timedelta(days=29)) == 0


def test_a_reminder_goes_out_once_and_again_only_after_going_on(app: Flask) -> None:
    application = make_application(state=State.DRAFT)
    before, near = now() + timedelta(days=22), now() + timedelta(days=24)

    services.remind(at=before, within=WEEK)
    assert number(Notice) == 0
    services.remind(at=near, within=WEEK)
    services.remind(at=near + timedelta(days=1), within=WEEK)
    assert number(Notice) == 1
    application.expires_at = near + timedelta(days=30)
    services.remind(at=near + timedelta(days=25), within=WEEK)

    assert number(Notice) == 2


def test_nobody_is_reminded_of_a_start_they_never_confirmed(app: Flask) -> None:
    make_application(state=State.DRAFT, confirmed=False)

    services.remind(at=now() + timedelta(days=24), within=WEEK)

    assert number(Notice) == 0


def test_an_address_that_is_a_contact_elsewhere_is_left_alone(app: Flask) -> None:
    contact = make_contact(make_organisation(), email="both@example.org")
    services.ask_for_link(email="both@example.org", locale="en", lifetime=WEEK)
    session.scalars(select(Application)).one().expires_at = now()
    session.commit()

    services.delete_old_drafts(at=now())
    session.commit()

    assert contact.email == "both@example.org"
