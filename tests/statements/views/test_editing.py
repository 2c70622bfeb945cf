import re

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.models import StatementVersion
from tests.factories import current_version, make_role, sign_in

FIELD = re.compile(r'<(?:input|textarea)[^>]*?name="([^"]+)"[^>]*?(?:value="([^"]*)"[^>]*>|>\s*([^<]*)</textarea>)')


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


@pytest.fixture
def draft(client: FlaskClient) -> StatementVersion:
    version = services.begin_version("2030", from_version=current_version(), consulted_year=2026, by=None)
    session.commit()
    return version


def fields(page: str) -> dict[str, str]:
    """Return what the form of the page would send, untouched; the kinds stay as the paragraphs have them."""
    form = page.partition('class="form words"')[2].partition("</form>")[0]
    found = {name: (value or words or "") for name, value, words in FIELD.findall(form) if name != "csrf_token"}
    for number, chosen in enumerate(re.findall(r"<option selected value=\"([^\"]+)\"", form)):
        found[f"paragraphs-{number}-kind"] = chosen
    return found


def words_of(version: StatementVersion, locale: str = "en") -> dict[str, str]:
    session.expire_all()
    translation = statements.open_translation(version.id, locale)
    assert translation is not None
    return {one.key: one.content for one in translation.blocks}


def test_words_are_read_and_saved(staff: FlaskClient, draft: StatementVersion) -> None:
    page = f"/en/statements/manage/{draft.id}/words/en"
    sent = fields(staff.get(page).text) | {"title": "Next", "paragraphs-1-content": "Other words\r\nin two lines"}

    answer = staff.post(page, data=sent)

    assert answer.location.endswith(page)
    assert words_of(draft)["core-value-2"] == "Other words\nin two lines"
    assert statements.open_translations(draft.id)[0].title == "Next"


def test_sending_the_page_untouched_changes_nothing(staff: FlaskClient, draft: StatementVersion) -> None:
    for locale in ("en", "zh"):
        page = f"/en/statements/manage/{draft.id}/words/{locale}"
        before = words_of(draft, locale)

        staff.post(page, data=fields(staff.get(page).text))

        assert words_of(draft, locale) == before


def test_paragraphs_are_added_moved_and_removed_and_what_was_typed_is_saved(
    staff: FlaskClient, draft: StatementVersion
) -> None:
    page = f"/en/statements/manage/{draft.id}/words/en"

    added = staff.post(page, data=fields(staff.get(page).text) | {"action": "add:right-1", "paragraphs-0-content": "A"})
    assert added.location.endswith("#right-9")
    assert words_of(draft)["core-value-1"] == "A"
    staff.post(page, data=fields(staff.get(page).text) | {"action": "up:right-9"})
    assert list(words_of(draft, "fr"))[3:5] == ["right-9", "right-1"]
    staff.post(page, data=fields(staff.get(page).text) | {"action": "down:right-9"})
    asked = staff.post(page, data=fields(staff.get(page).text) | {"action": "remove:right-9"})
    assert "right-9" in words_of(draft)
    assert "in all languages" in staff.get(asked.location).text
    staff.post(asked.location)

    assert "right-9" not in words_of(draft) | words_of(draft, "ru")
    assert staff.get(asked.location).status_code == 404


def test_translators_see_the_authoritative_words_and_leave_the_order_alone(
    staff: FlaskClient, draft: StatementVersion
) -> None:
    page = f"/en/statements/manage/{draft.id}/words/fr"
    text = staff.get(page).text

    assert 'class="original" lang="en"' in text
    assert "Add a paragraph" not in text
    staff.post(page, data=fields(text) | {"action": "up:right-1"})
    assert list(words_of(draft, "fr")) == list(words_of(draft))


def test_the_slower_of_two_loses_nothing(staff: FlaskClient, draft: StatementVersion) -> None:
    page = f"/en/statements/manage/{draft.id}/words/en"
    opened = fields(staff.get(page).text)
    staff.post(page, data=opened | {"paragraphs-0-content": "Hers", "paragraphs-2-content": "Hers as well"})

    refused = staff.post(page, data=opened | {"paragraphs-0-content": "His", "paragraphs-1-content": "His too"})

    assert refused.status_code == 200
    assert "Somebody else changed the same paragraphs" in refused.text
    assert "Somebody else wrote here meanwhile" in refused.text
    assert words_of(draft)["core-value-1"] == "Hers"
    again = fields(refused.text)
    typed = [again[f"paragraphs-{number}-content"] for number in range(3)]
    assert typed == ["His", "His too", "Hers as well"]
    staff.post(page, data=again)
    assert list(words_of(draft).values())[:3] == ["His", "His too", "Hers as well"]


def test_words_for_a_paragraph_that_is_gone_are_shown_to_be_kept(staff: FlaskClient, draft: StatementVersion) -> None:
    page = f"/en/statements/manage/{draft.id}/words/fr"
    opened = fields(staff.get(page).text)
    services.remove_paragraph(draft, "core-value-1", by=None)
    session.commit()

    refused = staff.post(page, data=opened | {"paragraphs-0-content": "Mes mots perdus"})

    assert "removed this paragraph meanwhile" in refused.text
    assert "Mes mots perdus" in refused.text


def test_nothing_is_saved_in_consultation(staff: FlaskClient, draft: StatementVersion) -> None:
    page = f"/en/statements/manage/{draft.id}/words/en"
    opened = fields(staff.get(page).text)
    services.open_consultation(draft, by=None)
    session.commit()

    refused = staff.post(page, data=opened | {"paragraphs-0-content": "His"})

    assert "no draft any more" in refused.text
    assert "His" in refused.text
    assert "cannot be saved now" in staff.get(page).text


def test_a_translation_is_corrected_by_a_dated_revision(staff: FlaskClient) -> None:
    version = current_version()
    base = f"/en/statements/manage/{version.id}"
    begun = staff.post(f"{base}/words/fr/correct").location
    staff.post(begun, data=fields(staff.get(begun).text) | {"paragraphs-0-content": "Mots corrigés"})

    preview = staff.get(f"{base}/words/fr/publish").text
    assert "Words changed" in preview
    assert 'id="correction-error"' in staff.post(f"{base}/words/fr/publish").text
    staff.post(f"{base}/words/fr/publish", data={"correction": "Une faute"})

    public = staff.get("/en/statement/2013?language=fr").text
    assert "Mots corrigés" in public
    assert "Une faute" in public
    assert "Revision 2" in staff.get(base).text


def test_the_authoritative_text_offers_no_correction(staff: FlaskClient) -> None:
    base = f"/en/statements/manage/{current_version().id}"

    assert staff.post(f"{base}/words/en/correct").status_code == 409
    assert staff.get(f"{base}/words/en").status_code == 404
    assert staff.get(base).text.count("Correct the translation") == 4


def test_languages_are_discarded_and_added(staff: FlaskClient, draft: StatementVersion) -> None:
    base = f"/en/statements/manage/{draft.id}"
    assert "are deleted from the draft" in staff.get(f"{base}/words/zh/discard").text
    staff.post(f"{base}/words/zh/discard")
    assert staff.get(f"{base}/words/zh").status_code == 404
    assert "never corrected" in staff.post(f"{base}/words/en/discard").text

    added = staff.post(f"{base}/languages", data={"locale": "zh"})

    assert staff.get(added.location).status_code == 200
    assert "12 paragraphs lack words" in staff.get(base).text
    assert staff.post(f"{base}/languages", data={"locale": "xx"}).status_code == 400
