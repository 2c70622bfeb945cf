"""Editing a profile on a bad connection and without scripts: nothing that was typed is lost."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation, ProfileDraft
from tests.browser.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.factories import make_mandate, make_organisation, make_person
from tests.live import Stack


def make_editor(stack: Stack, email: str) -> UUID:
    """Make an organisation whose editor signs in with this address; return its id."""
    with stack.app.app_context():
        organisation = make_organisation(name=f"House of {email}")
        make_mandate(organisation, "read", "edit", person=make_person(email=email))
        return organisation.id


def reading(stack: Stack, key: UUID, read: Callable[[Organisation], object]) -> object:
    """Return something read from the organisation as it is stored now."""
    with stack.app.app_context():
        return read(session.get_one(Organisation, key))


def draft_in(stack: Stack, key: UUID) -> str:
    """Return all that is kept as drafts of an organisation."""
    with stack.app.app_context():
        return str(session.scalars(select(ProfileDraft.data).where(ProfileDraft.organisation_id == key)).all())


def faults(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands."""
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.live
def test_what_is_typed_without_a_connection_is_kept_as_soon_as_there_is_one(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "offline@example.org")
    page = new_page(browser, PHONE)
    sign_in(page, stack.address, "offline@example.org")
    page.goto(f"{stack.address}/organisations/{key}/texts/en")
    box, status = page.locator("#people"), page.locator("[data-draft-status]")

    page.context.set_offline(True)
    box.press_sequentially("Typed under ground")
    box.blur()
    expect(status).to_contain_text("No connection")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(box).to_have_value("Typed under ground")
    assert draft_in(stack, key) == "[]"
    page.context.set_offline(False)
    expect(status).to_contain_text(re.compile(r"Kept as a draft at \d\d:\d\d"))

    assert "Typed under ground" in draft_in(stack, key)
    assert faults(page) == []


@pytest.mark.live
def test_typing_is_kept_after_a_pause_and_shown_after_a_reload(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "reload@example.org")
    page = new_page(browser, DESKTOP)
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    sign_in(page, stack.address, "reload@example.org")
    page.goto(f"{stack.address}/organisations/{key}/edit")

    page.locator("#acronym").press_sequentially("TYPED")
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft")
    page.reload()

    expect(page.get_by_text("You have text here that is not saved yet")).to_be_visible()
    expect(page.locator("#acronym")).to_have_value("TYPED")
    assert faults(page) == []
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    expect(page.get_by_text("not saved yet")).to_have_count(0)
    assert reading(stack, key, lambda one: one.acronym) == "TYPED"
    assert draft_in(stack, key) == "[]"
    assert questions == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.live
def test_enter_saves_though_other_buttons_of_the_form_stand_above_it(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "enter@example.org")
    page = new_page(browser, PHONE, scripts=False)
    sign_in(page, stack.address, "enter@example.org")
    page.goto(f"{stack.address}/organisations/{key}/edit")

    page.locator("#acronym").fill("ENTER")
    page.locator("#acronym").press("Enter")

    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    assert reading(stack, key, lambda one: one.acronym) == "ENTER"


@pytest.mark.live
def test_leaving_asks_only_while_something_is_unsent(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "leaving@example.org")
    page = new_page(browser, DESKTOP)
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    sign_in(page, stack.address, "leaving@example.org")
    page.goto(f"{stack.address}/organisations/{key}/edit")

    page.context.set_offline(True)
    page.locator("#acronym").press_sequentially("LOST?")
    page.locator("#acronym").blur()
    expect(page.locator("[data-draft-status]")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.route("**/draft", lambda route: route.abort())
    page.reload()

    assert questions == ["beforeunload"]


@pytest.mark.live
def test_all_steps_without_scripts(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "plain@example.org")
    page = new_page(browser, PHONE, scripts=False)
    sign_in(page, stack.address, "plain@example.org")
    page.goto(f"{stack.address}/organisations/{key}/edit")
    on = page.get_by_role("button", name="Save and continue")

    page.get_by_label("Acronym").fill("PL")
    on.click()
    page.get_by_label("Kind").select_option("local")
    on.click()
    page.get_by_label("Working languages").fill("Klingonish")
    on.click()
    expect(page.get_by_role("alert")).to_contain_text("We do not know the language")
    page.goto(f"{stack.address}/organisations/{key}/edit/work")
    expect(page.get_by_text("You have text here that is not saved yet")).to_be_visible()
    expect(page.get_by_label("Working languages")).to_have_value("Klingonish")
    page.get_by_label("Working languages").fill("English")
    on.click()
    page.get_by_label("City").fill("Mombasa")
    page.get_by_role("button", name="Back", exact=True).click()
    page.goto(f"{stack.address}/organisations/{key}/edit/reach")
    expect(page.get_by_label("City")).to_have_value("Mombasa")
    on.click()
    page.get_by_label("Who we work with").fill("All of us")
    page.get_by_role("button", name="Save and finish").click()

    page.wait_for_url(f"{stack.address}/organisations/{key}")
    saved = reading(stack, key, lambda one: (one.acronym, one.kind, one.languages, one.texts[0].people))
    assert saved == ("PL", "local", ["en"], "All of us")
    assert reading(stack, key, lambda one: one.confidential.city) == "Mombasa"
    assert draft_in(stack, key) == "[]"


@pytest.mark.live
def test_an_earlier_text_is_brought_back(browser: Browser, stack: Stack) -> None:
    key = make_editor(stack, "history@example.org")
    page = new_page(browser, PHONE)
    sign_in(page, stack.address, "history@example.org")
    for words in ("The first words", "The second words"):
        page.goto(f"{stack.address}/organisations/{key}/texts/en")
        page.locator("#people").fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Your changes are saved.")).to_be_visible()

    page.goto(f"{stack.address}/organisations/{key}/history")
    assert faults(page) == []
    page.get_by_role("row").nth(2).get_by_role("link").click()
    page.get_by_role("link", name="Bring this back").click()
    assert faults(page) == []
    page.get_by_role("button", name="Bring it back").click()

    expect(page.get_by_text("The profile says again what it said then.")).to_be_visible()
    assert reading(stack, key, lambda one: one.texts[0].people) == "The first words"
