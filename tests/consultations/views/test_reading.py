"""The list of consultations, and one of them."""

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations import services
from nswp_members.consultations.models import State
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints", "organisation")
PAGE = "/consultations/draft-2027"


def test_signed_out_there_is_nothing_but_what_is_published_for_all(client: FlaskClient, make: Make) -> None:
    consultation = make()
    assert client.get(PAGE).status_code == 404
    assert "No consultation at present" in client.get("/consultations").text

    consultation.state = State.PUBLISHED
    session.commit()
    assert client.get(PAGE).status_code == 404
    consultation.is_public = True
    session.commit()

    assert "Everybody has right 1." in client.get(PAGE).text
    assert "The next draft" in client.get("/consultations").text


def test_a_member_sees_what_is_asked_and_how_far_it_is(
    client: FlaskClient, make: Make, member: Person, respondent: Respondent
) -> None:
    consultation = make()
    sign_in(client, member)
    assert "Not begun yet" in client.get("/consultations").text
    take(consultation, respondent, a_position())

    assert "Begun or given" in client.get("/consultations").text
    page = client.get(PAGE).text
    assert "Read it and say what you think." in page
    assert "(done)" in page
    assert "For the secretariat" not in page


def test_it_is_read_in_the_language_of_the_page_where_there_is_one(
    client: FlaskClient, make: Make, member: Person
) -> None:
    make()
    sign_in(client, member)

    page = client.get(f"/fr{PAGE}").text

    assert "Le prochain texte" in page
    assert '<div lang="en"><p>Read it and say' in page


def test_a_reason_for_more_time_can_be_read(client: FlaskClient, make: Make, member: Person) -> None:
    consultation = make()
    services.extend(
        consultation,
        closes_on=consultation.closes_at.date(),
        reason="Many asked for it",
        expected_version=consultation.version,
        by=None,
        at=now(),
    )
    sign_in(client, member)

    assert "Many asked for it" in client.get(PAGE).text


def test_a_representative_reads_what_asks_the_region(client: FlaskClient, make: Make) -> None:
    make(audience={"regions": ["africa"]})
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert "Everybody has right 1." in client.get(PAGE).text
    assert client.get(f"{PAGE}/answer/paragraph-p1").status_code == 403

    other = sign_in(client.application.test_client(), make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"))

    assert other.get(PAGE).status_code == 404


def test_the_secretariat_sees_what_is_missing_and_how_many_are_asked(
    client: FlaskClient, make: Make, staff: Person
) -> None:
    make(opened=False, introductions={})
    sign_in(client, staff)

    page = client.get(PAGE).text

    assert "an introduction in English" in page
    assert "It asks 1 organisation." in page
    assert "Open it now" not in page
