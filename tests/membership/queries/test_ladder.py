"""Foretelling letters: the same set as the task writes."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, true

from nswp_members.accounts.models import Person
from nswp_members.core.db import now, session, today
from nswp_members.membership import queries, services
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.models import Change, Standing
from nswp_members.membership.queries import WhyNot
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Organisation
from tests.conftest import QueryCounter
from tests.factories import make_contact, make_organisation, make_person, make_risk

LADDER = Ladder((-60, -30, -7, 0, 14, 30), 9, ZoneInfo("UTC"))
MONTH = timedelta(days=30)


def make_member(days: int, *, contacts: int = 1, country: str = "KE") -> Organisation:
    """Make a member that is to confirm so many days from now."""
    organisation = make_organisation(country=country)
    for _ in range(contacts):
        make_contact(organisation)
    by = today() + timedelta(days=days)
    services.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=by)
    session.commit()
    return organisation


def foretold(organisation: Organisation | None = None) -> list[queries.Letter]:
    found = queries.coming_letters(LADDER, since=now(), until=now() + MONTH, with_confirmed=True)
    return [one for one in found if organisation is None or one.climber.organisation_id == organisation.id]


def test_what_is_foretold_is_what_goes_out(app: Flask) -> None:
    countries = ("KE", "DE", "NP", "US", "CL", "AU", "ZA")
    for number, days in enumerate(range(-28, 100, 3)):
        make_member(days, contacts=number % 3, country=countries[number % 7])
    organisations.hide_now(make_member(3), by=None, source=HidingSource.MEMBER)
    returned = make_member(3, contacts=2)
    make_person(email=returned.contacts[0].email or "").mail_suspended_at = now()
    session.commit()
    expected = {
        (one.contact.email, f"{one.climber.organisation_id}:{one.climber.confirm_by}:{one.rung}")
        for one in foretold()
        if one.why_not is None and one.contact
    }

    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(30 * 2 + 1):
            services.climb(LADDER, at=now(), lifetime=MONTH, limit=500)
            session.commit()
            clock.shift(timedelta(hours=12))

    statement = select(Person, Notice.occurrence).join(Notice, Notice.person_id == Person.id)
    sent = {(person.email, occurrence) for person, occurrence in session.execute(statement)}
    assert len(expected) > 40
    assert sent == expected


def test_a_letter_says_to_whom_when_and_in_which_language(app: Flask) -> None:
    organisation = make_member(10)
    organisation.contacts[0].locale = "es"
    session.commit()

    letters = foretold(organisation)

    assert [(one.rung, one.locale, one.why_not) for one in letters] == [
        (-30, "es", None),
        (-7, "es", None),
        (0, "es", None),
        (14, "es", None),
    ]
    assert letters[1].day == today() + timedelta(days=3)
    assert letters[1].at.astimezone(ZoneInfo("Africa/Nairobi")).hour == 9


def test_who_gets_none_is_shown_with_the_reason(app: Flask) -> None:
    suspended, hiding, forced, silent = (
        make_member(3),
        make_member(3),
        make_member(3, country="UG"),
        make_member(3, contacts=0),
    )
    services.change_term(suspended, as_=Change.SUSPENDED, standing=Standing.SUSPENDED, on=today(), by=None)
    organisations.hide_now(hiding, by=None, source=HidingSource.MEMBER)
    make_risk("UG")
    confirmed = make_member(3)
    services.confirm_membership(confirmed, on=today(), by=None)
    session.commit()

    reasons = {
        one: {letter.why_not for letter in foretold(organisation)}
        for one, organisation in (("s", suspended), ("h", hiding), ("f", forced), ("n", silent), ("c", confirmed))
    }

    assert reasons == {
        "s": {WhyNot.SUSPENDED},
        "h": {WhyNot.HIDDEN},
        "f": {WhyNot.FORCED},
        "n": {WhyNot.NO_ADDRESS},
        "c": {WhyNot.CONFIRMED},
    }
    assert [one.rung for one in foretold(confirmed)] == [0, 14]


@pytest.mark.parametrize("obstacle", ["account_closed", "mail_returned"])
def test_a_single_contact_that_cannot_be_reached_is_named(app: Flask, obstacle: str) -> None:
    organisation = make_member(-1)
    person = make_person(email=organisation.contacts[0].email or "")
    person.is_active = obstacle != "account_closed"
    person.mail_suspended_at = now() if obstacle == "mail_returned" else None
    session.commit()

    assert {one.why_not for one in foretold(organisation)} == {WhyNot(obstacle)}


def test_dormant_and_former_members_are_not_on_the_ladder(app: Flask) -> None:
    dormant, gone = make_member(3), make_member(3)
    services.change_term(dormant, as_=Change.LAPSED, standing=Standing.DORMANT, on=today(), by=None)
    services.end_membership(gone, as_=Change.RESIGNED, on=today(), by=None, reason="")
    session.commit()

    assert foretold() == []


def test_foretelling_costs_the_same_whatever_there_is(app: Flask) -> None:
    counter = QueryCounter()
    make_member(3)
    with counter.counting():
        foretold()
    few = len(counter)
    for _ in range(5):
        make_member(3, contacts=2)
    counter.statements.clear()
    with counter.counting():
        foretold()

    assert len(counter) == few <= 7


def test_only_some_may_be_looked_at(app: Flask) -> None:
    make_member(3)

    found = [
        queries.climbers(LADDER, since=now(), until=now(), among=one) for one in (true(), Organisation.name == "none")
    ]

    assert [len(one) for one in found] == [1, 0]
