"""A campaign in the browser, from the plan to the frozen report, and what an organisation answers on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import today
from tests.browser.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.browser.test_applying import faults
from tests.browser.test_main_job import PASSWORD, link_in
from tests.campaigns.conftest import make_member
from tests.factories import make_contact, make_person, make_role
from tests.live import Stack


def plan(page: Page, stack: Stack) -> None:
    """Plan a campaign for everybody."""
    page.goto(f"{stack.address}/campaigns")
    expect(page.get_by_text("No campaigns yet")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Plan a campaign").first.click()
    page.get_by_label("Name of the campaign").fill("Stand with us")
    page.get_by_label("Answer by").fill((today() + timedelta(days=60)).isoformat())
    page.get_by_text("English", exact=True).last.click()
    page.locator("#words_en").fill("Please read it with your members.")
    assert faults(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody has been written to")).to_be_visible()
    assert faults(page) == []


def answer(page: Page, link: str) -> None:
    """Follow the letter on a phone, read what is asked, and endorse."""
    page.goto(link)
    page.get_by_label("Your name", exact=True).or_(page.locator("#name")).first.fill("Ada")
    page.locator("#password").fill(PASSWORD)
    page.locator("#repeat").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/endorse$"))
    page.goto(f"{page.url.split('/organisations/')[0]}/dashboard")
    page.get_by_role("link", name="See what changed and answer").click()
    expect(page.get_by_text("Please read it with your members.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Read it and answer").click()
    page.locator("#name").fill("Ada")
    page.locator("#function").fill("Coordinator")
    page.locator("#mandate").fill("The members, yesterday")
    page.locator("#confirm").check()
    assert faults(page) == []
    page.get_by_role("button", name="Endorse").click()
    page.wait_for_url(re.compile(r"/endorsement$"))


@pytest.mark.live
def test_a_campaign_from_draft_to_frozen_report(browser: Browser, stack: Stack) -> None:
    with stack.app.app_context():
        make_role(Role.MEMBERSHIP, person=make_person(email="office@example.org", name="Office"))
        answering = make_member(name="Quick Reply", contact=False)
        make_contact(answering, email="quick@example.org")
        silent = make_member(name="Silent House", contact=False)
        make_contact(silent, email="silent@example.org")
        make_member(name="Out of Reach", contact=False)
    office = new_page(browser, DESKTOP)
    sign_in(office, stack.address, "office@example.org")

    plan(office, stack)
    office.get_by_role("button", name="Open and write to 2 organisations").click()
    expect(office.get_by_text("2 organisations are written to.")).to_be_visible()
    assert faults(office) == []
    board = office.url
    mail = stack.mail_to("quick@example.org")
    assert not re.search("quick reply|sex|nswp", f"{mail['Subject']} {mail['From']}", re.IGNORECASE)
    answer(new_page(browser, PHONE), link_in(mail))

    office.goto(board)
    expect(office.get_by_role("row", name=re.compile("Africa"))).to_contain_text("1")
    office.get_by_role("link", name="Not reached").click()
    expect(office.get_by_text("Silent House")).to_be_visible()
    expect(office.get_by_text("Out of Reach")).to_be_visible()
    expect(office.get_by_text("Quick Reply")).to_have_count(0)
    assert faults(office) == []
    office.get_by_role("button", name="Draft a letter to exactly these").click()
    expect(office.get_by_text("Not possible by mail")).to_be_visible()
    assert faults(office) == []
    office.get_by_role("button", name="Send to 1 organisation").click()
    expect(office.get_by_text("1 organisation is written to.")).to_be_visible()
    stack.mail_to("silent@example.org")

    office.get_by_role("link", name="Close", exact=True).click()
    office.get_by_role("button", name="Close the campaign").click()
    expect(office.get_by_text("These numbers are those of that moment")).to_be_visible()
    assert faults(office) == []
    with office.expect_download() as paper:
        office.get_by_role("link", name="Report as PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-")
    assert "silent house" not in stack.logs().lower()
