"""Sending links and withdrawing them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import Link
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from tests.consultations.conftest import Make, after_post
from tests.factories import an_id, make_contact, make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")
LINKS = "/consultations/draft-2027/links"


@pytest.fixture
def office(client: FlaskClient, staff: Person, make: Make, organisation: Organisation) -> FlaskClient:
    make_contact(organisation, name="Contact of theirs")
    make()
    return sign_in(client, staff)


def test_nobody_else_sends_links(client: FlaskClient, make: Make, organisation: Organisation) -> None:
    make_contact(organisation)
    make()
    assert client.post(f"{LINKS}/organisations").status_code == 302
    sign_in(client, make_role(Role.PROGRAMME))

    for path in ("/organisations", "/people", f"/{an_id()}/withdraw", f"/{an_id()}/renew"):
        assert client.post(LINKS + path).status_code == 404
    assert session.scalar(select(func.count()).select_from(Link)) == 0


def test_links_are_sent_withdrawn_and_renewed(office: FlaskClient) -> None:
    assert "1 letter is on its way." in after_post(office, f"{LINKS}/organisations")
    link = session.scalars(select(Link)).one()
    page = office.get(LINKS).text
    assert "Harbour House" in page
    assert "Contact of theirs" in page
    assert "There is nobody to write to" in after_post(office, f"{LINKS}/organisations")

    assert "opens nothing any more" in after_post(office, f"{LINKS}/{link.id}/withdraw")
    assert link.withdrawn_at is not None
    office.post(f"{LINKS}/{link.id}/renew")

    assert session.scalar(select(func.count()).select_from(Link).where(Link.withdrawn_at.is_(None))) == 1
    assert office.post(f"{LINKS}/{an_id()}/renew").status_code == 404


def test_a_person_is_asked(office: FlaskClient) -> None:
    assert 'id="email-error"' in office.post(f"{LINKS}/people", data={"email": "nonsense", "locale": "en"}).text

    office.post(f"{LINKS}/people", data={"email": "Expert@example.org", "name": "Expert", "locale": "ru"})

    assert session.scalars(select(Link)).one().person.email == "expert@example.org"
    assert "Themselves" in office.get(LINKS).text
