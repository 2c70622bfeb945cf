import re

from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.organisations.models import Listing
from tests.conftest import QueryCounter
from tests.factories import an_id, make_contact, make_mandate, make_organisation, make_role, sign_in


def make_listed(number: int) -> None:
    for index in range(number):
        make_organisation(name=f"Group {index:03}", listing=Listing.LISTED)


def test_the_directory_needs_no_sign_in_and_shows_listed_only(client: FlaskClient) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED)
    make_organisation(name="Closed House")

    answer = client.get("/members")

    assert answer.status_code == 200
    assert "Open House" in answer.text
    assert "/members/open-house" in answer.text
    assert "Closed House" not in answer.text
    assert "1 organisation is listed publicly." in answer.text


def test_the_number_shown_counts_what_its_reader_may_list(client: FlaskClient) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED)
    own = make_organisation(name="Own House")
    sign_in(client, make_mandate(own, "read"))

    text = client.get("/members").text

    assert "Own House" in text
    assert "Not public" in text
    assert "2 organisations that you may know of." in text
    assert "1 organisation is listed publicly." in client.application.test_client().get("/members").text


def test_an_empty_directory_says_so(client: FlaskClient) -> None:
    assert "Nobody is listed yet" in client.get("/members").text
    assert "Nothing matches" in client.get("/members?q=nobody").text


def test_the_address_of_a_search_can_be_shared(client: FlaskClient) -> None:
    make_organisation(name="Étoile", country="FR", listing=Listing.LISTED)
    make_organisation(name="Other", country="KE", listing=Listing.LISTED)

    text = client.get("/members?q=etoile&region=europe&country=FR").text

    assert "Étoile" in text
    assert "/members/other" not in text
    assert 'value="etoile"' in text
    assert 'value="FR" checked' in text


def test_filters_that_make_no_sense_are_left_aside(client: FlaskClient) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED)

    answer = client.get("/members?region=moon&country=ZZZ&area=99&after=nonsense&before=1")

    assert answer.status_code == 200
    assert "Open House" in answer.text


def test_what_is_searched_for_is_shown_as_plain_text(client: FlaskClient) -> None:
    text = client.get("/members?q=<script>alert(1)</script>").text

    assert "<script>alert" not in text


def test_long_lists_have_pages_that_keep_the_filter(client: FlaskClient) -> None:
    make_listed(30)

    first = client.get("/members?q=group").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(address).text

    assert "q=group" in address
    assert "Group 024" in first
    assert "Group 025" not in first
    assert "Group 025" in second
    assert 'rel="prev"' in second


def test_a_page_of_the_directory_takes_few_queries_however_long_it_is(
    client: FlaskClient, queries: QueryCounter
) -> None:
    make_listed(2)
    client.get("/members")
    with queries.counting():
        client.get("/members?q=group")
    few = len(queries)
    for number in range(20):
        make_organisation(name=f"Group x{number}", listing=Listing.LISTED)

    with queries.counting():
        client.get("/members?q=group")

    assert len(queries) - few == few
    assert few <= 4


def test_the_list_of_all_asks_for_a_sign_in(client: FlaskClient) -> None:
    answer = client.get("/organisations")

    assert answer.status_code == 302
    assert "/accounts/sign-in" in answer.location


def test_the_list_of_all_is_not_for_members_or_donors(client: FlaskClient) -> None:
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.get("/organisations").status_code == 403

    sign_in(client, make_role(Role.DONOR))
    assert client.get("/organisations").status_code == 403


def test_the_secretariat_sees_everything_with_listing_and_contacts(client: FlaskClient) -> None:
    make_organisation(name="Hidden House", listing=Listing.HIDDEN)
    make_contact(make_organisation(name="Open House", listing=Listing.LISTED))
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = client.get("/organisations").text
    filtered = client.get("/organisations?listing=hidden").text
    unreachable = client.get("/organisations?no_contact=y").text

    assert "Hidden House" in text
    assert "Open House" in text
    assert "Open House" not in filtered
    assert "Open House" not in unreachable
    assert "Hidden House" in unreachable


def test_a_representative_gets_the_own_region_without_numbers_of_contacts(client: FlaskClient) -> None:
    make_organisation(name="Kenyan House", country="KE")
    make_organisation(name="Hidden House", country="KE", listing=Listing.HIDDEN)
    make_organisation(name="French House", country="FR")
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    text = client.get("/organisations").text

    assert "Kenyan House" in text
    assert "Hidden House" not in text
    assert "French House" not in text
    assert "E-mail contacts" not in text


def test_the_long_list_takes_as_many_queries_for_many_as_for_few(client: FlaskClient, queries: QueryCounter) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    make_contact(make_organisation())
    client.get("/organisations")
    with queries.counting():
        client.get("/organisations")
    few = len(queries)
    for _ in range(15):
        make_contact(make_organisation())

    with queries.counting():
        client.get("/organisations")

    assert len(queries) - few == few


