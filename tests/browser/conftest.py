"""The running app in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories import PASSWORD
from tests.live import Stack, running_stack

PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which looks nothing up on its own."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def closed_windows(browser: Browser) -> Iterator[None]:
    """Close every window after its test: open ones go on working and slow the others down."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def stack(process_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Web server, worker and mail server of this module's own."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with running_stack(process_name, folder) as running:
        yield running


def new_page(browser: Browser, size: dict[str, int], *, scripts: bool = True) -> Page:
    """Return an empty window of this size with no cookies; whatever the page complains of fails the test."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts, locale="en-GB"
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in through the page."""
    page.goto(f"{address}/accounts/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dashboard")
