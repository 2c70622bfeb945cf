"""Quick exit in a real browser: with scripts and without, by pressing the button and by Escape."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from nswp_members.accounts.models import SignIn
from nswp_members.core.db import session
from tests.browser.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.factories import make_person
from tests.live import Stack, wait_for


def signed_in(browser: Browser, stack: Stack, size: dict[str, int], *, scripts: bool = True) -> Page:
    """Return a window in which a new person is signed in."""
    with stack.app.app_context():
        email = make_person().email
    page = new_page(browser, size, scripts=scripts)
    sign_in(page, stack.address, email)
    return page


def nobody_is_signed_in(app: Flask) -> bool:
    """Whether every sign-in has ended on the server."""
    with app.app_context():
        return session.scalars(select(SignIn.id).where(SignIn.ended_at.is_(None))).first() is None


def expect_gone(page: Page, stack: Stack) -> None:
    """The neutral page stands there, the sign-in is dead, and going back shows nothing."""
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert wait_for(lambda: nobody_is_signed_in(stack.app), seconds=5)
    page.go_back()
    expect(page.get_by_text("Sign out")).to_have_count(0)
    page.goto(f"{stack.address}/accounts/settings")
    assert "/accounts/sign-in" in page.url


@pytest.mark.live
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_button_is_in_view_and_leads_away(
    browser: Browser, stack: Stack, size: dict[str, int], scripts: bool
) -> None:
    page = signed_in(browser, stack, size, scripts=scripts)
    button = page.get_by_role("button", name="Quick exit")

    expect(button).to_be_in_viewport()
    button.click()

    page.wait_for_url("**/weather")
    expect_gone(page, stack)


@pytest.mark.live
def test_escape_pressed_thrice_leads_away_and_twice_does_not(browser: Browser, stack: Stack) -> None:
    page = signed_in(browser, stack, DESKTOP)

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1700)
    page.keyboard.press("Escape")
    assert page.url.endswith("/dashboard")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    page.wait_for_url("**/weather")
    expect_gone(page, stack)


@pytest.mark.live
def test_the_exit_stays_in_view_further_down(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, PHONE)
    page.goto(f"{stack.address}/accounts/leaving")

    page.get_by_role("contentinfo").scroll_into_view_if_needed()

    assert page.evaluate("scrollY") > 100
    expect(page.get_by_role("button", name="Quick exit")).to_be_in_viewport(ratio=1)


@pytest.mark.live
def test_a_visitor_leaves_too(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, PHONE)
    page.goto(f"{stack.address}/members")

    page.get_by_role("button", name="Quick exit").click()

    page.wait_for_url("**/weather")
