import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.organisations.models import Listing, Organisation, ProfileDraft
from tests.factories import an_id, make_mandate, make_organisation, make_role, sign_in

PAGES = ["edit", "edit/about", "edit/work", "edit/reach", "texts/en"]


def values_in(page: str) -> dict[str, Any]:
    """Return what a browser would send from the page's main form, unchanged."""
    form = page[page.index('class="form') :].partition("</form>")[0]
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


def drafts() -> list[str]:
    return list(session.scalars(select(ProfileDraft.step)))


@pytest.mark.parametrize("page", ["edit", "edit/work", "texts/fr"])
def test_editing_asks_for_a_sign_in_and_the_right(client: FlaskClient, page: str) -> None:
    listed, hidden = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.HIDDEN)

    assert client.get(address(listed, page)).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "read", "edit"))
    assert client.get(address(listed, page)).status_code == 403
    assert client.get(address(hidden, page)).status_code == 404
    assert client.get(f"/organisations/{an_id()}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["edit/names/draft", "edit/names/discard"])
def test_drafts_are_kept_and_discarded_by_editors_alone(client: FlaskClient, page: str) -> None:
    listed, hidden = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.HIDDEN)

    assert client.post(address(listed, page)).status_code == 302
    sign_in(client, make_mandate(listed, "read"))
    assert client.post(address(listed, page), data={"acronym": "X"}).status_code == 403
    assert client.post(address(hidden, page)).status_code == 404
    assert drafts() == []


def test_a_reader_may_not_edit(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "read", "endorse"))

    assert client.get(address(organisation)).status_code == 403
    assert client.post(address(organisation), data={"acronym": "X", "version": "1"}).status_code == 403


@pytest.mark.parametrize(
    "page", ["edit/nothing", "edit/texts", "edit/names-fr/draft", "texts/de", "texts/", "edit/name"]
)
def test_there_are_no_other_steps_and_languages(client: FlaskClient, organisation: Organisation, page: str) -> None:
    assert client.get(address(organisation, page)).status_code in (404, 405)
    assert client.post(address(organisation, page), data={"version": "1"}).status_code in (404, 405)
    assert organisation.version == 1


@pytest.mark.parametrize("page", PAGES)
def test_what_a_step_shows_comes_back_unchanged(client: FlaskClient, organisation: Organisation, page: str) -> None:
    values = open_form(client, organisation, page)

    answer = client.post(address(organisation, page), data=values)

    assert answer.status_code == 302
    assert organisation.version == 1
    assert (organisation.populations, organisation.priority_areas) == (["trans"], [1, 2])
    assert drafts() == []


def test_a_change_is_saved_step_by_step(client: FlaskClient, organisation: Organisation) -> None:
    changes: dict[str, dict[str, Any]] = {
        "edit": {"acronym": "OH", "former_names-0-name": "Ancient House", "former_names-0-used_until": "1999"},
        "edit/about": {"kind": "local", "registration": "hosted", "host_name": "Host"},
        "edit/work": {"languages": "German, Русский", "priority_areas": ["7"], "populations": []},
        "edit/reach": {
            "website": "new.example.org",
            "links": "a.example.org\r\nb.example.org",
            "public_email": "US@example.org",
            "city": "Mombasa",
        },
    }

    for page, values in changes.items():
        client.post(address(organisation, page), data=open_form(client, organisation, page) | values)

    assert (organisation.acronym, organisation.name) == ("OH", "Own House")
    assert [(one.name, one.used_until) for one in organisation.former_names] == [("Ancient House", "1999")]
    assert (organisation.kind, organisation.registration, organisation.host_name) == ("local", "hosted", "Host")
    assert (organisation.languages, organisation.priority_areas, organisation.populations) == (["de", "ru"], [7], [])
    assert organisation.website == "https://new.example.org"
    assert organisation.links == ["https://a.example.org", "https://b.example.org"]
    assert (organisation.public_email, organisation.confidential.city) == ("us@example.org", "Mombasa")


def test_saving_leads_on_or_stays_and_the_last_step_ends_at_the_profile(
    client: FlaskClient, organisation: Organisation
) -> None:
    def go(page: str, where: str) -> str:
        values = open_form(client, organisation, page)
        return str(client.post(address(organisation, page), data=values | {"go": where}).location)

    on = [go(page, "on") for page in PAGES]

    show = f"/organisations/{organisation.id}"
    assert on == [*(address(organisation, page) for page in PAGES[1:4]), address(organisation, "texts/en"), show]
    assert go("edit/about", "stay") == address(organisation, "edit/about")
    assert go("texts/fr", "stay") == address(organisation, "texts/fr")
    assert (go("edit/about", "back"), go("edit", "back")) == (address(organisation), show)


