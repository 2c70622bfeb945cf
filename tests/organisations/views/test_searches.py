from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Listing, SavedSearch
from tests.factories import make_mandate, make_organisation, make_person, make_role, sign_in


def make_saved(person: Person, *, for_staff: bool = False, **query: list[str]) -> SavedSearch:
    saved = services.save_search(person.id, "My search", query, for_staff=for_staff)
    session.commit()
    return saved


def test_saving_asks_for_a_sign_in(client: FlaskClient) -> None:
    for path in ("/searches", "/searches/new"):
        assert client.get(path).status_code == 302


def test_a_search_is_saved_from_the_list_and_opened_again(client: FlaskClient) -> None:
    make_organisation(name="Kenyan House", listing=Listing.LISTED)
    make_organisation(name="French House", country="FR", listing=Listing.LISTED)
    sign_in(client, make_person())
    page = client.get("/members?country=KE&country=UG&sort=country&stray=1").text
    query = page.split('name="query" type="hidden" value="')[1].split('"')[0].replace("&amp;", "&")

    client.post("/searches/new", data={"name": "East Africa", "query": query, "for_staff": ""})
    listed = client.get("/searches").text
    address = listed.split('href="/searches/')[1].split('"')[0]
    answer = client.get(f"/searches/{address}")

    assert "East Africa" in listed
    assert answer.location == "/members?country=KE&country=UG&sort=country"
    assert "Kenyan House" in client.get(answer.location).text
    assert "French House" not in client.get(answer.location).text


def test_a_search_without_a_name_is_refused(client: FlaskClient) -> None:
    sign_in(client, person := make_person())

    answer = client.post("/searches/new", data={"name": " ", "query": "q=a", "for_staff": ""})

    assert "Give the search a name." in answer.text
    assert 'value="q=a"' in answer.text
    assert queries.saved_searches(person.id) == []


def test_a_search_of_staff_opens_with_the_rights_of_today(client: FlaskClient) -> None:
    make_organisation(name="Hidden House", listing=Listing.HIDDEN)
    member = make_mandate(make_organisation(name="Own House"), "read")
    saved = make_saved(member, for_staff=True, listing=["hidden"], q=["hidden"])
    sign_in(client, member)

    answer = client.get(f"/searches/{saved.id}")

    assert answer.location.startswith("/members?")
    assert "Hidden House" not in client.get(answer.location).text

    secretariat = make_role(Role.MEMBERSHIP)
    saved = make_saved(secretariat, for_staff=True, listing=["hidden"])
    sign_in(client, secretariat)

    answer = client.get(f"/searches/{saved.id}")

    assert answer.location == "/organisations?listing=hidden"
    assert "Hidden House" in client.get(answer.location).text


def test_a_member_cannot_save_what_is_for_staff(client: FlaskClient) -> None:
    member = make_mandate(make_organisation(), "read")
    sign_in(client, member)

    client.post("/searches/new", data={"name": "Mine", "query": "listing=hidden&q=a", "for_staff": "y"})

    (saved,) = queries.saved_searches(member.id)
    assert (saved.for_staff, saved.query) == (False, {"q": ["a"]})


def test_a_search_gets_another_name_and_goes(client: FlaskClient) -> None:
    person = make_person()
    saved = make_saved(person, q=["a"])
    sign_in(client, person)

    assert "My search" in client.get(f"/searches/{saved.id}/rename").text
    assert "Give the search a name." in client.post(f"/searches/{saved.id}/rename", data={"name": ""}).text
    client.post(f"/searches/{saved.id}/rename", data={"name": "Better"})
    assert "Better" in client.get("/searches").text
    assert "Remove this saved search?" in client.get(f"/searches/{saved.id}/remove").text
    client.post(f"/searches/{saved.id}/remove")
    assert queries.saved_searches(person.id) == []


def test_the_searches_of_others_are_as_absent_as_none(client: FlaskClient) -> None:
    saved = make_saved(make_person(), q=["a"])
    sign_in(client, make_person())

    for tail in ("", "/rename", "/remove"):
        assert client.get(f"/searches/{saved.id}{tail}").status_code == 404
    assert client.post(f"/searches/{saved.id}/remove").status_code == 404
