"""Leaving at once in a real browser: with and without scripts, on a phone and at a desk, by button and by Escape."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from nswp_members.core.db import session
from tests.browser.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.factories import make_mandate, make_organisation, make_person
from tests.live import Stack, wait_for

SETTINGS = "/accounts/settings"
THRICE = 1500


def enter(page: Page, stack: Stack, *, discreet: bool = False) -> str:
    """Sign somebody new in and open their settings; returns the secret of the session."""
    with stack.app.app_context():
        person = make_person()
        person.discreet = discreet
        session.commit()
        email = person.email
    sign_in(page, stack.address, email)
    page.goto(stack.address + SETTINGS)
    return cookies(page)["visit"]


def cookies(page: Page) -> dict[str, str]:
    """Return the browser's cookies."""
    return {str(one.get("name")): str(one.get("value")) for one in page.context.cookies()}


def press_escape(page: Page, times: int, *, pause: int = 50) -> None:
    """Press Escape several times."""
    for _number in range(times):
        page.keyboard.press("Escape")
        page.wait_for_timeout(pause)


def assert_gone(browser: Browser, stack: Stack, page: Page, secret: str, *, left: dict[str, str] | None = None) -> None:
    """Hold that the neutral page is shown, the cookies are gone, and the session is dead on the server."""
    page.wait_for_url("**/weather")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert wait_for(lambda: cookies(page) == (left or {}), seconds=5)
    thief = new_page(browser, DESKTOP)
    thief.context.add_cookies([{"name": "visit", "value": secret, "url": stack.address}])
    thief.goto(stack.address + SETTINGS)
    assert "/accounts/sign-in" in thief.url


@pytest.mark.live
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_button_is_in_sight_and_leads_away(
    browser: Browser, stack: Stack, size: dict[str, int], scripts: bool
) -> None:
    page = new_page(browser, size, scripts=scripts)
    secret = enter(page, stack)
    button = page.get_by_role("button", name="Quick exit")
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(button).to_be_in_viewport(ratio=1)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44

    button.click()

    assert_gone(browser, stack, page, secret)


@pytest.mark.live
def test_the_page_is_taken_out_of_the_way_back(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, DESKTOP)
    secret = enter(page, stack)
    before = page.evaluate("history.length")

    page.get_by_role("button", name="Quick exit").click()

    assert_gone(browser, stack, page, secret)
    assert page.evaluate("history.length") == before
    page.go_back()
    page.wait_for_url("**/accounts/sign-in**")
    assert SETTINGS not in page.url.partition("?")[0]


@pytest.mark.live
def test_without_scripts_going_back_shows_the_sign_in_page_only(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, PHONE, scripts=False)
    enter(page, stack)
    page.get_by_role("button", name="Quick exit").click()
    page.wait_for_url("**/weather")

    page.go_back()

    page.wait_for_url("**/accounts/sign-in**")
    expect(page.get_by_text("Where you are signed in")).to_have_count(0)


@pytest.mark.live
@pytest.mark.parametrize("opened", ["field", "menu", "dialog"])
def test_escape_three_times_leaves_from_everywhere(browser: Browser, stack: Stack, opened: str) -> None:
    page = new_page(browser, DESKTOP)
    secret = enter(page, stack)
    if opened == "field":
        page.get_by_label("Your name, or the name you use").fill("Canary")
    elif opened == "menu":
        page.locator("details.menu", has_text="Your account:").locator("summary").click()
    else:
        page.get_by_role("button", name="Sign out everywhere").click()
        expect(page.get_by_role("dialog")).to_be_visible()

    press_escape(page, 3)

    assert_gone(browser, stack, page, secret)


@pytest.mark.live
def test_escape_twice_or_slowly_stays(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, DESKTOP)
    enter(page, stack)

    press_escape(page, 2)
    page.wait_for_timeout(THRICE + 100)
    press_escape(page, 3, pause=THRICE // 2 + 150)

    assert page.url.endswith(SETTINGS)
    expect(page.get_by_text("Where you are signed in")).to_be_visible()


@pytest.mark.live
@pytest.mark.parametrize("way", ["button", "escape"])
def test_no_question_about_unsaved_text_holds_anybody_up(browser: Browser, stack: Stack, way: str) -> None:
    with stack.app.app_context():
        organisation = make_organisation()
        email, key = make_mandate(organisation, "edit").email, organisation.id
    page = new_page(browser, DESKTOP)
    questions: list[str] = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    sign_in(page, stack.address, email)
    secret = cookies(page)["visit"]
    page.route("**/draft", lambda route: route.abort())
    page.goto(f"{stack.address}/organisations/{key}/edit")
    page.locator("#acronym").press_sequentially("UNSAVED")
    page.locator("#acronym").blur()
    expect(page.locator("[data-draft-status]")).to_contain_text("No connection")

    if way == "button":
        page.get_by_role("button", name="Quick exit").click()
    else:
        press_escape(page, 3)

    assert_gone(browser, stack, page, secret)
    assert questions == []


@pytest.mark.live
def test_the_page_is_blank_at_once_on_a_slow_line(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, DESKTOP)
    enter(page, stack)
    held: list[Route] = []
    seen: list[list[object]] = []
    page.route("**/weather", lambda route: held.append(route))
    page.expose_function("note", lambda *state: seen.append(list(state)))
    page.evaluate(
        """new MutationObserver(() => note(document.documentElement.checkVisibility(), document.title.trim()))
             .observe(document.documentElement, { attributes: true })"""
    )

    press_escape(page, 3)
    page.wait_for_timeout(300)

    assert len(held) == 1
    assert seen == [[False, ""]]
    held[0].continue_()
    page.wait_for_url("**/weather")


@pytest.mark.live
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_discreet_browser_stays_so(browser: Browser, stack: Stack, scripts: bool) -> None:
    page = new_page(browser, PHONE, scripts=scripts)
    secret = enter(page, stack, discreet=True)

    page.get_by_role("button", name="Quick exit").click()

    assert_gone(browser, stack, page, secret, left={"plain": "1"})
    page.goto(stack.address)
    assert page.title() == "Notebook"


@pytest.mark.live
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_visitor_leaves_too(browser: Browser, stack: Stack, scripts: bool) -> None:
    page = new_page(browser, PHONE, scripts=scripts)
    page.goto(f"{stack.address}/members")

    page.get_by_role("button", name="Quick exit").click()

    page.wait_for_url("**/weather")
    assert page.context.cookies() == []


@pytest.mark.live
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_the_header_fits_a_phone_in_every_language(browser: Browser, stack: Stack, language: str) -> None:
    page = new_page(browser, PHONE)

    page.goto(f"{stack.address}/{language}/")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".sign-in").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]