def test_saving_says_so(client: FlaskClient, organisation: Organisation) -> None:
    answer = client.post(address(organisation), data=open_form(client, organisation) | {"acronym": "OH"})

    assert "Your changes are saved." in client.get(answer.location).text


def test_the_name_the_country_and_the_category_are_not_edited_here(
    client: FlaskClient, organisation: Organisation
) -> None:
    for page in PAGES:
        values = open_form(client, organisation, page) | {"name": "Other", "country_code": "UG", "category": "full"}
        client.post(address(organisation, page), data=values)

    assert (organisation.name, organisation.country_code) == ("Own House", "KE")
    assert organisation.confidential.category is None


@pytest.mark.parametrize(
    ("page", "field", "value", "sentence"),
    [
        ("edit/reach", "website", "javascript:alert(1)", "This is not a web address"),
        ("edit/reach", "public_email", "nobody", "This is not an e-mail address"),
        ("edit/work", "languages", "Klingonish", "We do not know the language"),
        ("edit", "former_names-0-used_until", "someday", "This is not a date"),
        ("texts/fr", "people", "x" * 10_001, "Field cannot be longer"),
    ],
)
def test_what_is_wrong_is_named_and_kept_as_a_draft(
    client: FlaskClient, organisation: Organisation, page: str, field: str, value: str, sentence: str
) -> None:
    values = open_form(client, organisation, page) | {field: value}

    answer = client.post(address(organisation, page), data=values)
    again = client.get(address(organisation, page)).text

    assert answer.status_code == 200
    assert sentence in answer.text
    assert organisation.version == 1
    assert "You have text here that is not saved yet" in again
    assert value in again


def test_a_draft_is_kept_shown_to_its_writer_alone_and_gone_once_saved(
    app: Flask, client: FlaskClient, organisation: Organisation
) -> None:
    colleague = sign_in(app.test_client(), make_mandate(organisation, "edit"))
    values = open_form(client, organisation) | {"acronym": "TYPED"}

    kept = client.post(address(organisation, "edit/names/draft"), data=values)
    mine, theirs = client.get(address(organisation)).text, colleague.get(address(organisation)).text

    assert (kept.status_code, kept.data) == (204, b"")
    assert "TYPED" in mine
    assert "Not saved yet" in client.get(address(organisation, "edit/work")).text
    assert "TYPED" not in theirs
    assert "saved yet" not in theirs
    assert organisation.acronym == ""
    client.post(address(organisation), data=values_in(mine))
    assert (organisation.acronym, drafts()) == ("TYPED", [])


def test_a_draft_is_discarded(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "texts/fr") | {"people": "TYPED"}
    client.post(address(organisation, "edit/texts-fr/draft"), data=values)
    assert "TYPED" in client.get(address(organisation, "texts/fr")).text

    answer = client.post(address(organisation, "edit/texts-fr/discard"))

    assert answer.location == address(organisation, "texts/fr")
    assert "TYPED" not in client.get(address(organisation, "texts/fr")).text
    assert drafts() == []


def test_what_is_stored_anyway_makes_no_draft(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "edit/reach") | {"website": "new.example.org"}
    client.post(address(organisation, "edit/reach/draft"), data=values)
    assert drafts() == ["reach"]
    client.post(address(organisation, "edit/reach"), data=values)

    client.post(address(organisation, "edit/reach/draft"), data=values)

    assert organisation.website == "https://new.example.org"
    assert drafts() == []


@pytest.mark.parametrize(
    ("where", "page"), [("back", "edit/work"), ("to-about", "edit/about"), ("to-texts-fr", "texts/fr")]
)
def test_going_elsewhere_keeps_what_was_typed(
    client: FlaskClient, organisation: Organisation, where: str, page: str
) -> None:
    values = open_form(client, organisation, "edit/reach") | {"city": "Typedville", "website": "nonsense", "go": where}

    answer = client.post(address(organisation, "edit/reach"), data=values)

    assert answer.location == address(organisation, page)
    assert organisation.confidential.city is None
    assert "Typedville" in client.get(address(organisation, "edit/reach")).text


@pytest.mark.parametrize("where", ["to-", "to-nothing", "to-texts-de", "to-https://example.org"])
def test_there_is_no_way_to_a_step_that_does_not_exist(
    client: FlaskClient, organisation: Organisation, where: str
) -> None:
    values = open_form(client, organisation, "edit/reach") | {"go": where}

    assert client.post(address(organisation, "edit/reach"), data=values).status_code == 404


