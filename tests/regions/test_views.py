from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.regions import queries
from tests.factories import make_mandate, make_organisation, make_role, sign_in


def region_of(code: str) -> str:
    country = queries.country(code)
    assert country is not None
    return country.region_code


def test_regions_are_for_membership_and_administrators(client: FlaskClient) -> None:
    assert client.get("/regions").status_code == 302
    assert client.get("/regions/countries/MX").status_code == 302

    for person in (make_role(Role.PROGRAMME), make_mandate(make_organisation(), "edit")):
        sign_in(client, person)
        assert client.get("/regions").status_code == 403
        assert client.post("/regions/countries/MX", data={"region_code": "europe"}).status_code == 403
    assert region_of("MX") == "latin-america"


def test_every_country_stands_under_its_region_and_provisional_ones_are_marked(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = client.get("/fr/regions").text

    assert "Mexique" in text
    assert "Émirats arabes unis" in text
    assert "Amérique latine" in text


def test_a_default_is_changed_with_a_word_about_whom_it_affects(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.ADMINISTRATOR))

    asked = client.get("/regions/countries/MX").text
    answer = client.post("/regions/countries/MX", data={"region_code": "north-america-caribbean"})

    assert "This affects new organisations only." in asked
    assert answer.status_code == 302
    assert region_of("MX") == "north-america-caribbean"


def test_a_region_for_content_only_is_refused(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.ADMINISTRATOR))

    client.post("/regions/countries/MX", data={"region_code": "global"})

    assert region_of("MX") == "latin-america"


def test_there_are_no_other_countries(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.ADMINISTRATOR))

    assert client.get("/regions/countries/ZZ").status_code == 404
