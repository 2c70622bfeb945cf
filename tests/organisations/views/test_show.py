import re
from uuid import UUID

from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Listing, Organisation
from tests.conftest import QueryCounter
from tests.factories import an_id, make_contact, make_mandate, make_organisation, make_role, sign_in

SECRETS = {
    "populations": ["trans"],
    "host_name": "Hosting House",
    "registration": "hosted",
    "city": "Secretville",
    "notes": "Secret note",
    "category": "full",
    "joined_on": "1999",
}


def make_full(listing: Listing = Listing.LISTED) -> Organisation:
    organisation = make_organisation(
        name="Open House",
        acronym="OH",
        former_names=[("Older House", None, "2015")],
        languages=["en", "sw"],
        priority_areas=[6],
        website="https://open.example.org",
        public_email="hello@open.example.org",
        texts={"ru": {"people": "Люди"}, "en": {"involvement": "By <b>all</b>"}},
        listing=listing,
        **SECRETS,
    )
    make_contact(organisation, email="secret.contact@example.org", name="Secret Contact")
    return organisation


def page_without_clock(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 404
    return re.sub(r'value="[^"]{40,}"', "", answer.text.replace(address, ""))


def test_the_public_page_shows_what_is_public_and_no_more(client: FlaskClient) -> None:
    make_full()

    text = client.get("/members/open-house").text

    for shown in ("Open House", "OH", "Older House", "until 2015", "https://open.example.org", "Swahili"):
        assert shown in text
    for secret in ("Trans people", "Hosting House", "Secretville", "Secret", "Full member", "1999"):
        assert secret not in text


def test_members_see_a_little_more_and_never_the_confidential(client: FlaskClient) -> None:
    organisation = make_full()
    sign_in(client, make_mandate(make_organisation(), "read"))

    text = client.get(f"/organisations/{organisation.id}").text

    assert "Trans people" in text
    for secret in ("Hosting House", "Secretville", "Secret", "Full member", "1999"):
        assert secret not in text


def test_texts_fall_back_and_say_which_language_they_are_in(client: FlaskClient) -> None:
    make_full()

    english, russian = client.get("/en/members/open-house").text, client.get("/ru/members/open-house").text

    assert "Language of this text: Russian" in english
    assert '<div lang="ru">' in english
    assert "Люди" in russian
    assert '<div lang="en">' in russian


def test_html_in_a_text_is_shown_as_typed(client: FlaskClient) -> None:
    make_full()

    text = client.get("/members/open-house").text

    assert "By &lt;b&gt;all&lt;/b&gt;" in text


def test_the_page_of_a_hidden_organisation_is_that_of_an_absent_one(client: FlaskClient, queries: QueryCounter) -> None:
    organisation = make_full()
    services.set_listing(organisation, Listing.HIDDEN, by=None, source="member")
    session.commit()
    client.get("/members/nothing")

    with queries.counting():
        absent = page_without_clock(client, "/members/nothing")
    for_absent = len(queries)
    with queries.counting():
        hidden = page_without_clock(client, "/members/open-house")

    assert hidden == absent
    assert len(queries) == 2 * for_absent


def test_the_internal_page_of_a_hidden_organisation_is_that_of_an_absent_one(client: FlaskClient) -> None:
    hidden = make_full(Listing.HIDDEN)
    sign_in(client, make_mandate(make_organisation(), "read", "edit"))

    def answer(organisation_id: UUID) -> str:
        return page_without_clock(client, f"/organisations/{organisation_id}")

    assert answer(hidden.id) == answer(an_id())


def test_the_internal_page_asks_for_a_sign_in(client: FlaskClient) -> None:
    assert client.get(f"/organisations/{an_id()}").status_code == 302


def test_no_address_names_an_organisation_to_somebody_signed_in(client: FlaskClient) -> None:
    organisation = make_full()
    sign_in(client, make_role(Role.DONOR))

    answer = client.get("/members/open-house")
    listed = client.get("/members").text

    assert answer.location == f"/organisations/{organisation.id}"
    assert "open-house" not in listed


def test_the_secretariat_sees_everything(client: FlaskClient) -> None:
    organisation = make_full(Listing.HIDDEN)
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = client.get(f"/organisations/{organisation.id}").text

    for shown in ("Trans people", "Hosting House", "Secretville", "Secret note", "Full member", "1999"):
        assert shown in text
    assert "secret.contact@example.org" in text
    assert "Hidden" in text


def test_a_representative_sees_own_region_without_the_notes(client: FlaskClient) -> None:
    organisation = make_full(Listing.UNLISTED)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    text = client.get(f"/organisations/{organisation.id}").text

    assert "Secretville" in text
    assert "Secret note" not in text
    assert "People who may act" not in text
    assert "/edit" not in text


def test_the_organisation_itself_sees_its_own_page_though_hidden(client: FlaskClient) -> None:
    organisation = make_full(Listing.HIDDEN)
    person = make_mandate(organisation, "read", "edit", "endorse")
    sign_in(client, person)

    text = client.get(f"/organisations/{organisation.id}").text

    assert "Secretville" in text
    assert person.name in text
    assert f"/organisations/{organisation.id}/edit" in text
    assert f"/organisations/{organisation.id}/endorse" in text
    assert "Secret note" not in text


def test_a_missing_address_is_pointed_out_to_whoever_can_add_it(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "read", "edit"))

    assert "Nobody can be reached by mail" in client.get(f"/organisations/{organisation.id}").text


def test_an_editor_sees_what_the_profile_could_say_until_they_had_enough(client: FlaskClient) -> None:
    organisation = make_organisation(languages=["en"])
    sign_in(client, make_mandate(organisation, "read", "edit"))
    before = client.get(f"/organisations/{organisation.id}").text

    answer = client.post(f"/organisations/{organisation.id}/hints/off")

    assert "1 of 4 parts are filled" in before
    assert f"/organisations/{organisation.id}/edit/work" in before
    assert "You will not be shown this again." in client.get(answer.location).text
    assert "could say more" not in client.get(answer.location).text
    assert "could say more" not in client.get("/dashboard").text


def test_nobody_but_its_editors_is_told_what_a_profile_could_say(client: FlaskClient) -> None:
    organisation, hidden = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.HIDDEN)

    for person in (make_role(Role.MEMBERSHIP), make_mandate(organisation, "read"), make_mandate(hidden, "edit")):
        sign_in(client, person)
        assert "could say more" not in client.get(f"/organisations/{organisation.id}").text
        assert client.post(f"/organisations/{organisation.id}/hints/off").status_code == 403
    sign_in(client, make_mandate(organisation, "edit"))
    assert client.post(f"/organisations/{hidden.id}/hints/off").status_code == 404
    assert organisation.hints_off_at is None
