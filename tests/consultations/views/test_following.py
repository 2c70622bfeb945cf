"""The pages that tell who has answered, and remind."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import Nudge
from nswp_members.core.db import session
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Organisation
from tests.consultations.conftest import Make, after_post
from tests.factories import make_mandate, make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")
RATES, NUDGE = "/consultations/draft-2027/rates", "/consultations/draft-2027/nudge"


@pytest.fixture
def office(client: FlaskClient, staff: Person, make: Make, member: Person) -> FlaskClient:
    make()
    return sign_in(client, staff)


def sign_on(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="(\w+)"', page)
    assert found
    return found[1]


def letters() -> int:
    return session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == "consultation_nudge")) or 0


@pytest.mark.parametrize("role", [None, Role.PROGRAMME, Role.REGIONAL_REPRESENTATIVE])
def test_nobody_else_sees_who_answered_or_reminds(
    client: FlaskClient, make: Make, organisation: Organisation, role: Role | None
) -> None:
    make_mandate(organisation, "consult")
    make()
    if role:
        sign_in(client, make_role(role))

    for address in (RATES, f"{NUDGE}?regions=africa"):
        assert client.get(address).status_code == (404 if role else 302)
    assert client.post(NUDGE, data={"regions": "africa"}).status_code == (404 if role else 302)
    assert letters() == 0


def test_a_member_does_not_see_who_answered(client: FlaskClient, make: Make, member: Person) -> None:
    make()
    sign_in(client, member)

    assert client.get(RATES).status_code == 404
    assert client.get(f"{NUDGE}?regions=africa").status_code == 404


def test_the_secretariat_sees_how_many_have_answered(office: FlaskClient) -> None:
    page = office.get(RATES).text

    assert "Answers by region" in page
    assert "Kenya" in page
    assert "Half of the time is over on" in page
    assert f'href="{NUDGE}?regions=africa"' in page


def test_a_reminder_is_drafted_looked_at_and_sent(office: FlaskClient, organisation: Organisation) -> None:
    draft = office.get(f"{NUDGE}?regions=africa").text
    assert "1 letter would be written." in draft
    assert organisation.name in draft
    assert letters() == 0

    page = after_post(office, NUDGE, {"regions": "africa", "seen": sign_on(draft)})

    assert "1 letter is on its way." in page
    assert letters() == 1
    assert session.scalars(select(Nudge)).one().organisation_id == organisation.id
    assert "Left in peace: reminded this week" in office.get(f"{NUDGE}?regions=africa").text


def test_a_list_that_changed_is_shown_again(office: FlaskClient, organisation: Organisation) -> None:
    seen = sign_on(office.get(f"{NUDGE}?regions=africa").text)
    make_mandate(organisation, "consult")

    answer = office.post(NUDGE, data={"regions": "africa", "seen": seen})

    assert "The list has changed meanwhile" in answer.text
    assert sign_on(answer.text) != seen
    assert letters() == 0


def test_without_a_region_there_is_nothing_to_draft(office: FlaskClient) -> None:
    assert office.get(f"{NUDGE}?regions=atlantis").location == RATES
    assert office.post(NUDGE, data={}).location == RATES
