"""Applying on a phone with a bad connection, from the public page to an application that has been sent."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries
from nswp_members.applications.links import token_of
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import session
from tests.browser.conftest import PHONE, new_page, sign_in
from tests.browser.test_main_job import PASSWORD, link_in
from tests.factories import make_application, make_person, make_role
from tests.live import Stack, wait_for


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


def apply(page: Page, stack: Stack) -> None:
    """Apply as Harbour Hands, from the public page to the point where it can be sent."""
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


@pytest.mark.live
def test_from_the_public_page_to_the_first_endorsement_on_the_board(browser: Browser, stack: Stack) -> None:
    with stack.app.app_context():
        make_role(Role.MEMBERSHIP, person=make_person(email="office@example.org", name="Office"))
        for email in ("first@example.org", "second@example.org"):
            make_role(Role.REGIONAL_REPRESENTATIVE, person=make_person(email=email, name=email), region="africa")
    page = new_page(browser, PHONE)
    apply(page, stack)
    expect(page.get_by_role("heading", name="Check and send")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_text("Thank you. It has been sent.")).to_be_visible()
    assert faults(page) == []
    status = page.url
    page.get_by_role("link", name="Take the application back").click()
    assert faults(page) == []
    with stack.app.app_context():
        application = session.scalars(select(Application)).one()
        assert (application.state, application.region_code) == (State.CHECK, "africa")
        assert queries.answers_of(application)["acronym"] == "HH"
        review = f"{stack.address}/applications/{application.id}"

    office = new_page(browser, PHONE)
    sign_in(office, stack.address, "office@example.org")
    office.goto(review)
    office.get_by_role("link", name="It is complete").click()
    office.get_by_role("button", name="Hand over").click()
    for email in ("first@example.org", "second@example.org"):
        approve(new_page(browser, PHONE), stack, email, review)
    decide(office, review)
    page.goto(status)
    expect(page.get_by_role("main")).to_contain_text("It was approved.")
    assert faults(page) == []
    accept(new_page(browser, PHONE), invitation(stack))
    office.goto(f"{stack.address}/endorsements")

    expect(office.get_by_role("row", name=re.compile("Africa")).first).to_contain_text("1")
    assert "harbour" not in stack.logs().lower()


def approve(page: Page, stack: Stack, email: str, review: str) -> None:
    """Say as a representative that the applicant is known and to be taken in."""
    sign_in(page, stack.address, email)
    page.goto(review)
    page.get_by_role("link", name="Say what you think").click()
    page.get_by_label("Yes, I know them").check()
    page.get_by_label("Approve").check()
    page.get_by_label("Your reasons").fill("We have met them.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you: your view is kept.")).to_be_visible()


def decide(page: Page, review: str) -> None:
    """Take the applicant in, after a look at what that does."""
    page.goto(review)
    page.get_by_role("link", name="Decide…").click()
    page.get_by_label("Approve").check()
    page.get_by_label("What the applicant reads").fill("Welcome!")
    page.get_by_role("button", name="Look at what it would do").click()
    expect(page.get_by_text("This cannot be taken back.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Decide now").click()
    assert faults(page) == []


def invitation(stack: Stack) -> str:
    """Return the link by which the applicant becomes a user; the answer to the application comes beside it."""

    def arrived() -> str | None:
        found = [link_in(one.message) for one in stack.sink.messages if "harbour@example.org" in one.recipients]
        return next((link for link in found if "/invitations/" in link), None)

    return wait_for(arrived, seconds=30)


def accept(page: Page, link: str) -> None:
    """Open an account by an invitation."""
    page.goto(link)
    page.locator("#name").fill("Ana")
    page.locator("#password").fill(PASSWORD)
    page.locator("#repeat").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").last.click()
    page.wait_for_url(lambda url: "invitations" not in url)
    page.goto(page.url.replace(urlsplit(page.url).path, "/dashboard"))
    expect(page.get_by_text("You stand behind the Consensus Statement")).to_be_visible()
    assert faults(page) == []


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
