import re

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Listing
from tests.conftest import QueryCounter
from tests.factories import make_mandate, make_organisation, make_role, sign_in


def make_listed(country: str, number: int = 1) -> None:
    for _ in range(number):
        make_organisation(country=country, listing=Listing.LISTED)


def links_of(text: str) -> list[str]:
    """Return the words of each country that is a link on the map."""
    return re.findall(r'<a class="band-\d+" href="[^"]+" aria-label="([^"]+)"', text)


def main_of(text: str) -> str:
    """Return what the page itself shows, without header and footer."""
    return text.split('<main id="main"')[1].split("</main>")[0]


def test_the_map_needs_no_sign_in_and_links_countries_to_the_list(client: FlaskClient) -> None:
    make_listed("KE", 5)
    make_listed("BB")

    answer = client.get("/members/map")

    assert answer.status_code == 200
    assert links_of(answer.text) == ["Kenya: 5 to 9 listed members", "Barbados: 1 to 4 listed members"]
    assert 'class="band-5" href="/members?country=KE"' in answer.text
    assert '<path class="country" d="M' in answer.text
    assert '<path class="dot" d="M' in answer.text


def test_the_map_names_no_member_and_may_be_found(client: FlaskClient) -> None:
    make_organisation(name="Open House", country="KE", listing=Listing.LISTED)

    answer = client.get("/members/map")

    assert "Kenya" in answer.text
    assert "Open House" not in answer.text
    assert "open-house" not in answer.text
    assert "X-Robots-Tag" not in answer.headers


def test_those_not_listed_make_no_difference_at_all(client: FlaskClient) -> None:
    make_listed("FR")
    before = client.get("/members/map").text
    for country in ("KE", "FR"):
        for listing in (Listing.UNLISTED, Listing.HIDDEN, Listing.WITHDRAWN):
            make_organisation(country=country, listing=listing)

    after = client.get("/members/map").text

    assert main_of(after) == main_of(before)


@pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.REGIONAL_REPRESENTATIVE])
def test_whoever_asks_sees_the_same(client: FlaskClient, role: Role) -> None:
    make_listed("FR")
    make_organisation(country="KE")
    signed_out = client.get("/members/map").text
    sign_in(client, make_role(role))

    signed_in = client.get("/members/map").text

    assert main_of(signed_in) == main_of(signed_out)


def test_a_member_that_is_hidden_is_not_on_its_own_map(client: FlaskClient) -> None:
    own = make_organisation(country="KE", listing=Listing.HIDDEN)
    sign_in(client, make_mandate(own, "read"))

    assert "Kenya" not in main_of(client.get("/members/map").text)


def test_no_exact_number_is_shown(client: FlaskClient) -> None:
    make_listed("KE", 6)
    six = client.get("/members/map").text
    make_listed("KE")

    seven = client.get("/members/map").text

    assert main_of(seven) == main_of(six)


def test_a_region_is_shown_larger_with_its_own_countries(client: FlaskClient) -> None:
    make_listed("KE")
    make_listed("FR")

    whole = client.get("/members/map").text
    africa = client.get("/members/map?region=africa").text

    assert links_of(africa) == ["Kenya: 1 to 4 listed members"]
    assert 'href="/members?region=africa&amp;country=KE"' in africa
    assert re.findall('class="world" viewBox="([^"]+)"', africa) != re.findall('class="world" viewBox="([^"]+)"', whole)
    assert 'href="/members/map?region=africa" aria-current="page"' in africa


def test_a_region_or_order_that_makes_no_sense_is_left_aside(client: FlaskClient) -> None:
    make_listed("KE")

    odd = client.get("/members/map?region=moon&order=%00&order=x")

    assert odd.status_code == 200
    assert main_of(odd.text) == main_of(client.get("/members/map").text)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("country", ["Åland Islands", "Kenya", "Thailand"]),
        ("region", ["Kenya", "Thailand", "Åland Islands"]),
        ("members", ["Kenya", "Åland Islands", "Thailand"]),
    ],
)
def test_the_table_can_be_put_in_order(client: FlaskClient, order: str, names: list[str]) -> None:
    make_listed("KE", 5)
    make_listed("TH")
    make_listed("AX")

    text = client.get(f"/members/map?order={order}").text.split('id="countries"')[1]

    assert re.findall(r'<th scope="row" data-label="Country"><a href="[^"]+">([^<]+)</a>', text) == names
    assert text.count("aria-sort=") == 1


def test_a_country_without_a_place_on_the_map_is_in_the_table(client: FlaskClient) -> None:
    make_listed("PN")

    text = client.get("/members/map").text

    assert links_of(text) == []
    assert '<a href="/members?country=PN">Pitcairn Islands</a>' in text


def test_an_empty_map_says_so(client: FlaskClient) -> None:
    text = client.get("/members/map?region=europe").text

    assert "Nobody is listed here yet" in text
    assert links_of(text) == []


def test_words_are_in_the_readers_language(client: FlaskClient) -> None:
    make_listed("DE")

    assert "Allemagne" in client.get("/fr/members/map").text


def test_list_and_map_lead_to_each_other(client: FlaskClient) -> None:
    assert 'href="/members/map"' in client.get("/members").text
    assert 'href="/members"' in main_of(client.get("/members/map").text)


def test_list_and_map_keep_the_same_filters(client: FlaskClient) -> None:
    make_listed("KE")
    make_organisation(name="River House", country="FR", kind="local", listing=Listing.LISTED)
    make_organisation(name="River Bank", country="DE", kind="national", listing=Listing.LISTED)

    answer = client.get("/members/map?q=river&kind=local")

    assert links_of(answer.text) == ["France: 1 to 4 listed members"]
    assert 'href="/members?kind=local&amp;q=river&amp;country=FR"' in answer.text
    assert 'href="/members?kind=local&amp;q=river"' in answer.text
    assert 'href="/members/map?kind=local&amp;q=river&amp;region=africa"' in answer.text
    assert 'href="/members/map?kind=local&amp;q=river"' in client.get("/members?q=river&kind=local").text
    assert "X-Robots-Tag" in answer.headers


def test_several_regions_are_shown_together(client: FlaskClient) -> None:
    for country in ("KE", "FR", "TH"):
        make_listed(country)

    text = main_of(client.get("/members/map?region=africa&region=europe").text)

    assert links_of(text) == ["France: 1 to 4 listed members", "Kenya: 1 to 4 listed members"]
    assert text.count('aria-current="true"') == 2


def test_filters_that_match_nobody_can_be_taken_away(client: FlaskClient) -> None:
    make_listed("KE")

    text = main_of(client.get("/members/map?kind=national").text)

    assert "Nothing matches" in text
    assert '<a href="/members/map">' in text


def test_a_network_that_is_not_public_counts_as_not_asked(client: FlaskClient) -> None:
    make_listed("KE")
    network = make_organisation(kind="network", listing=Listing.UNLISTED)

    text = main_of(client.get(f"/members/map?network={network.id}").text)

    assert text == main_of(client.get("/members/map").text)


def test_the_map_takes_one_query_however_many_are_listed(client: FlaskClient, queries: QueryCounter) -> None:
    for country in ("KE", "FR", "TH", "MX", "US", "BB"):
        make_listed(country, 2)

    with queries.counting():
        client.get("/members/map")

    assert len(queries) == 1


def test_an_organisation_called_map_gets_another_address(client: FlaskClient) -> None:
    organisation = make_organisation(name="MAP")
    services.set_listing(organisation, Listing.LISTED, by=None, source="member")
    session.commit()

    assert organisation.slug != "map"
    assert client.get(f"/members/{organisation.slug}").status_code == 200
