"""How many have answered."""

import pytest
from sqlalchemy import select

from nswp_members.consultations import services
from nswp_members.consultations.models import Link
from nswp_members.consultations.queries.rates import Rate, rates_of
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Listing
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_contact, make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")


def test_each_stage_holds_those_of_the_next(make: Make) -> None:
    answered, begun, linked = (make_organisation(country="KE") for _ in range(3))
    make_organisation(country="UG")
    make_organisation(country="FR", listing=Listing.WITHDRAWN)
    make_contact(linked)
    person, writer = make_mandate(answered, "consult"), make_mandate(begun, "consult")
    consultation = make()
    take(consultation, Respondent(person.id, answered.id), a_position(locale="sw"))
    services.keep_draft(consultation, Respondent(writer.id, begun.id), "paragraph-p1", [("comment", "x")], at=now())
    services.invite_organisations(consultation, by=None, at=now())

    rates = rates_of(consultation, at=now())

    assert rates.total == Rate(asked=4, invited=3, opened=2, answered=1)
    assert rates.countries["KE"] == Rate(3, 3, 2, 1)
    assert rates.countries["UG"] == Rate(1, 0, 0, 0)
    assert list(rates.regions) == ["africa"]
    assert rates.languages == {"en": Rate(3, 3, 2, 1), "": Rate(1, 0, 0, 0)}
    assert rates.answered_in == {"sw": 1}
    services.note_opened(session.scalars(select(Link)).one(), at=now())
    session.flush()
    assert rates_of(consultation, at=now()).total.opened == 3


def test_the_language_is_that_of_whoever_may_answer(make: Make) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    make_mandate(organisation, "consult", person=make_person(locale="fr"))

    assert list(rates_of(make(), at=now()).languages) == ["fr"]


def test_people_for_themselves_are_counted_apart(make: Make) -> None:
    consultation = make(audience={"regions": ["africa"]}, opened=False)
    make_organisation(country="KE")
    services.open_consultation(consultation, expected_version=consultation.version, by=None, at=now())
    services.invite_person(consultation, email="expert@example.org", name="", locale="en", by=None, at=now())

    rates = rates_of(consultation, at=now())

    assert (rates.total.asked, rates.people) == (1, Rate(1, 1, 0, 0))


def test_a_region_far_behind_the_others_is_named(make: Make) -> None:
    found = {country: [make_organisation(country=country) for _ in range(4)] for country in ("KE", "FR")}
    person, consultation = make_person(), make()
    assert rates_of(consultation, at=now()).few == []

    for organisation in (*found["KE"], found["FR"][0]):
        take(consultation, Respondent(person.id, organisation.id), a_position())

    assert rates_of(consultation, at=now()).few == ["europe"]
