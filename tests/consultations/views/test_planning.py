"""Planning, opening, extending and closing."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import Consultation, Extension, State
from nswp_members.core.db import session, today
from tests.consultations.conftest import Make, after_post
from tests.factories import make_organisation, make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints", "organisation")
PAGE = "/consultations/draft-2027"
PLAN: dict[str, Any] = {
    "version": "0",
    "slug": "rights-2027",
    "kind": "survey",
    "outcome": "resource",
    "titles-en": "Rights",
    "titles-ru": "Права",
    "introductions-en": "Tell us.",
    "opens_on": today().isoformat(),
    "closes_on": (today() + timedelta(days=9)).isoformat(),
    "regions": ["africa"],
}


@pytest.fixture
def office(client: FlaskClient, staff: Person) -> FlaskClient:
    return sign_in(client, staff)


def test_only_the_secretariats_membership_staff_plans(client: FlaskClient, make: Make) -> None:
    consultation = make(opened=False)
    paths = ("/plan", "/open", "/close", "/extend", "/discard", "/publicity")
    assert client.post("/consultations/new", data=PLAN).status_code == 302
    for path in paths:
        assert client.post(PAGE + path).status_code in (302, 405)
    sign_in(client, make_role(Role.PROGRAMME))

    assert client.post("/consultations/new", data=PLAN).status_code == 403
    for path in paths:
        assert client.post(PAGE + path, data={"version": consultation.version}).status_code == 404
    assert session.scalars(select(Consultation.state)).all() == ["planned"]


def test_a_consultation_is_planned_and_changed(office: FlaskClient) -> None:
    answer = office.post("/consultations/new", data=PLAN)

    assert answer.location == "/consultations/rights-2027"
    made = session.scalars(select(Consultation)).one()
    assert (made.titles, made.audience) == (
        {"en": "Rights", "ru": "Права"},
        {"regions": ["africa"], "countries": []},
    )
    changed = {**PLAN, "version": made.version, "individual_comments": "y", "countries": ["KE"], "regions": []}
    assert office.post("/consultations/rights-2027/plan", data=changed).status_code == 302
    assert made.individual_comments
    assert made.audience == {"regions": [], "countries": ["KE"]}
    stale = office.post("/consultations/rights-2027/plan", data={**changed, "version": "0"})
    assert "A colleague has changed this consultation" in stale.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Not an address"),
        ("slug", "new"),
        ("slug", "requests"),
        ("kind", ""),
        ("closes_on", (today() - timedelta(days=1)).isoformat()),
        ("opens_on", ""),
    ],
)
def test_what_cannot_be_planned_is_said_at_the_field(office: FlaskClient, field: str, value: str) -> None:
    page = office.post("/consultations/new", data={**PLAN, field: value}).text

    assert f'id="{field}-error"' in page
    assert session.scalar(select(func.count()).select_from(Consultation)) == 0


def test_an_address_that_is_taken_is_said_at_the_field(office: FlaskClient, make: Make) -> None:
    make(opened=False)

    assert 'id="slug-error"' in office.post("/consultations/new", data={**PLAN, "slug": "draft-2027"}).text


def test_an_audience_is_counted_before_it_is_saved(office: FlaskClient) -> None:
    make_organisation(country="FR")

    page = office.post("/consultations/new", data={**PLAN, "regions": ["europe", "africa"], "go": "count"})

    assert "it asks 2 organisations" in page.text
    assert session.scalar(select(func.count()).select_from(Consultation)) == 0


def test_it_is_opened_extended_and_closed(office: FlaskClient, make: Make) -> None:
    consultation = make(opened=False)
    assert "Open. 0 people" in after_post(office, f"{PAGE}/open", data={"version": consultation.version})
    later = (today() + timedelta(days=60)).isoformat()
    early = {"version": consultation.version, "closes_on": today().isoformat(), "reason": "x"}
    assert 'id="closes_on-error"' in office.post(f"{PAGE}/extend", data=early).text
    more = {"version": consultation.version, "closes_on": later, "reason": "Elections"}
    assert office.post(f"{PAGE}/extend", data=more).status_code == 302
    assert session.scalars(select(Extension.reason)).all() == ["Elections"]
    assert office.get(f"{PAGE}/plan").status_code == 302

    stale = after_post(office, f"{PAGE}/close", data={"version": "1"})
    assert "A colleague has changed" in stale
    office.post(f"{PAGE}/close", data={"version": consultation.version})

    assert consultation.state == State.CLOSED
    assert office.post(f"{PAGE}/close").status_code == 400


def test_what_is_not_ready_is_not_opened(office: FlaskClient, make: Make) -> None:
    consultation = make(opened=False, introductions={})

    page = after_post(office, f"{PAGE}/open", data={"version": consultation.version})

    assert "Something is still missing" in page
    assert consultation.state == State.PLANNED


def test_a_plan_is_thrown_away(office: FlaskClient, make: Make) -> None:
    make(opened=False)

    assert office.post(f"{PAGE}/discard").location == "/consultations"
    assert session.scalar(select(func.count()).select_from(Consultation)) == 0
    make()
    assert "does not change any more" in after_post(office, f"{PAGE}/discard")


def test_publicity_is_chosen(office: FlaskClient, make: Make) -> None:
    consultation = make()

    office.post(f"{PAGE}/publicity", data={"public": "yes"})
    assert consultation.is_public
    office.post(f"{PAGE}/publicity", data={"public": "no"})

    assert not consultation.is_public
