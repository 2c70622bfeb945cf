"""Handing an application over to another region."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.errors import InConflict, NoSuchRegion, RegionUnchanged
from nswp_members.applications.models import Application, Party
from nswp_members.applications.states import Move, State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, today
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Organisation
from tests.applications.deciding.test_services import decide
from tests.factories import (
    make_agreement,
    make_application,
    make_network,
    make_opinion,
    make_person,
    make_role,
    set_rule,
    sign_in,
)


def hand_over(application: Application, region: str = "europe") -> None:
    """Hand it over as the secretariat does."""
    office = make_role(Role.MEMBERSHIP)
    services.change_region(
        application, region, reason="They moved.", by=office.id, expected_version=application.version
    )
    session.commit()


def test_the_other_region_takes_over_and_the_former_finds_nothing(client: FlaskClient, app: Flask) -> None:
    there, here = make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"), make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)
    address = f"/applications/{application.id}"
    assert sign_in(client, here).get(address).status_code == 200

    hand_over(application)

    assert client.get(address).status_code == client.post(f"{address}/opinion").status_code == 404
    page = sign_in(app.test_client(), there).get(address)
    assert "They moved." in page.text
    assert there.id in session.scalars(select(Notice.person_id).where(Notice.kind == "application_waiting")).all()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "applications.changed_region")).one()
    assert entry.details == {"from": "africa", "to": "europe"}


def test_it_goes_by_the_rules_of_the_other_region_and_begins_without_opinions(app: Flask) -> None:
    set_rule("europe", approvals=1, days_to_decide=50)
    make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")
    application = make_application(state=State.REPRESENTATIVES)
    make_opinion(application, make_role(Role.REGIONAL_REPRESENTATIVE))

    hand_over(application)

    step = queries.open_step(application.id)
    assert step is not None
    assert (step.approvals, (step.due_on - today()).days) == (1, 50)
    assert not services.is_decidable(application)


def test_a_network_of_the_former_region_has_it_no_more(app: Flask) -> None:
    application = make_application(state=State.VERIFICATION, network=make_network())

    hand_over(application)

    step = queries.open_step(application.id)
    assert application.state == State.REPRESENTATIVES
    assert step is not None
    assert step.network_id is None


def test_an_open_question_stays_open_and_its_answer_reaches_the_other_region(app: Flask) -> None:
    application = make_application(state=State.VERIFICATION, network=make_network())
    services.move(application, Move.ASK, by=None, expected_version=application.version)
    asked = queries.open_step(application.id)
    assert asked is not None
    due_on = asked.due_on
    written = len(session.scalars(select(Notice).where(Notice.person_id == application.person_id)).all())

    hand_over(application)

    step = queries.open_step(application.id)
    assert step is not None
    assert (application.state, step.party, step.due_on) == (State.INFORMATION, Party.APPLICANT, due_on)
    assert len(session.scalars(select(Notice).where(Notice.person_id == application.person_id)).all()) == written
    services.answer(application, "Here.", expected_version=application.version)
    assert application.state == State.REPRESENTATIVES


def test_a_member_belongs_to_the_region_that_took_it_in(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    hand_over(application)
    make_agreement(application)

    decide(application)

    organisation = session.get_one(Organisation, application.organisation_id)
    assert (organisation.country_code, organisation.region_code) == ("KE", "europe")


@pytest.mark.parametrize(("region", "error"), [("africa", RegionUnchanged), ("atlantis", NoSuchRegion)])
def test_only_another_region_that_there_is_can_have_it(app: Flask, region: str, error: type[Exception]) -> None:
    application = make_application()

    with pytest.raises(error):
        hand_over(application, region)


def test_whoever_is_concerned_hands_nothing_over(app: Flask) -> None:
    person = make_role(Role.MEMBERSHIP, person=make_person(email="contact@example.org"))
    application = make_application()

    with pytest.raises(InConflict):
        services.change_region(application, "europe", reason="So.", by=person.id, expected_version=application.version)