def test_a_draft_written_before_somebody_else_saved_still_meets_their_change(
    app: Flask, client: FlaskClient, organisation: Organisation
) -> None:
    colleague = sign_in(app.test_client(), make_mandate(organisation, "edit"))
    mine = open_form(client, organisation) | {"acronym": "MINE"}
    client.post(address(organisation, "edit/names/draft"), data=mine)
    colleague.post(address(organisation), data=open_form(colleague, organisation) | {"acronym": "THEIRS"})

    answer = client.post(address(organisation), data=open_form(client, organisation))

    assert answer.status_code == 409
    assert organisation.acronym == "THEIRS"


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("edit", {"acronym": "OH", "former_names-0-name": "B", "former_names-1-name": "A"}),
        ("edit", {"former_names-0-name": "", "former_names-1-name": "A", "former_names-1-used_until": "Sept 2021"}),
        ("edit/about", {"registration": "registered", "host_name": "Nobody"}),
        ("edit/work", {"languages": "Русский, sw", "priority_areas": ["7", "3"]}),
        ("edit/reach", {"website": "A.example.org", "links": "b.example.org\nb.example.org", "city": " Mombasa "}),
        ("texts/fr", {"people": "Un  \r\n\r\n\r\nDeux"}),
    ],
)
def test_a_request_that_is_repeated_is_answered_like_the_first(
    client: FlaskClient, organisation: Organisation, page: str, values: dict[str, Any]
) -> None:
    sent = open_form(client, organisation, page) | values

    answers = [client.post(address(organisation, page), data=sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert organisation.version == 2
    assert drafts() == []


def test_two_editors_of_different_steps_never_meet(client: FlaskClient, organisation: Organisation) -> None:
    opened = {page: open_form(client, organisation, page) for page in PAGES}
    typed = {
        "edit": {"acronym": "OH"},
        "edit/about": {"kind": "local"},
        "edit/work": {"languages": "French"},
        "edit/reach": {"city": "Nairobi"},
        "texts/en": {"people": "All of us"},
    }

    answers = [client.post(address(organisation, page), data=opened[page] | typed[page]) for page in PAGES]

    assert {one.status_code for one in answers} == {302}
    assert (organisation.acronym, organisation.kind, organisation.languages) == ("OH", "local", ["fr"])
    assert (organisation.confidential.city, organisation.texts[0].people) == ("Nairobi", "All of us")


def test_two_editors_of_different_fields_both_keep_their_changes(
    client: FlaskClient, organisation: Organisation
) -> None:
    first, second = (open_form(client, organisation, "edit/reach") for _ in range(2))

    client.post(address(organisation, "edit/reach"), data=first | {"website": "a.example.org"})
    answer = client.post(address(organisation, "edit/reach"), data=second | {"city": "Nairobi"})

    assert answer.status_code == 302
    assert (organisation.website, organisation.confidential.city) == ("https://a.example.org", "Nairobi")


def test_two_editors_of_one_field_are_shown_both_versions(client: FlaskClient, organisation: Organisation) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "THEIRS", "former_names-0-name": "Old"})

    answer = client.post(address(organisation), data=second | {"acronym": "MINE", "transliteration": "Typed House"})

    assert answer.status_code == 409
    for shown in ("Your version", "Their version", "MINE", "THEIRS", "Typed House"):
        assert shown in answer.text
    assert organisation.acronym == "THEIRS"
    assert 'name="keep-former_names"' not in answer.text
    assert drafts() == ["names"]


@pytest.mark.parametrize(("choice", "acronym"), [("mine", "MINE"), ("theirs", "THEIRS")])
def test_the_choice_between_two_versions_is_kept_with_all_else(
    client: FlaskClient, organisation: Organisation, choice: str, acronym: str
) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "THEIRS", "former_names-0-name": "Old"})
    page = client.post(address(organisation), data=second | {"acronym": "MINE", "transliteration": "Typed House"}).text

    answer = client.post(address(organisation), data=values_in(page) | {"keep-acronym": choice})

    assert answer.status_code == 302, answer.text
    assert (organisation.acronym, organisation.transliteration) == (acronym, "Typed House")
    assert [one.name for one in organisation.former_names] == ["Old"]
    assert drafts() == []


def test_whoever_drops_their_version_keeps_no_draft_of_it(client: FlaskClient, organisation: Organisation) -> None:
    first, second = open_form(client, organisation), open_form(client, organisation)
    client.post(address(organisation), data=first | {"acronym": "THEIRS"})
    page = client.post(address(organisation), data=second | {"acronym": "MINE"}).text

    drop = re.search(r'formaction="([^"]+)"', page)
    assert drop is not None
    shown = client.get(client.post(drop[1], data=values_in(page)).location).text

    assert "THEIRS" in shown
    assert "MINE" not in shown


