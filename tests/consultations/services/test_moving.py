"""Leading a consultation through its life."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from nswp_members.consultations import queries, services
from nswp_members.consultations.deadlines import last_day
from nswp_members.consultations.errors import ConsultationMoved, NotOpen, NotPlanned, NotReady, TooEarly
from nswp_members.consultations.models import State, StepDraft
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session, today
from nswp_members.notices.models import Notice
from tests.consultations.conftest import Make
from tests.factories import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")


def test_opening_writes_to_those_who_may_answer_and_are_asked(make: Make) -> None:
    asked = make_organisation(country="KE")
    can = make_mandate(asked, "read", "consult")
    make_mandate(asked, "read", "edit")
    make_mandate(asked, "consult", person=make_person(account=False))
    make_mandate(make_organisation(country="FR"), "consult")

    consultation = make(audience={"regions": ["africa"], "countries": []})

    assert consultation.state == State.OPEN
    assert consultation.opens_at <= now()
    told = session.execute(select(Notice.person_id, Notice.params).where(Notice.kind == "consultation_opened")).all()
    assert told == [(can.id, {"organisation_id": str(asked.id)})]


def test_what_lacks_something_is_not_opened(make: Make) -> None:
    make_organisation(country="KE")
    ready = make(opened=False)
    assert queries.lacks(ready, at=now()) == []
    lacking = make(
        opened=False,
        slug="lacking",
        titles={"fr": "Sans anglais"},
        introductions={},
        audience={"regions": ["latin-america"]},
        opens_on=today() - timedelta(days=9),
        closes_on=today() - timedelta(days=5),
    )
    lacking.questions[1].options = []

    assert queries.lacks(lacking, at=now()) == ["title", "introduction", "closes", "options", "audience"]
    with pytest.raises(NotReady):
        services.open_consultation(lacking, expected_version=lacking.version, by=None, at=now())


def test_it_opens_once(make: Make) -> None:
    make_organisation()
    consultation = make()

    with pytest.raises(NotPlanned):
        services.open_consultation(consultation, expected_version=consultation.version, by=None, at=now())
    with pytest.raises(ConsultationMoved):
        services.open_consultation(consultation, expected_version=1, by=None, at=now())


def test_more_time_is_given_with_a_reason(make: Make) -> None:
    make_organisation()
    consultation = make()
    before, version = last_day(consultation.closes_at), consultation.version

    with pytest.raises(TooEarly):
        services.extend(consultation, closes_on=before, reason="x", expected_version=version, by=None, at=now())
    later = before + timedelta(days=7)
    services.extend(consultation, closes_on=later, reason="Elections", expected_version=version, by=None, at=now())

    assert last_day(consultation.closes_at) == later
    extension = queries.extensions_of(consultation.id)[0]
    assert (extension.reason, last_day(extension.closes_before)) == ("Elections", before)


def test_what_was_typed_and_not_saved_goes_when_it_closes(make: Make) -> None:
    organisation = make_organisation()
    consultation = make()
    respondent = Respondent(make_person().id, organisation.id)
    services.keep_draft(consultation, respondent, "paragraph-p1", [("comment", "x")], at=now())

    services.close(consultation, expected_version=consultation.version, by=None, at=now())

    assert consultation.state == State.CLOSED
    assert session.scalar(select(func.count()).select_from(StepDraft)) == 0
    with pytest.raises(NotOpen):
        services.close(consultation, expected_version=consultation.version, by=None, at=now())
    with pytest.raises(NotOpen):
        services.extend(
            consultation,
            closes_on=today() + timedelta(days=90),
            reason="x",
            expected_version=consultation.version,
            by=None,
            at=now(),
        )


def test_the_clock_closes_what_has_run_out(make: Make) -> None:
    make_organisation()
    due, later = make(), make(slug="later", closes_on=today() + timedelta(days=60))

    services.close_due(at=now() + timedelta(days=40))

    assert (due.state, later.state) == (State.CLOSED, State.OPEN)