def test_the_secretariat_adds_an_organisation_that_is_not_listed(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post("/organisations/new", data={"name": "New House", "country_code": "KE", "kind": ""})

    assert answer.status_code == 302
    assert "New House" in client.get(answer.location).text
    assert "Not listed" in client.get("/organisations?q=new+house").text


def test_adding_a_name_twice_is_refused_with_a_sentence(client: FlaskClient) -> None:
    make_organisation(name="Old House", country="KE", listing=Listing.HIDDEN)
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post("/organisations/new", data={"name": "OLD house", "country_code": "KE", "kind": ""})

    assert "An organisation with this name is in this country already." in answer.text


def test_nobody_else_adds_organisations(client: FlaskClient) -> None:
    assert client.post("/organisations/new").status_code == 302

    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert client.get("/organisations/new").status_code == 403
    assert client.post("/organisations/new", data={"name": "A", "country_code": "KE"}).status_code == 403


def test_only_filters_are_carried_on_to_the_next_page(client: FlaskClient) -> None:
    make_listed(26)

    for stray in ("endpoint=x", "_method=POST", "_external=1&_scheme=javascript", "_anchor=x", "stray=1"):
        answer = client.get(f"/members?q=group&{stray}")

        assert answer.status_code == 200
        assert 'href="/members?q=group&amp;after=' in answer.text


def test_a_zero_byte_in_an_address_is_refused_politely(client: FlaskClient) -> None:
    make_organisation(listing=Listing.LISTED)

    assert client.get("/members/%00").status_code == 400
    assert client.get("/members?q=%00").status_code == 200


def test_filters_in_force_can_be_taken_away_one_by_one(client: FlaskClient) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED, priority_areas=[1])

    text = client.get("/members?q=open&country=KE&country=FR&area=1").text

    assert 'href="/members?q=open&amp;country=KE&amp;area=1"' in text.replace(
        "/members?country=KE&amp;area=1&amp;q=open", "/members?q=open&amp;country=KE&amp;area=1"
    )
    assert "Country: France" in text
    assert "Clear all" in text
    assert 'value="FR" checked' in text


def test_choices_carry_the_number_of_organisations_they_lead_to(client: FlaskClient) -> None:
    for name, country in (("A", "KE"), ("B", "KE"), ("C", "FR")):
        make_organisation(name=name, country=country, listing=Listing.LISTED)
    make_organisation(name="D", country="TH", listing=Listing.HIDDEN)

    text = client.get("/members").text

    assert 'Kenya <span class="count">2</span>' in text
    assert 'France <span class="count">1</span>' in text
    assert "Thailand" not in text


def test_a_network_that_is_not_known_counts_as_not_asked(client: FlaskClient) -> None:
    network = make_organisation(name="Hidden Network", listing=Listing.HIDDEN)
    make_organisation(name="Open House", listing=Listing.LISTED)

    keys = (str(network.id), str(an_id()))
    known, absent = (client.get(f"/members?network={key}").text.replace(key, "<id>") for key in keys)

    assert "Open House" in known
    assert known == absent


def test_names_are_suggested_as_the_list_finds_them(client: FlaskClient) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED)
    make_organisation(name="Open Secret", listing=Listing.HIDDEN)

    assert client.get("/members/suggest?q=ope").json == {"names": ["Open House"]}
    assert client.get("/members/suggest?q=o").json == {"names": []}
    assert client.get("/members/suggest?q=secret").json == {"names": []}
    assert client.get("/members/suggest").json == {"names": []}


def test_lists_are_ordered_by_country_in_the_readers_language(client: FlaskClient) -> None:
    for name, country in (("Zeta", "DE"), ("Alpha", "GH"), ("Mu", "KE")):
        make_organisation(name=name, country=country, listing=Listing.LISTED)
    shy = make_organisation(name="Aaa", country="AD", listing=Listing.LISTED)
    shy.audiences = {"country_code": "members"}

    english, french = (client.get(f"/{language}/members?sort=country").text for language in ("en", "fr"))

    names = ("Zeta", "Alpha", "Mu", "Aaa")
    assert sorted(names, key=lambda name: english.index(f">{name}</a>")) == ["Zeta", "Alpha", "Mu", "Aaa"]
    assert sorted(names, key=lambda name: french.index(f">{name}</a>")) == ["Zeta", "Alpha", "Mu", "Aaa"]


def test_a_first_search_shows_the_best_match_first(client: FlaskClient) -> None:
    make_organisation(name="Aurora Lantern Friends", listing=Listing.LISTED)
    make_organisation(name="Lantern", listing=Listing.LISTED)
    usual = re.search(r'<option (?:selected )?value="([^"]*)">Name</option>', client.get("/members").text)
    assert usual is not None

    text = client.get("/members", query_string={"q": "lantern", "sort": usual.group(1)}).text

    assert text.index(">Lantern</a>") < text.index(">Aurora Lantern Friends</a>")


def test_the_search_is_not_counted_as_a_filter(client: FlaskClient) -> None:
    make_organisation(name="Lantern", country="KE", listing=Listing.LISTED)

    assert "1 chosen" not in client.get("/members?q=lantern").text
    assert "1 chosen" in client.get("/members?q=lantern&country=KE").text


def test_only_the_secretariat_orders_by_change(client: FlaskClient) -> None:
    make_organisation(name="Older")
    make_organisation(name="Newer")
    sign_in(client, make_role(Role.MEMBERSHIP))
    text = client.get("/organisations?sort=changed").text
    assert text.index(">Newer</a>") < text.index(">Older</a>")
    assert "Last change" in text

    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    text = client.get("/organisations?sort=changed").text
    assert "Last change" not in text
