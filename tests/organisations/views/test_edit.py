import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import an_id, make_mandate, make_organisation, make_role, sign_in


def values_in(page: str) -> dict[str, Any]:
    """Return what a browser would send from the page's main form, unchanged."""
    form = page[page.index('class="form') :]
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        is_choice = re.search(r'type="(checkbox|radio)"', tag)
        if name and (not is_choice or " checked" in tag):
            values.setdefault(unescape(name[1]), []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        values[name] = [unescape(text).strip()]
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        values[name] = [chosen[1] if chosen else ""]
    return values


def address(organisation: Organisation, page: str = "edit") -> str:
    return f"/organisations/{organisation.id}/{page}"


def open_form(client: FlaskClient, organisation: Organisation, page: str = "edit") -> dict[str, Any]:
    answer = client.get(address(organisation, page))
    assert answer.status_code == 200
    return values_in(answer.text)


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Own House", populations=["trans"], priority_areas=[1, 2], languages=["en"])
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


@pytest.mark.parametrize("page", ["edit", "texts/fr"])
def test_editing_asks_for_a_sign_in_and_the_right(client: FlaskClient, page: str) -> None:
    listed, hidden = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.HIDDEN)

    assert client.get(address(listed, page)).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "read", "edit"))
    assert client.get(address(listed, page)).status_code == 403
    assert client.get(address(hidden, page)).status_code == 404
    assert client.get(f"/organisations/{an_id()}/{page}").status_code == 404


def test_a_reader_may_not_edit(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "read", "endorse"))

    assert client.get(address(organisation)).status_code == 403
    assert client.post(address(organisation), data={"name": "X", "version": "1"}).status_code == 403


def test_what_the_form_shows_comes_back_unchanged(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation)

    answer = client.post(address(organisation), data=values)

    assert answer.status_code == 302
    assert organisation.version == 1
    assert (organisation.populations, organisation.priority_areas) == (["trans"], [1, 2])


def test_a_change_is_saved(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation)
    values |= {
        "name": "Neues Haus",
        "languages": "German, Русский",
        "website": "new.example.org",
        "links": "a.example.org\r\nb.example.org",
        "priority_areas": ["7"],
        "registration": "hosted",
        "host_name": "Host",
        "former_names-0-name": "Ancient House",
        "former_names-0-used_until": "1999",
    }

    answer = client.post(address(organisation), data=values)

    assert "Your changes are saved." in client.get(answer.location).text
    assert organisation.name == "Neues Haus"
    assert organisation.languages == ["de", "ru"]
    assert organisation.website == "https://new.example.org"
    assert organisation.links == ["https://a.example.org", "https://b.example.org"]
    assert {one.name for one in organisation.former_names} == {"Own House", "Ancient House"}
    assert (organisation.registration, organisation.host_name) == ("hosted", "Host")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter the organisation"),
        ("website", "javascript:alert(1)", "This is not a web address"),
        ("public_email", "nobody", "This is not an e-mail address"),
        ("languages", "Klingonish", "Klingonish"),
        ("former_names-0-used_until", "someday", "This is not a date"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    client: FlaskClient, organisation: Organisation, field: str, value: str, sentence: str
) -> None:
    values = open_form(client, organisation) | {"city": "Typedville", field: value}

    answer = client.post(address(organisation), data=values)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Typedville" in answer.text
    assert organisation.version == 1


def test_two_editors_of_different_fields_both_keep_their_changes(
    client: FlaskClient, organisation: Organisation
) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)

    client.post(address(organisation), data=first | {"acronym": "OH"})
    answer = client.post(address(organisation), data=second | {"city": "Nairobi"})

    assert answer.status_code == 302
    assert (organisation.acronym, organisation.confidential.city) == ("OH", "Nairobi")


def test_two_editors_of_one_field_are_shown_both_versions(client: FlaskClient, organisation: Organisation) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "THEIRS", "priority_areas": ["3"]})

    answer = client.post(address(organisation), data=second | {"acronym": "MINE", "city": "Typedville"})

    assert answer.status_code == 409
    for shown in ("Your version", "Their version", "MINE", "THEIRS", "Typedville"):
        assert shown in answer.text
    assert organisation.acronym == "THEIRS"
    assert 'name="keep-priority_areas"' not in answer.text


