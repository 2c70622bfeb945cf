"""Applying on a phone with a bad connection, from the public page to an application that has been sent."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from nswp_members.applications import queries
from nswp_members.applications.links import token_of
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import session
from tests.browser.conftest import PHONE, new_page
from tests.browser.test_main_job import link_in
from tests.factories import make_application
from tests.live import Stack


def faults(page: Page) -> list[str]:
    """Return what axe finds, and whether the page is wider than the phone."""
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + (["wide"] if wide else [])


def fill_people(page: Page, key: str) -> None:
    """Name one person."""
    page.locator(f"#q_{key}-0-name").fill("Ana")
    page.locator(f"#q_{key}-0-email").fill("ana@example.org")


def fill_rest(page: Page) -> None:
    """Fill in all steps after the second."""
    on = page.get_by_role("main").get_by_role("button", name="Save and continue")
    page.locator("#q_people").fill("Workers of the harbour")
    page.locator("#q_involvement").fill("We decide ourselves")
    on.click()
    for name in ("decisions", "spokespeople", "staff", "members"):
        page.locator(f"#q_count_{name}-total").fill("5")
        page.locator(f"#q_count_{name}-sex_workers").fill("4")
    assert faults(page) == []
    on.click()
    page.get_by_label("Challenging stigma and discrimination").check()
    on.click()
    fill_people(page, "referees")
    assert faults(page) == []
    on.click()
    page.get_by_label("No, do not list us").check()
    fill_people(page, "contacts")
    assert faults(page) == []
    on.click()
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    assert faults(page) == []
    on.click()
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    on.click()


@pytest.mark.live
def test_from_the_public_page_to_a_sent_application(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, PHONE)
    page.goto(f"{stack.address}/apply")
    assert faults(page) == []
    page.get_by_label("E-mail address").fill("harbour@example.org")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    assert faults(page) == []
    mail = stack.mail_to("harbour@example.org")
    assert not re.search("sex|nswp", f"{mail['Subject']} {mail.get_body(('plain',))}", re.IGNORECASE)

    page.goto(link_in(mail))
    assert faults(page) == []
    page.get_by_role("button", name="Confirm and begin").click()
    assert faults(page) == []
    page.get_by_role("link", name="Go on", exact=True).click()
    expect(page.get_by_label("Which organisation hosts you?")).to_be_hidden()
    page.get_by_label("Hosted by another organisation").check()
    expect(page.get_by_label("Which organisation hosts you?")).to_be_visible()
    page.get_by_label("Not registered").check()
    page.get_by_label("Full member").check()
    page.get_by_label("Local organisation").check()
    page.context.set_offline(True)
    page.get_by_label("Name of the organisation or group").fill("Harbour Hands")
    page.get_by_label("Acronym").fill("HH")
    page.get_by_role("main").get_by_role("button", name="Save and continue").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(page.locator("[data-draft-status]")).to_contain_text("Kept as a draft")
    page.reload()
    expect(page.get_by_label("Name of the organisation or group")).to_have_value("Harbour Hands")
    assert faults(page) == []
    page.get_by_role("main").get_by_role("button", name="Save and continue").click()
    page.get_by_label("In which country do you work?").select_option("KE")
    page.get_by_role("main").get_by_role("button", name="Save and continue").click()
    fill_rest(page)

    expect(page.get_by_role("heading", name="Check and send")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_text("Thank you. It has been sent.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Take the application back").click()
    assert faults(page) == []
    with stack.app.app_context():
        application = session.scalars(select(Application)).one()
        assert (application.state, application.region_code) == (State.CHECK, "africa")
        assert queries.answers_of(application)["acronym"] == "HH"
    assert "harbour" not in stack.logs().lower()


@pytest.mark.live
def test_people_and_typed_text_without_scripts(browser: Browser, stack: Stack) -> None:
    with stack.app.app_context():
        token = token_of(make_application(state=State.DRAFT, referees=None))
    page = new_page(browser, PHONE, scripts=False)
    page.goto(f"{stack.address}/apply/{token}/step/referees")

    fill_people(page, "referees")
    page.get_by_role("button", name="Add another person").click()
    page.locator("#q_referees-1-name").fill("Bo")
    page.get_by_role("button", name="Back", exact=True).click()
    page.goto(f"{stack.address}/apply/{token}/step/referees")

    expect(page.locator("#q_referees-1-name")).to_have_value("Bo")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{stack.address}/apply/{token}/check")
    expect(page.get_by_text("Still missing")).to_be_visible()
