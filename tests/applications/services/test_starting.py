"""Beginning an application."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.applications import services
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from tests.factories import make_application, make_person

TWO_DAYS, MONTH = timedelta(days=2), timedelta(days=30)


def test_a_start_waits_two_days_and_a_confirmed_draft_a_month(app: Flask) -> None:
    services.ask_for_link(email="New@Example.org", locale="es", lifetime=TWO_DAYS)
    application = session.scalars(select(Application)).one()
    assert application.email == "new@example.org"
    assert application.expires_at
    assert application.expires_at <= now() + TWO_DAYS

    services.confirm_address(application, lifetime=MONTH)

    assert application.expires_at > now() + MONTH - timedelta(minutes=1)


def test_whoever_was_declined_may_begin_again(app: Flask) -> None:
    former = make_application(state=State.DECLINED)

    services.ask_for_link(email=former.email or "", locale="en", lifetime=TWO_DAYS)

    assert len(session.scalars(select(Application)).all()) == 2


def test_somebody_with_an_account_keeps_their_language(app: Flask) -> None:
    person = make_person(email="known@example.org", locale="fr")

    services.ask_for_link(email="known@example.org", locale="ru", lifetime=TWO_DAYS)

    assert person.locale == "fr"
    assert session.scalars(select(Application)).one().person_id == person.id
