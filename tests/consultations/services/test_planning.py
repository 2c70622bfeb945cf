"""Planning a consultation."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from nswp_members.audit.models import AuditEntry
from nswp_members.consultations import services
from nswp_members.consultations.errors import ConsultationMoved, NotPlanned, SlugTaken
from nswp_members.consultations.models import Consultation, Paragraph
from nswp_members.core.db import session, today
from tests.consultations.conftest import Make, a_plan

pytestmark = pytest.mark.usefixtures("hints")


def test_a_plan_lasts_until_its_last_day_is_over_everywhere(make: Make) -> None:
    day = today() + timedelta(days=3)

    consultation = make(opened=False, closes_on=day)

    after = day + timedelta(days=1)
    assert consultation.closes_at == datetime(after.year, after.month, after.day, 12, tzinfo=UTC)


def test_two_consultations_do_not_share_an_address(make: Make) -> None:
    make(opened=False)
    other = make(opened=False, slug="other")

    with pytest.raises(SlugTaken):
        services.plan(a_plan(), by=None)
    with pytest.raises(SlugTaken):
        services.change_plan(other, a_plan(), expected_version=other.version, by=None)


def test_a_plan_can_be_changed_and_the_trail_says_so(make: Make) -> None:
    consultation = make(opened=False)
    before = consultation.version

    services.change_plan(consultation, a_plan(audience={"regions": ["europe"]}), expected_version=before, by=None)

    assert (consultation.audience, consultation.version) == ({"regions": ["europe"]}, before + 1)
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == consultation.id)).all()
    assert {"consultations.planned", "consultations.changed"} <= set(actions)


def test_nobody_overwrites_what_a_colleague_changed(make: Make) -> None:
    consultation = make(opened=False)

    with pytest.raises(ConsultationMoved):
        services.change_plan(consultation, a_plan(), expected_version=consultation.version - 1, by=None)


@pytest.mark.usefixtures("organisation")
def test_what_is_open_is_neither_changed_nor_thrown_away(make: Make) -> None:
    consultation = make()

    with pytest.raises(NotPlanned):
        services.change_plan(consultation, a_plan(), expected_version=consultation.version, by=None)
    with pytest.raises(NotPlanned):
        services.discard(consultation, by=None)


def test_a_plan_goes_with_all_that_it_asks(make: Make) -> None:
    services.discard(make(opened=False), by=None)
    session.flush()

    assert session.scalar(select(func.count()).select_from(Consultation)) == 0
    assert session.scalar(select(func.count()).select_from(Paragraph)) == 0


@pytest.mark.usefixtures("organisation")
def test_publicity_is_the_secretariats_choice(make: Make) -> None:
    consultation = make()

    services.set_public(consultation, is_public=True, by=None)

    assert consultation.is_public
