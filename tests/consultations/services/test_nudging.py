"""Reminding those who have not answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.consultations import services
from nswp_members.consultations.errors import ListChanged, NobodyToInvite, NotOpen
from nswp_members.consultations.models import Link, Nudge
from nswp_members.consultations.queries.nudging import nudge_draft
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services.nudging import nudge
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_contact, make_mandate, make_organisation

pytestmark = pytest.mark.usefixtures("hints")


def reminders() -> list[Notice]:
    return list(session.scalars(select(Notice).where(Notice.kind == "consultation_nudge")))


def test_only_those_who_have_not_answered_are_reminded(make: Make) -> None:
    silent, answered = make_organisation(country="KE"), make_organisation(country="KE")
    person, other = make_mandate(silent, "consult"), make_mandate(answered, "consult")
    make_mandate(make_organisation(country="FR"), "consult")
    make_mandate(make_organisation(country="KE"), "edit")
    consultation = make()
    take(consultation, Respondent(other.id, answered.id), a_position())
    draft = nudge_draft(consultation, ["africa"], at=now())

    assert nudge(consultation, ["africa"], seen=draft.sign, by=None, at=now()) == 1

    notice = reminders()[0]
    assert (notice.person_id, notice.params) == (person.id, {"organisation_id": str(silent.id)})
    assert session.scalars(select(Nudge)).one().organisation_id == silent.id
    line = session.scalars(select(AuditEntry).where(AuditEntry.action == "consultations.reminded")).one()
    assert line.details == {"letters": 1, "regions": ["africa"]}


def test_somebody_of_two_organisations_is_reminded_for_the_silent_one(make: Make) -> None:
    first, second = make_organisation(country="KE"), make_organisation(country="KE")
    person = make_mandate(first, "consult")
    make_mandate(second, "consult", person=person)
    consultation = make()
    for answered, silent in ((first, second), (second, None)):
        take(consultation, Respondent(person.id, answered.id), a_position())

        draft = nudge_draft(consultation, ["africa"], at=now())

        assert draft.accounts == (((person.id, silent.id),) if silent else ())


def test_a_link_is_sent_once_more_unless_its_organisation_hides(make: Make) -> None:
    quiet = make_organisation(country="KE")
    make_contact(quiet)
    consultation = make()
    services.invite_organisations(consultation, by=None, at=now())
    link = session.scalars(select(Link)).one()
    draft = nudge_draft(consultation, ["africa"], at=now())
    assert (draft.links, draft.reached) == ((link,), {quiet.id})

    assert nudge(consultation, ["africa"], seen=draft.sign, by=None, at=now()) == 1

    letters = session.scalars(select(Notice).where(Notice.kind == "consultation_link")).all()
    assert [one.params["link_id"] for one in letters] == [str(link.id)] * 2
    later = now() + timedelta(days=8)
    assert nudge_draft(consultation, ["africa"], at=later).letters == 1
    organisations.set_listing(quiet, Listing.HIDDEN, by=None, source="test")
    session.flush()
    assert nudge_draft(consultation, ["africa"], at=later).letters == 0


def test_an_organisation_is_left_in_peace_for_a_week(make: Make) -> None:
    organisation = make_organisation(country="KE")
    make_mandate(organisation, "consult")
    consultation = make()
    seen = nudge_draft(consultation, ["africa"], at=now()).sign
    nudge(consultation, ["africa"], seen=seen, by=None, at=now())

    with pytest.raises(NobodyToInvite):
        nudge(consultation, ["africa"], seen=seen, by=None, at=now())

    assert nudge_draft(consultation, ["africa"], at=now()).resting == {organisation.id}
    assert nudge_draft(consultation, ["africa"], at=now() + timedelta(days=7, minutes=1)).letters == 1


def test_nothing_is_sent_that_was_not_looked_at(make: Make) -> None:
    make_mandate(make_organisation(country="KE"), "consult")
    consultation = make()
    seen = nudge_draft(consultation, ["africa"], at=now()).sign
    make_mandate(make_organisation(country="KE"), "consult")

    with pytest.raises(ListChanged):
        nudge(consultation, ["africa"], seen=seen, by=None, at=now())

    assert reminders() == []


def test_nobody_is_reminded_when_the_time_is_over(make: Make) -> None:
    make_mandate(make_organisation(country="KE"), "consult")
    consultation = make()
    seen = nudge_draft(consultation, ["africa"], at=now()).sign

    with pytest.raises(NotOpen):
        nudge(consultation, ["africa"], seen=seen, by=None, at=consultation.closes_at)
