from datetime import timedelta

from babel.dates import format_date
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import today
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate, make_organisation, make_role, sign_in


def address(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/region"


def values(region: str, days: int = 0) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {"region_code": region, "valid_from": day.isoformat(), "reason": "They asked for it"}


def test_the_region_is_for_the_secretariat(client: FlaskClient) -> None:
    organisation = make_organisation(country="MX")

    assert client.get(address(organisation)).status_code == 302
    sign_in(client, make_mandate(organisation, "edit"))
    assert client.get(address(organisation)).status_code == 403
    assert client.post(address(organisation), data=values("europe")).status_code == 403
    sign_in(client, make_role(Role.PROGRAMME))
    assert client.get(address(organisation)).status_code == 404


def test_an_override_is_saved_and_shown_with_its_date(client: FlaskClient) -> None:
    organisation = make_organisation(country="MX")
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(organisation), data=values("north-america-caribbean"))
    text = client.get(answer.location).text

    assert organisation.region_code == "north-america-caribbean"
    assert f"North America and the Caribbean from {format_date(today(), locale='en')}" in text
    assert "They asked for it" in text


def test_back_to_the_default(client: FlaskClient) -> None:
    organisation = make_organisation(country="MX", region_code="europe")
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.post(address(organisation), data=values("default"))

    assert organisation.region_code == "latin-america"


def test_a_day_in_the_future_is_refused(client: FlaskClient) -> None:
    organisation = make_organisation(country="MX")
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(organisation), data=values("europe", days=1))

    assert "The day lies in the future." in answer.text
    assert organisation.region_code == "latin-america"


def test_a_reason_is_asked_for(client: FlaskClient) -> None:
    organisation = make_organisation(country="MX")
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post(address(organisation), data=values("europe") | {"reason": ""})

    assert "Say why." in answer.text