def test_a_third_editor_makes_another_conflict(client: FlaskClient, organisation: Organisation) -> None:
    first, second, third = (open_form(client, organisation) for _ in range(3))
    client.post(address(organisation), data=first | {"acronym": "FIRST"})
    page = client.post(address(organisation), data=second | {"acronym": "SECOND"}).text
    client.post(address(organisation), data=third | {"acronym": "THIRD", "version": "2"})

    answer = client.post(address(organisation), data=values_in(page))

    assert answer.status_code == 409
    assert "THIRD" in answer.text


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


def test_a_field_that_is_only_ours_is_neither_shown_to_the_secretariat_nor_overwritten(client: FlaskClient) -> None:
    organisation = make_organisation(city="Secretville", website="https://a.example.org")
    organisation.audiences = {"city": "us"}
    sign_in(client, make_role(Role.MEMBERSHIP))
    values = open_form(client, organisation, "edit/reach")

    answer = client.post(
        address(organisation, "edit/reach"), data=values | {"city": "Guessed", "website": "b.example.org"}
    )

    assert "city" not in values
    assert answer.status_code == 302
    assert (organisation.confidential.city, organisation.website) == ("Secretville", "https://b.example.org")


def test_a_step_of_which_nothing_may_be_seen_is_not_there(client: FlaskClient) -> None:
    organisation = make_organisation(texts={"fr": {"people": "SECRETWORDS"}})
    organisation.audiences = {"texts": "us"}
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert client.get(address(organisation, "texts/fr")).status_code == 404
    assert client.post(address(organisation, "texts/fr"), data={"version": "1", "people": "X"}).status_code == 404
    assert "/texts/" not in client.get(address(organisation)).text
    assert organisation.texts[0].people == "SECRETWORDS"


def test_texts_are_saved_per_language_and_counted(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "texts/fr")

    answer = client.post(
        address(organisation, "texts/fr"),
        data=values | {"people": "Un\r\n\r\nDeux", "challenges": "Trois", "go": "stay"},
    )

    assert "2 of 4" in client.get(answer.location).text
    assert [(one.locale, one.people) for one in organisation.texts] == [("fr", "Un\n\nDeux")]


def test_a_missing_text_is_named_with_what_another_language_says(client: FlaskClient) -> None:
    organisation = make_organisation(texts={"en": {"people": "WORDSINENGLISH"}, "fr": {"challenges": "MOTS"}})
    sign_in(client, make_mandate(organisation, "edit"))

    french = client.get(address(organisation, "texts/fr")).text
    english = client.get(address(organisation, "texts/en")).text

    assert french.count("Missing in French") == 1
    assert "It is there in: English" in french
    assert "WORDSINENGLISH" in french
    assert english.count("Missing in English") == 1
    assert english.count("WORDSINENGLISH") == 1


def test_two_writers_of_one_text_are_shown_both(client: FlaskClient, organisation: Organisation) -> None:
    first, second = (open_form(client, organisation, "texts/en") for _ in range(2))
    client.post(address(organisation, "texts/en"), data=first | {"people": "Their words"})

    page = client.post(address(organisation, "texts/en"), data=second | {"people": "My words\nin two lines"})

    assert page.status_code == 409
    again = client.post(address(organisation, "texts/en"), data=values_in(page.text) | {"keep-people": "mine"})
    assert again.status_code == 302
    assert organisation.texts[0].people == "My words\nin two lines"


def test_a_preview_shows_the_texts_without_saving_them(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "texts/en")
    typed = {**values, "people": "**All** <b>workers</b>\n[us](javascript:alert(1))", "go": "preview"}

    page = client.post(address(organisation, "texts/en"), data=typed).text

    shown = page[page.index('id="preview"') : page.index('class="form')]
    assert "<p><strong>All</strong> &lt;b&gt;workers&lt;/b&gt;<br>" in shown
    assert "<a " not in shown
    assert values_in(page)["people"] == ["**All** <b>workers</b>\n[us](javascript:alert(1))"]
    assert organisation.texts == []
    assert drafts() == ["texts-en"]


def test_a_preview_of_nothing_says_so(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "texts/en")

    page = client.post(address(organisation, "texts/en"), data={**values, "go": "preview"}).text

    assert "There is no text yet." in page
    assert "Preview" not in client.get(address(organisation, "edit")).text


def test_only_texts_have_a_preview(client: FlaskClient, organisation: Organisation) -> None:
    values = open_form(client, organisation, "edit/reach")

    answer = client.post(address(organisation, "edit/reach"), data={**values, "go": "preview"})

    assert answer.status_code == 200
    assert 'id="preview"' not in answer.text