@pytest.mark.parametrize(("choice", "acronym"), [("mine", "MINE"), ("theirs", "THEIRS")])
def test_the_choice_between_two_versions_is_kept_with_all_else(
    client: FlaskClient, organisation: Organisation, choice: str, acronym: str
) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "THEIRS", "priority_areas": ["3"]})
    page = client.post(address(organisation), data=second | {"acronym": "MINE", "city": "Typedville"}).text

    answer = client.post(address(organisation), data=values_in(page) | {"keep-acronym": choice})

    assert answer.status_code == 302, answer.text
    assert organisation.acronym == acronym
    assert organisation.confidential.city == "Typedville"
    assert organisation.priority_areas == [3]


def test_a_third_editor_makes_another_conflict(client: FlaskClient, organisation: Organisation) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "FIRST"})
    page = client.post(address(organisation), data=second | {"acronym": "SECOND"}).text
    client.post(address(organisation), data=open_form(client, organisation) | {"acronym": "THIRD"})

    answer = client.post(address(organisation), data=values_in(page))

    assert answer.status_code == 409
    assert "THIRD" in answer.text


def test_taking_the_name_of_a_listed_organisation_is_refused(client: FlaskClient, organisation: Organisation) -> None:
    make_organisation(name="Open House", listing=Listing.LISTED)

    answer = client.post(address(organisation), data=open_form(client, organisation) | {"name": "OPEN house"})

    assert "An organisation with this name is in this country already." in answer.text
    assert organisation.name == "Own House"


def test_a_hidden_name_and_a_free_name_are_answered_alike(client: FlaskClient, organisation: Organisation) -> None:
    hidden = make_organisation(name="Quiet Room", listing=Listing.HIDDEN)

    to_hidden = client.post(address(organisation), data=open_form(client, organisation) | {"name": "Quiet Room"})
    shown = client.get(to_hidden.location).text
    to_free = client.post(address(organisation), data=open_form(client, organisation) | {"name": "Quiet Hall"})
    shown_free = client.get(to_free.location).text

    assert (to_hidden.status_code, to_hidden.location) == (to_free.status_code, to_free.location)
    assert "Your changes are saved." in shown
    assert "Your changes are saved." in shown_free
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.shares_name")).one()
    assert noted.details == {"other": str(hidden.id)}


def test_the_trail_holds_who_and_in_which_capacity(client: FlaskClient) -> None:
    organisation = make_organisation(name="Own House")
    person = make_mandate(organisation, "edit")
    sign_in(client, person)

    client.post(address(organisation), data=open_form(client, organisation) | {"acronym": "OH"})

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.updated_profile")).one()
    assert entry.person_id == person.id
    assert entry.capacity == f"organisation:{organisation.id}"
    assert entry.details == {"fields": ["acronym"]}


def test_the_secretariat_edits_any_organisation(client: FlaskClient) -> None:
    organisation = make_organisation(name="Own House", listing=Listing.HIDDEN)
    sign_in(client, make_role(Role.MEMBERSHIP))

    client.post(address(organisation), data=open_form(client, organisation) | {"acronym": "OH"})

    assert organisation.acronym == "OH"


def test_texts_are_saved_per_language_and_counted(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "texts/fr")

    answer = client.post(
        address(organisation, "texts/fr"),
        data=values | {"people": "Un\r\n\r\nDeux", "challenges": "Trois"},
    )

    assert "(2 of 4)" in client.get(answer.location).text
    assert [(one.locale, one.people) for one in organisation.texts] == [("fr", "Un\n\nDeux")]


def test_two_writers_of_one_text_are_shown_both(client: FlaskClient, organisation: Organisation) -> None:
    first, second = (open_form(client, organisation, "texts/en") for _ in range(2))
    client.post(address(organisation, "texts/en"), data=first | {"people": "Their words"})

    page = client.post(address(organisation, "texts/en"), data=second | {"people": "My words\nin two lines"})

    assert page.status_code == 409
    again = client.post(address(organisation, "texts/en"), data=values_in(page.text) | {"keep-people": "mine"})
    assert again.status_code == 302
    assert organisation.texts[0].people == "My words\nin two lines"


def test_there_are_texts_in_the_five_languages_only(client: FlaskClient, organisation: Organisation) -> None:
    assert client.get(address(organisation, "texts/de")).status_code == 404
