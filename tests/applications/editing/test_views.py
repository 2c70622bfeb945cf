"""Writing a version through the pages."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.applications.editing import services
from nswp_members.applications.editing.queries import draft as present_draft
from nswp_members.applications.models import ApplicationForm, Question
from nswp_members.core.db import session
from nswp_members.core.i18n import LANGUAGES
from tests.factories import an_id, current_form, make_role, sign_in


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    """A browser of the membership staff."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


@pytest.fixture
def draft(app: Flask) -> ApplicationForm:
    """A new version from the delivered one."""
    copied = services.copy_form(current_form(), by=None)
    session.commit()
    return copied


def question(draft: ApplicationForm, key: str) -> Question:
    """Return a question by its key."""
    session.expire_all()
    return next(one for one in draft.questions if one.key == key)


def sent(**changes: Any) -> dict[str, Any]:
    """Return what the form of a question sends."""
    words = {f"labels-{code}": f"Words {code}" for code in LANGUAGES}
    return {"step": "work", "key": "hobby", "kind": "text", "condition": "", **words} | changes


def test_signed_out_people_are_led_to_the_sign_in(client: FlaskClient) -> None:
    assert "sign-in" in client.get("/applications/forms").location


@pytest.mark.parametrize("role", [Role.REGIONAL_REPRESENTATIVE, Role.COMMUNICATIONS])
def test_others_are_refused(client: FlaskClient, draft: ApplicationForm, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get("/applications/forms").status_code == 403
    assert client.post(f"/applications/forms/{draft.id}/publish").status_code == 403


def test_a_new_version_begins_as_a_copy(staff: FlaskClient) -> None:
    answer = staff.post(f"/applications/forms/{current_form().id}/copy")

    made = present_draft()
    assert made is not None
    assert answer.location.endswith(f"/applications/forms/{made.id}")
    assert "Version 2" in staff.get("/applications/forms").text


def test_a_second_draft_is_refused_in_words(staff: FlaskClient, draft: ApplicationForm) -> None:
    answer = staff.post(f"/applications/forms/{current_form().id}/copy")

    assert "There is a draft of a new version already." in staff.get(answer.location).text


def test_a_question_is_added_in_five_languages(staff: FlaskClient, draft: ApplicationForm) -> None:
    options = {"options-0-code": "yes", "options-1-code": "no"}
    options |= {f"options-{place}-{code}": "word" for place in (0, 1) for code in LANGUAGES}
    condition = {"condition": "registration", "condition_is": "hosted, registered"}

    staff.post(f"/applications/forms/{draft.id}/questions/new", data=sent(kind="choice", **options, **condition))

    made = question(draft, "hobby")
    assert made.labels == {code: f"Words {code}" for code in LANGUAGES}
    assert [one["code"] for one in made.options] == ["yes", "no"]
    assert made.required_if == {"question": "registration", "is": ["hosted", "registered"]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "Ünsafe key"}, "with a letter first"),
        ({"key": "name"}, "Another question of this version has this key."),
        ({"condition": "registration"}, "or neither"),
        ({"options-0-en": "Word"}, "Give this answer a code."),
        ({"options-0-code": "A B"}, "hyphens only"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    staff: FlaskClient, draft: ApplicationForm, changes: dict[str, str], words: str
) -> None:
    answer = staff.post(f"/applications/forms/{draft.id}/questions/new", data=sent(**changes))

    assert words in answer.text


def test_a_question_is_shown_as_it_stands_and_saved_unchanged(staff: FlaskClient, draft: ApplicationForm) -> None:
    registration = question(draft, "registration")
    address = f"/applications/forms/questions/{registration.id}"
    page = staff.get(address).text

    assert "Вы зарегистрированы?" in page
    assert 'value="hosted"' in page


def test_questions_move_and_go(staff: FlaskClient, draft: ApplicationForm) -> None:
    staff.post(f"/applications/forms/questions/{question(draft, 'acronym').id}/up")
    assert [one.key for one in draft.questions][:2] == ["acronym", "name"]

    staff.post(f"/applications/forms/questions/{question(draft, 'acronym').id}/down")
    assert question(draft, "name").position == 1

    staff.post(f"/applications/forms/questions/{question(draft, 'acronym').id}/remove")
    session.expire_all()
    assert "acronym" not in [one.key for one in draft.questions]


def test_faults_are_said_in_sentences_and_nothing_is_published(staff: FlaskClient, draft: ApplicationForm) -> None:
    staff.post(f"/applications/forms/questions/{question(draft, 'name').id}/remove")

    page = staff.get(f"/applications/forms/{draft.id}").text
    staff.post(f"/applications/forms/{draft.id}/publish")

    assert "A question with the key “name” must be there." in page
    assert present_draft() is not None


def test_a_version_without_faults_is_published_and_then_frozen(staff: FlaskClient, draft: ApplicationForm) -> None:
    staff.post(f"/applications/forms/{draft.id}/publish")

    frozen = question(draft, "acronym")
    answer = staff.get(f"/applications/forms/questions/{frozen.id}")
    assert current_form().number == 2
    assert answer.location.endswith(f"/applications/forms/{draft.id}")
    assert "Add a question" not in staff.get(f"/applications/forms/{draft.id}").text


def test_a_draft_is_thrown_away(staff: FlaskClient, draft: ApplicationForm) -> None:
    staff.post(f"/applications/forms/{draft.id}/discard")

    assert present_draft() is None


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_preview_shows_the_words_of_its_language(staff: FlaskClient, locale: str) -> None:
    form = current_form()

    page = staff.get(f"/applications/forms/{form.id}/preview/{locale}").text

    assert all(one.labels[locale][:20].split("’")[0] in page for one in form.questions)


@pytest.mark.parametrize("address", [f"{an_id()}", f"{an_id()}/preview/en", f"questions/{an_id()}"])
def test_what_is_absent_is_not_there(staff: FlaskClient, address: str) -> None:
    assert staff.get(f"/applications/forms/{address}").status_code == 404


def test_there_is_no_preview_in_other_languages(staff: FlaskClient) -> None:
    assert staff.get(f"/applications/forms/{current_form().id}/preview/tlh").status_code == 404


def test_the_preview_is_in_its_language_throughout(staff: FlaskClient) -> None:
    page = staff.get(f"/applications/forms/{current_form().id}/preview/fr").text.partition("<main")[2]

    assert not [words for words in ("(optional)", "Who you are", "Numbers", "One line of text") if words in page]
